using System.Globalization;

namespace HumeGen.Server;

/// <summary>
/// Limits that keep requests from filling the memory of a <see cref="HumeServer"/>. The server refuses more with an error in the form of the API,
/// and changes nothing.
/// </summary>
public sealed record ServerLimits
{
    // Timers take no longer times.
    private const double LongestSeconds = 4_000_000;

    /// <summary>The largest request body in bytes; a larger one is answered with 413. 64 MiB unless set.</summary>
    public long RequestBodyBytes { get; init; } = 64 << 20;

    /// <summary>
    /// The bytes a second that a body must bring after its first five seconds; a slower one is answered with 408. 240 unless set; 0 for no such limit.
    /// A debugger suspends it.
    /// </summary>
    public double RequestBodyBytesPerSecond { get; init; } = 240;

    /// <summary>
    /// The bytes of all bodies and messages that are received or answered at the same time. A body beyond them is answered with 503 and
    /// <c>Retry-After</c>; a message closes its WebSocket with 1013. 512 MiB unless set.
    /// </summary>
    public long IncomingBytes { get; init; } = 512 << 20;

    /// <summary>The tokens of JSON in one body or message: names, values, braces and brackets. 100,000 unless set.</summary>
    public int JsonTokens { get; init; } = 100_000;

    /// <summary>The longest message on a WebSocket in bytes; a longer one closes it with 1009. 16 MiB unless set.</summary>
    public int SocketMessageBytes { get; init; } = 16 << 20;

    /// <summary>The WebSockets that are open at the same time; a further handshake is answered with 429. 1,000 unless set.</summary>
    public int Sockets { get; init; } = 1_000;

    /// <summary>
    /// The seconds after which a WebSocket is closed with 1000 when no message has come from its client. 3,600 unless set. Chats and measurements have
    /// shorter times of their own.
    /// </summary>
    public double SocketSilenceSeconds { get; init; } = 3_600;

    /// <summary>The characters that are spoken for one request, or that wait to be spoken on one WebSocket. 25,000 unless set.</summary>
    public int SpokenCharacters { get; init; } = 25_000;

    /// <summary>
    /// The seconds of audio that one request makes or brings: all utterances with their silence in all generations, a recording to convert, or
    /// the recording of a chat. 1,800 unless set.
    /// </summary>
    public double AudioSeconds { get; init; } = 1_800;

    /// <summary>The seconds that an engine may take for the next piece of what it makes; then the client gets an error. 60 unless set.</summary>
    public double EngineSeconds { get; init; } = 60;

    /// <summary>The predictions that one job of expression measurement makes. 10,000 unless set.</summary>
    public int Predictions { get; init; } = 10_000;

    /// <summary>The jobs of expression measurement that have not ended; a further one is answered with 429. 100 unless set.</summary>
    public int Jobs { get; init; } = 100;

    /// <summary>The jobs that are worked on at the same time; others wait for their turn. 4 unless set.</summary>
    public int RunningJobs { get; init; } = 4;

    /// <summary>
    /// The bytes of the uploads of all jobs that have not ended; a job beyond them is answered with 429. As many are kept of requests and results, unless a
    /// store of your own keeps them: the jobs that ended first are forgotten to make room. 256 MiB unless set.
    /// </summary>
    public long JobBytes { get; init; } = 256 << 20;

    /// <summary>The bytes that the archives of one job unpack to. 256 MiB unless set.</summary>
    public long ArchiveBytes { get; init; } = 256 << 20;

    /// <summary>
    /// The bytes of what clients store: tools, prompts, configs and voices, each with 1,024 bytes on top. Deleting makes room. 64 MiB unless set.
    /// </summary>
    public long StoredBytes { get; init; } = 64 << 20;

    /// <summary>
    /// The bytes of the history of chats, each event with 256 bytes on top. The chats that ended first are forgotten to make room; when only active ones are
    /// left, their messages are refused. 64 MiB unless set.
    /// </summary>
    public long HistoryBytes { get; init; } = 64 << 20;

    /// <summary>
    /// The bytes of the recordings of chats, 96,000 a second, unless a store of your own keeps them. Those that began first are forgotten to make room.
    /// 256 MiB unless set.
    /// </summary>
    public long RecordingBytes { get; init; } = 256 << 20;

    internal string? Fault
    {
        get
        {
            (string Name, double Value)[] all =
            [
                (nameof(RequestBodyBytes), RequestBodyBytes),
                (nameof(IncomingBytes), IncomingBytes),
                (nameof(JsonTokens), JsonTokens),
                (nameof(SocketMessageBytes), SocketMessageBytes),
                (nameof(Sockets), Sockets),
                (nameof(SocketSilenceSeconds), SocketSilenceSeconds),
                (nameof(SpokenCharacters), SpokenCharacters),
                (nameof(AudioSeconds), AudioSeconds),
                (nameof(EngineSeconds), EngineSeconds),
                (nameof(Predictions), Predictions),
                (nameof(Jobs), Jobs),
                (nameof(RunningJobs), RunningJobs),
                (nameof(JobBytes), JobBytes),
                (nameof(ArchiveBytes), ArchiveBytes),
                (nameof(StoredBytes), StoredBytes),
                (nameof(HistoryBytes), HistoryBytes),
                (nameof(RecordingBytes), RecordingBytes),
            ];
            var wrong = all.FirstOrDefault(limit => !(limit.Value > 0));
            if (wrong.Name is not null)
                return string.Create(CultureInfo.InvariantCulture, $"Limits.{wrong.Name} must be more than 0, but is {wrong.Value}.");
            if (Math.Max(SocketSilenceSeconds, EngineSeconds) > LongestSeconds)
            {
                var name = SocketSilenceSeconds > LongestSeconds ? nameof(SocketSilenceSeconds) : nameof(EngineSeconds);
                return string.Create(CultureInfo.InvariantCulture, $"Limits.{name} must be {LongestSeconds} at most, which are 46 days.");
            }

            if (RequestBodyBytes > int.MaxValue)
                return $"Limits.{nameof(RequestBodyBytes)} must be {int.MaxValue} at most, but is {RequestBodyBytes}.";
            return RequestBodyBytesPerSecond >= 0 ? null : $"Limits.{nameof(RequestBodyBytesPerSecond)} must not be negative.";
        }
    }
}
