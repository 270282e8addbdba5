using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace HumeGen.Load.Latency;

/// <summary>One chat that interrupts the assistant again and again, and takes the time of each step.</summary>
internal sealed class LatencyChat : IDisposable
{
    /// <summary>The time in ms that one must speak to interrupt.</summary>
    public const int Interruption = 200;

    private const int PieceMilliseconds = 20;

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[16 << 10];

    public async Task OpenAsync(Uri address, string config, CancellationToken stop)
    {
        _socket.Options.SetRequestHeader("X-Hume-Api-Key", LoadServer.Key);
        await _socket.ConnectAsync(ChatAddress.Of(address, $"config_id={config}"), stop);
    }

    /// <summary>Types, over the answer to what was typed before; the times in ms until the old answer was silent, and until the first sound of the new one.</summary>
    public async Task<(List<double> Silent, List<double> Sound)> TypeAsync(int turns, CancellationToken stop)
    {
        var (silent, sound) = (new List<double>(), new List<double>());
        for (var turn = 0; turn <= turns; turn++)
        {
            var start = Stopwatch.GetTimestamp();
            await SendAsync("""{"type":"user_input","text":"Go on"}""", stop);
            if (turn > 0)
                silent.Add(await UntilAsync("user_interruption", start, stop));

            // The first turn warms up.
            var first = await UntilAsync("audio_output", start, stop);
            if (turn > 0)
                sound.Add(first);
        }

        return (silent, sound);
    }

    /// <summary>Speaks over each answer; the times in ms from the piece of speech that is enough to interrupt until the answer was silent.</summary>
    public async Task<List<double>> SpeakAsync(int turns, CancellationToken stop)
    {
        var silent = new List<double>();
        for (var turn = 0; turn < turns; turn++)
        {
            var enough = 0L;
            var interrupted = UntilAsync("user_interruption", 0, stop);
            var clock = Stopwatch.StartNew();
            for (var piece = 0; !interrupted.IsCompleted; piece++)
            {
                if ((piece + 1) * PieceMilliseconds == Interruption)
                    enough = Stopwatch.GetTimestamp();

                await _socket.SendAsync(Sounds.Speech(PieceMilliseconds), WebSocketMessageType.Text, true, stop);
                await PaceAsync(interrupted, clock, piece, stop);
            }

            silent.Add((await interrupted) - (enough * 1000.0 / Stopwatch.Frequency));
            var answered = UntilAsync("audio_output", 0, stop);
            clock.Restart();
            for (var piece = 0; !answered.IsCompleted; piece++)
            {
                await _socket.SendAsync(Sounds.Silence(PieceMilliseconds), WebSocketMessageType.Text, true, stop);
                await PaceAsync(answered, clock, piece, stop);
            }
        }

        return silent;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Waits for the time of the next piece, or for the end of all.</summary>
    private static Task<Task> PaceAsync(Task end, Stopwatch clock, int piece, CancellationToken stop) =>
        Task.WhenAny(end, Task.Delay(TimeSpan.FromMilliseconds(Math.Max(0, ((piece + 1) * PieceMilliseconds) - clock.Elapsed.TotalMilliseconds)), stop));

    private Task SendAsync(string message, CancellationToken stop) => _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, stop);

    /// <summary>Reads up to a message of this type; the time in ms since a moment.</summary>
    private async Task<double> UntilAsync(string type, long since, CancellationToken stop)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer, stop);
            if (read.MessageType == WebSocketMessageType.Close)
                throw new InvalidOperationException($"closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}");

            message.Write(_buffer, 0, read.Count);
            if (!read.EndOfMessage)
                continue;

            // The type stands at the beginning of every message.
            var beginning = Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)Math.Min(message.Length, 200));
            message.SetLength(0);
            if (beginning.StartsWith($$"""{"type":"{{type}}""", StringComparison.Ordinal))
                return (Stopwatch.GetTimestamp() - since) * 1000.0 / Stopwatch.Frequency;

            if (beginning.StartsWith("""{"type":"error""", StringComparison.Ordinal))
                throw new InvalidOperationException(beginning);
        }
    }
}
