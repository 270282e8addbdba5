using System.Text.Json.Serialization;

namespace HumeGen;

/// <summary>Options of one WebSocket connection.</summary>
public sealed record RealtimeOptions
{
    /// <summary>
    /// Time limit of one attempt to connect; 10 seconds by default. All attempts together have <see cref="ApiClientOptions.Timeout"/>.
    /// <see cref="Timeout.InfiniteTimeSpan"/> is no limit, here and for the other limits unless they say otherwise.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Number of times that connecting is tried again, in place of <see cref="ApiClientOptions.MaxRetries"/>; 0 is never, null keeps the client's.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>Time that the network may take for one message; 30 seconds by default. After that the connection is given up.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Time limit of closing, after which the connection is cut off; 5 seconds by default. It must have an end; disposal never takes longer than 5 seconds.
    /// </summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Longest time without any message of the server, after which the connection is given up; no limit by default, as a server may have nothing to say.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Silence after which the server is asked for a sign of life; 15 seconds by default.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Time limit of that sign, after which the connection is given up; 15 seconds by default.
    /// Before .NET 9 and in a browser the platform cannot ask, so that this does nothing there: set <see cref="IdleTimeout"/> where a dead connection must be noticed.
    /// </summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Time limit of the message with which the server begins a conversation, on channels that have such a message; 10 seconds by default. Without it the
    /// connection is given up, though connecting had succeeded.
    /// </summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Opening the connection again after it broke. Null, the default, does so on channels whose conversation can be resumed, and not on others, where it would
    /// be another conversation. <c>new ReconnectOptions()</c> does so on each channel, <see cref="ReconnectOptions.Off"/> on none.
    /// </summary>
    public ReconnectOptions? Reconnect { get; init; }

    /// <summary>The largest message taken from the server, in bytes; 16 MiB by default. A larger one ends the connection with close code 1009.</summary>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Number of messages within a minute that may be impossible to read, such as broken JSON; 1,000 by default. Each is an item, and one more than allowed ends the
    /// connection with close code 1007.
    /// </summary>
    public int MaxMalformedPerMinute { get; init; } = 1000;

    /// <summary>
    /// Number of messages that wait while the connection is opened again, after which <c>SendAsync</c> fails; 64 by default. While the connection is open,
    /// <c>SendAsync</c> ends when the network has taken the message, so that a caller who awaits it never has more than one waiting.
    /// </summary>
    public int SendQueueSize { get; init; } = 64;

    /// <summary>
    /// Number of received messages that wait to be read; 512 by default. While the queue is full, the connection reads 1 MiB of messages ahead, so that a dead server
    /// is noticed, and then takes no more from the server until some are read: until then only <see cref="SendTimeout"/> notices that the server is dead.
    /// </summary>
    public int ReceiveQueueSize { get; init; } = 512;

    /// <summary>Headers to add to the opening request, or to send in place of the client's own. In a browser, which sends none, connecting fails with them.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Query parameters to add to the opening request, or to send in place of those that the call sets.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Query { get; init; }

    /// <summary>
    /// True sends the credential in the address instead of a header. Addresses end up in logs of proxies and servers: use it only where a header does not get
    /// through, and with access tokens, which are short-lived, rather than API keys. In a browser, which opens WebSockets without headers, it always goes there.
    /// </summary>
    public bool CredentialInQuery { get; init; }

    /// <summary>Sees each message in and out of this connection, after <see cref="ApiClientOptions.OnMessage"/> and as that does.</summary>
    [JsonIgnore]
    public Action<RealtimeMessage>? OnMessage { get; init; }

    internal static RealtimeOptions Default { get; } = new();

    /// <summary>The limits only: headers and query may hold secrets or personal data.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() =>
        $"RealtimeOptions {{ ConnectTimeout = {ConnectTimeout}, SendTimeout = {SendTimeout}, CloseTimeout = {CloseTimeout}, IdleTimeout = {IdleTimeout} }}";

    internal void Check()
    {
        PipelineSettings.CheckTime(ConnectTimeout, nameof(ConnectTimeout));
        PipelineSettings.CheckTime(SendTimeout, nameof(SendTimeout));
        PipelineSettings.CheckTime(CloseTimeout, nameof(CloseTimeout));
        PipelineSettings.CheckTime(IdleTimeout, nameof(IdleTimeout));
        PipelineSettings.CheckTime(KeepAliveInterval, nameof(KeepAliveInterval));
        PipelineSettings.CheckTime(KeepAliveTimeout, nameof(KeepAliveTimeout));
        PipelineSettings.CheckTime(ReadyTimeout, nameof(ReadyTimeout));
        Reconnect?.Check();
        if (CloseTimeout == Timeout.InfiniteTimeSpan)
            throw new ArgumentException("CloseTimeout must have an end, or closing a dead connection would never end.", nameof(CloseTimeout));
        if (MaxRetries is { } retries)
            PipelineSettings.CheckRetries(retries, nameof(MaxRetries));
        CheckSize(MaxMessageBytes, nameof(MaxMessageBytes));
        CheckSize(MaxMalformedPerMinute, nameof(MaxMalformedPerMinute));
        CheckSize(SendQueueSize, nameof(SendQueueSize));
        CheckSize(ReceiveQueueSize, nameof(ReceiveQueueSize));
    }

    internal static void CheckSize(int size, string name)
    {
        if (size <= 0)
            throw new ArgumentException($"{name} must be greater than 0.", name);
    }
}
