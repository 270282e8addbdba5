using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HumeGen.Server.Telemetry;

/// <summary>The source of traces and the meter of all servers of the process. Both are named HumeGen.Server.</summary>
internal static class ServerTelemetry
{
    public const string Name = "HumeGen.Server";

    private static readonly string? Version = typeof(ServerTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter Meter = new(Name, Version);

    // The defaults of OpenTelemetry are for milliseconds.
    private static readonly double[] RequestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly double[] StageSeconds = [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30];

    public static ActivitySource Source { get; } = new(Name, Version);

    public static Histogram<double> RequestDuration { get; } = CreateHistogram(
        RequestSeconds, "humegen.server.request.duration", "Time of a call from its begin to the end of its answer; WebSockets do not count.");

    public static UpDownCounter<long> OpenChats { get; } = Meter.CreateUpDownCounter<long>("humegen.server.chat.open", "{chat}", "Number of chats that are open.");

    public static Histogram<double> FirstAudio { get; } = CreateHistogram(
        StageSeconds, "humegen.server.chat.time_to_first_audio", "Time from the end of what the user typed or said to the first sound of the answer.");

    public static Histogram<double> StageDuration { get; } = CreateHistogram(
        StageSeconds,
        "humegen.server.chat.stage.duration",
        "Time of a stage of a turn: hearing to its words, thinking to its first sentence, speaking to its first sound.");

    public static UpDownCounter<long> WaitingJobs { get; } = Meter.CreateUpDownCounter<long>(
        "humegen.server.job.waiting", "{job}", "Number of jobs that have not ended and that this server does not work on.");

    public static UpDownCounter<long> RunningJobs { get; } = Meter.CreateUpDownCounter<long>(
        "humegen.server.job.running", "{job}", "Number of jobs that this server works on.");

    public static Counter<long> LimitHits { get; } = Meter.CreateCounter<long>("humegen.server.limit.hits", "{hit}", "Number of refusals because of a limit of a key.");

    public static void HitLimit(string limit) => LimitHits.Add(1, new KeyValuePair<string, object?>("humegen.limit", limit));

    private static Histogram<double> CreateHistogram(double[] boundaries, string name, string description) =>
#if NET9_0_OR_GREATER
        Meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
#else
        Meter.CreateHistogram<double>(name, "s", description);
#endif
}
