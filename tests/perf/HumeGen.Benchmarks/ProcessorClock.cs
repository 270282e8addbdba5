using Perfolizer.Horology;

namespace HumeGen.Benchmarks;

/// <summary>
/// Tells the processor time of this process, so that others on a busy machine do not count; nothing that is measured here waits.
/// </summary>
internal sealed class ProcessorClock : IClock
{
    public string Title => "Processor time";

    public bool IsAvailable => true;

    public Frequency Frequency => new(TimeSpan.TicksPerSecond);

    public static TimeSpan Now => Environment.CpuUsage.TotalTime;

    public long GetTimestamp() => Now.Ticks;
}
