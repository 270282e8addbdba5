using HumeGen.Tests;

namespace HumeGen.Fuzz.Frames;

/// <summary>Bytes of WebSocket frames, valid ones changed and hostile ones, to an open connection.</summary>
internal sealed class FrameTarget : FuzzTarget
{
    public override TimeSpan Limit => TimeSpan.FromSeconds(60);

    public override int Threads => 4 * Environment.ProcessorCount;

    public override string Material => "sequences of frames";

    public override IFuzzWorker CreateWorker() => new Worker();

    private sealed class Worker : IFuzzWorker
    {
        private static readonly RealtimeOptions Options = new()
        {
            MaxRetries = 0,
            MaxMessageBytes = 64 * 1024,
            CloseTimeout = TimeSpan.FromMilliseconds(300),
            KeepAliveInterval = TimeSpan.FromMilliseconds(300),
            KeepAliveTimeout = TimeSpan.FromMilliseconds(300),
        };

        private readonly RawServer _server;
        private readonly ApiPipeline _pipeline;
        private (byte[] Bytes, FrameEnd End, int Piece) _script;

        public Worker()
        {
            _server = new RawServer(ServeAsync);
            _pipeline = new ApiPipeline(
                new ApiDescription { Name = "Fuzz", BaseAddress = new Uri("https://api.example.test"), ApiKeyHeader = "X-Api-Key", FindErrorCode = static code => new TestCode(code) },
                new ApiClientOptions { BaseAddress = _server.Address, ApiKey = "fuzz-key" });
        }

        public async Task<string> RunAsync(FuzzCase input)
        {
            _script = FrameMutator.Next(input.Random);
            input.Uses("frames.bin", _script.Bytes);
            input.Uses("end.txt", $"{_script.End}, {_script.Piece} bytes at once");
            var isBinary = input.Random.Next(2) == 0;
            await using var connection = new TestConnection(await _pipeline.ConnectAsync(new RealtimeRequest("wss://api.example.test/v0", "/fuzz"), Options), isBinary);
            var error = (Exception?)null;
            try
            {
                await foreach (var message in connection.ReadAllAsync())
                {
                    if (message.ToString() is null)
                        throw new FindingException("A message has no text form.");
                }
            }
            catch (ApiClientException e)
            {
                error = e;
            }

            // The end is known, whatever it is, and nothing more can be sent.
            var close = await connection.Closed;
            if (connection.State != RealtimeState.Closed)
                throw new FindingException($"It ended by {close}, and its state is {connection.State}.");
            if (error is null != close.IsNormal)
                throw new FindingException($"It ended by {close}, and reading {(error is null ? "just ended" : "failed: " + error.Message)}");
            try
            {
                await connection.SendAsync(new Say("late"));
                throw new FindingException("A message could be sent after the end.");
            }
            catch (ApiClientException)
            {
                return $"{close.End}";
            }
        }

        public async ValueTask DisposeAsync()
        {
            _pipeline.Dispose();
            await _server.DisposeAsync();
        }

        private async Task ServeAsync(RawConnection wire)
        {
            var (bytes, end, piece) = _script;
            await wire.SendAsync(Handshake.Answer(await wire.ReadRequestAsync()));
            for (var at = 0; at < bytes.Length; at += piece)
                await wire.SendAsync(bytes.AsMemory(at, Math.Min(piece, bytes.Length - at)));
            if (end == FrameEnd.Reset)
                wire.Reset();
            else if (end == FrameEnd.Silence)
                await wire.WaitForCloseAsync();
        }
    }
}
