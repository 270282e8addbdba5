using System.Diagnostics;

namespace HumeGen.Server.Telemetry;

/// <summary>Measures how long users of a chat wait for the first sound of an answer.</summary>
internal sealed class AnswerTimer
{
    private long _heard;

    /// <summary>The user has ended a turn.</summary>
    /// <param name="timestamp">The time, as <see cref="Stopwatch"/> has it.</param>
    public void Start(long timestamp) => Volatile.Write(ref _heard, timestamp);

    /// <summary>Sound goes out.</summary>
    public void Sound()
    {
        if (Interlocked.Exchange(ref _heard, 0) is var heard and not 0)
            ServerTelemetry.FirstAudio.Record(Stopwatch.GetElapsedTime(heard).TotalSeconds);
    }
}
