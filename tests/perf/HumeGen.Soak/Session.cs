using System.Diagnostics;
using HumeGen.Tests;

namespace HumeGen.Soak;

/// <summary>One chat: sends numbered frames at the speed of speech and checks what comes back.</summary>
internal sealed class Session(int number, TestConnection connection) : IAsyncDisposable
{
    /// <summary>100 ms of 16-bit audio at 16 kHz.</summary>
    public const int FrameBytes = 3_200;

    private const int KeptLatencies = 100;

    private readonly byte[] _audio = new byte[FrameBytes];
    private readonly List<string> _violations = [];
    private readonly Queue<TimeSpan> _latencies = new();
    private readonly Queue<long> _underWay = new();
    private volatile bool _complete;
    private long _received;

    public static TimeSpan FrameTime { get; } = TimeSpan.FromMilliseconds(100);

    public long Sent { get; private set; }

    public long Received => Volatile.Read(ref _received);

    public IReadOnlyList<string> Violations => _violations;

    public IEnumerable<TimeSpan> Latencies => _latencies;

    /// <summary>Sends until the token is cancelled, then waits for the last echo.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        new Random(number).NextBytes(_audio);
        using var patience = new CancellationTokenSource();
        var receiving = ReceiveAsync(patience.Token);
        var sending = SendAsync(stop);
        await Task.WhenAny(sending, receiving);
        await sending;

        patience.CancelAfter(Received == Sent ? TimeSpan.Zero : TimeSpan.FromSeconds(10));
        await receiving;
        if (Received != Sent)
            _violations.Add($"session {number}: sent {Sent}, received {Received}");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task SendAsync(CancellationToken stop)
    {
        // Not all at the same moment.
        await Task.Delay(Random.Shared.Next(100), CancellationToken.None);
        using var timer = new PeriodicTimer(FrameTime);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                lock (_underWay)
                    _underWay.Enqueue(Stopwatch.GetTimestamp());
                await connection.SendAsync(new Sound(Sent, _audio), CancellationToken.None);
                Sent++;
            }
        }
        catch (OperationCanceledException)
        {
            // Time is up.
        }
        catch (ApiClientException e)
        {
            _violations.Add($"session {number}: {e.Message}");
        }

        _complete = true;
    }

    private async Task ReceiveAsync(CancellationToken patience)
    {
        try
        {
            await foreach (var message in connection.ReadAllAsync(patience))
            {
                Check(message);
                if (_complete && Received == Sent)
                    return;
            }

            _violations.Add($"session {number}: ended: {await connection.Closed}");
        }
        catch (OperationCanceledException)
        {
            // The echo is too late; the numbers tell.
        }
        catch (ApiClientException e)
        {
            _violations.Add($"session {number}: {e.Message}");
        }
    }

    private void Check(IReceived message)
    {
        if (message is not Sound sound)
            _violations.Add($"session {number}: received {message}");
        else if (sound.Seq != Received)
            _violations.Add($"session {number}: expected {Received}, received {sound.Seq}");
        else if (!sound.Data.Span.SequenceEqual(_audio))
            _violations.Add($"session {number}: the audio of {sound.Seq} came back changed");

        Interlocked.Increment(ref _received);
        lock (_underWay)
        {
            _latencies.Enqueue(Stopwatch.GetElapsedTime(_underWay.Dequeue()));
            if (_latencies.Count > KeptLatencies)
                _latencies.Dequeue();
        }
    }
}
