using System.Text.Json.Serialization;

namespace HumeGen;

/// <summary>
/// Options for opening a connection again after it broke. Each wait is zero to a day. Connecting with options that make no sense throws an
/// <see cref="ArgumentException"/> that names the option.
/// </summary>
public sealed record ReconnectOptions
{
    // A server that says "try again later" is left alone for a while.
    private static readonly TimeSpan UnavailableWait = TimeSpan.FromSeconds(5);

    /// <summary>Options that never open a connection again.</summary>
    public static ReconnectOptions Off { get; } = new() { MaxAttempts = 0 };

    /// <summary>Number of attempts after which the connection ends; 10 by default, 0 never reconnects.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>
    /// Time that all attempts may take, with the waits between them; 2 minutes by default. <see cref="Timeout.InfiniteTimeSpan"/> is no limit.
    /// </summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Longest wait before the first attempt, doubled for each further one up to <see cref="MaxDelay"/>; 0.5 seconds by default. The wait is a random part of it.
    /// </summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest wait between two attempts, unless the server asks for a longer one; 15 seconds by default.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for which a connection must be open until attempts and waits are counted anew; 5 seconds by default.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// True opens a new conversation where the old one cannot be resumed, once for each outage; <see cref="RealtimeReconnected.Resumed"/> then is false. False, the
    /// default, ends the connection. It means nothing on a channel that cannot resume, where each connection is a new conversation.
    /// </summary>
    public bool AllowFreshSession { get; init; }

    /// <summary>Treatment of messages that are sent while the connection is down; by default the newest live ones are kept and others wait.</summary>
    public SendingWhileDown Sending { get; init; } = SendingWhileDown.KeepNewestLive;

    /// <summary>Number of live messages to keep with <see cref="SendingWhileDown.KeepNewestLive"/>, 1 or more; 20 by default.</summary>
    public int LiveMessages { get; init; } = 20;

    /// <summary>
    /// Decides whether an attempt is made, and after which wait: null ends the connection. <see cref="DefaultPolicy"/> by default. A longer wait that the server
    /// asks for with <c>Retry-After</c> is kept whatever it says. It is not asked after an end by this program, by inactivity or by the longest duration.
    /// </summary>
    [JsonIgnore]
    public Func<ReconnectAttempt, TimeSpan?> Policy { get; init; } = DefaultPolicy;

    internal static ReconnectOptions Default { get; } = new();

    /// <summary>
    /// Decides by the end of the connection: yes after a loss, a limit of time or the codes 1001, 1011, 1012, 1013 (5 seconds later) and 1014; no after other
    /// codes. After an attempt that failed: yes after failures of the network, 408, 429, 500, 502, 503 and 504; no after other statuses, an answer that is no
    /// WebSocket server's, or trouble with TLS or a proxy.
    /// </summary>
    /// <param name="attempt">The attempt.</param>
    /// <returns>The wait; null makes no attempt.</returns>
    public static TimeSpan? DefaultPolicy(ReconnectAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return attempt switch
        {
            { Error: { } error } => ReconnectRules.MayPass(error) ? attempt.Delay : null,
            { Close: { End: RealtimeEnd.ClosedByServer, Code: ReconnectRules.Unavailable } } => attempt.Delay + UnavailableWait,
            { Close: var close } => ReconnectRules.MayPass(close) ? attempt.Delay : null,
        };
    }

    /// <summary>Formats the limits.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => $"ReconnectOptions {{ MaxAttempts = {MaxAttempts}, MaxDuration = {MaxDuration}, Sending = {Sending} }}";

    internal void Check()
    {
        PipelineSettings.CheckRetries(MaxAttempts, nameof(MaxAttempts));
        PipelineSettings.CheckTime(MaxDuration, nameof(MaxDuration));
        CheckWait(BaseDelay, nameof(BaseDelay));
        CheckWait(MaxDelay, nameof(MaxDelay));
        CheckWait(StableAfter, nameof(StableAfter));
        RealtimeOptions.CheckSize(LiveMessages, nameof(LiveMessages));
        if (Policy is null)
            throw new ArgumentException("Policy must not be null; leave it at ReconnectOptions.DefaultPolicy.", nameof(Policy));
    }

    private static void CheckWait(TimeSpan wait, string name)
    {
        if (wait < TimeSpan.Zero || wait > TimeSpan.FromDays(1))
            throw new ArgumentException($"{name} must be zero or greater and at most a day.", name);
    }
}
