using System.Diagnostics;

namespace HumeGen.Load.Hearing;

/// <summary>A WAV file that comes at the speed of speech, or at once.</summary>
internal sealed class LiveWave(byte[] file, bool isLive) : MemoryStream(file)
{
    private const int HeaderBytes = 44;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly double _bytesPerSecond = 2 * Sounds.Rate;

    public double Seconds => (Length - HeaderBytes) / _bytesPerSecond;

    /// <summary>The time since the last sample came.</summary>
    public double SecondsSinceEnd => Stopwatch.GetElapsedTime(_start).TotalSeconds - (isLive ? Seconds : 0);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Read(buffer.Span[..Math.Min(buffer.Length, (int)(_bytesPerSecond / 10))]);
        var due = TimeSpan.FromSeconds((Position - HeaderBytes) / _bytesPerSecond) - Stopwatch.GetElapsedTime(_start);
        if (isLive && due > TimeSpan.Zero)
            await Task.Delay(due, cancellationToken);

        return count;
    }
}
