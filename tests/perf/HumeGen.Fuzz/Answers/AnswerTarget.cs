using HumeGen.Tests;

namespace HumeGen.Fuzz.Answers;

/// <summary>Answers of a hostile server to calls of every kind.</summary>
internal sealed class AnswerTarget : FuzzTarget
{
    private const string Secret = "fuzz-canary-5d1e7a";
    private const int MaxBytes = 64 * 1024;

    public override TimeSpan Limit => TimeSpan.FromSeconds(60);

    public override int Threads => 4 * Environment.ProcessorCount;

    public override string Material => "answers of HTTP";

    public override IFuzzWorker CreateWorker() => new Worker();

    private sealed class Worker : IFuzzWorker
    {
        private readonly AnswerMutator _mutator = new(Secret);
        private readonly RawServer _server;
        private readonly ApiPipeline _pipeline;
        private (byte[] Bytes, AnswerEnd End, int Piece) _script;

        public Worker()
        {
            _server = new RawServer(ServeAsync);
            _pipeline = new ApiPipeline(
                new ApiDescription { Name = "Fuzz", BaseAddress = new Uri("https://api.example.test"), ApiKeyHeader = "X-Api-Key", FindErrorCode = static code => new TestCode(code) },
                new ApiClientOptions
                {
                    BaseAddress = _server.Address,
                    ApiKey = Secret,
                    Timeout = TimeSpan.FromSeconds(5),
                    AttemptTimeout = TimeSpan.FromMilliseconds(500),
                    StreamIdleTimeout = TimeSpan.FromMilliseconds(500),
                    MaxResponseBytes = MaxBytes,
                    MaxRetries = 0,
                });
        }

        public async Task<string> RunAsync(FuzzCase input)
        {
            _script = _mutator.Next(input.Random);
            input.Uses("answer.bin", _script.Bytes);
            var kind = input.Random.Next(6);
            input.Uses("call.txt", $"call {kind}, then {_script.End}, {_script.Piece} bytes at once");
            var options = new ApiCallOptions { MaxRetries = input.Random.Next(20) == 0 ? 1 : 0, MaxResumes = 0 };
            try
            {
                return await CallAsync(kind, options);
            }
            catch (ApiClientException e)
            {
                if (e.ToString().Contains(Secret, StringComparison.Ordinal))
                    throw new FindingException("The error shows the credential.", e);
                return e.GetType().Name;
            }
        }

        public async ValueTask DisposeAsync()
        {
            _pipeline.Dispose();
            await _server.DisposeAsync();
        }

        private async Task<string> CallAsync(int kind, ApiCallOptions options)
        {
            var get = new ApiRequest(HttpMethod.Get, "/v0/things");
            switch (kind)
            {
                case 0:
                    return $"{await _pipeline.SendAsync(get, IReceived.ReadJson, options)}" is "" ? throw new FindingException("The value has no text form.") : "value";
                case 1:
                    await _pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/things"), options);
                    return "nothing expected";
                case 2:
                    return (await _pipeline.SendForTextAsync(get, options)).Length > MaxBytes ? throw new FindingException("The text is longer than allowed.") : "text";
                case 3:
                    await using (var binary = await _pipeline.SendForBinaryAsync(get, options))
                    {
                        if (binary.FileName?.IndexOfAny(['/', '\\']) >= 0)
                            throw new FindingException($"A name of a file leads elsewhere: {binary.FileName}");
                        return (await binary.ToArrayAsync()).Length > MaxBytes ? throw new FindingException("There are more bytes than allowed.") : "bytes";
                    }

                default:
                    get.Items = kind == 4 ? ItemForm.Json : ItemForm.NamedJson;
                    await foreach (var item in _pipeline.SendForItemsAsync(get, IReceived.ReadJson, options))
                    {
                        if (item.ToString() is null)
                            throw new FindingException("An item has no text form.");
                    }

                    return "items";
            }
        }

        private async Task ServeAsync(RawConnection wire)
        {
            var (bytes, end, piece) = _script;
            await wire.ReadRequestAsync();
            for (var at = 0; at < bytes.Length; at += piece)
                await wire.SendAsync(bytes.AsMemory(at, Math.Min(piece, bytes.Length - at)));
            if (end == AnswerEnd.Silence)
                await wire.WaitForCloseAsync();
            else if (end == AnswerEnd.Reset)
                wire.Reset();
        }
    }
}
