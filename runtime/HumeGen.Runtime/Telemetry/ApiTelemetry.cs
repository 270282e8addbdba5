using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace HumeGen;

/// <summary>The source of traces and the meter of one API, which all clients of its class share. Both have the full name of that class.</summary>
[SuppressMessage("Design", "CA1001", Justification = "There is one for each class of clients, as long as the program runs.")]
internal sealed class ApiTelemetry
{
    private static readonly ConcurrentDictionary<string, ApiTelemetry> s_all = new(StringComparer.Ordinal);

    // The defaults of OpenTelemetry are for milliseconds: all calls of less than 5 s would be in one bucket.
    private static readonly double[] CallSeconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 25, 50, 100];
    private static readonly double[] ConnectionSeconds = [1, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600];

    private readonly ConcurrentDictionary<ConnectionTelemetry, bool> _open = new();

    private ApiTelemetry(string name, string? version)
    {
        Name = name;
        Source = new ActivitySource(name, version);
        var meter = new Meter(name, version);
        CallDuration = CreateHistogram(
            meter, CallSeconds, "humegen.client.call.duration",
            "Time of a call with all its attempts and waits: until the body is read, or of a streamed response until its headers are there.");
        Attempts = meter.CreateCounter<long>("humegen.client.call.attempts", "{attempt}", "Number of requests that were sent.");
        OpenSockets = meter.CreateUpDownCounter<long>("humegen.client.connection.open_sockets", "{socket}", "Number of WebSockets that are open.");
        ConnectionDuration = CreateHistogram(
            meter, ConnectionSeconds, "humegen.client.connection.duration",
            "Time from the opening of a connection to its end, over all its sockets.");
        Reconnects = meter.CreateCounter<long>("humegen.client.connection.reconnects", "{attempt}", "Number of attempts to open a connection again.");
        FirstMessage = CreateHistogram(
            meter, CallSeconds, "humegen.client.connection.time_to_first_message",
            "Time from the opening of a connection to the first message of the server.");
        FirstMedia = CreateHistogram(
            meter, CallSeconds, "humegen.client.connection.time_to_first_media",
            "Time from the opening of a connection to the first message of the server that carries bytes, such as audio.");
        Messages = meter.CreateCounter<long>("humegen.client.connection.messages", "{message}", "Number of messages.");
        Bytes = meter.CreateCounter<long>("humegen.client.connection.io", "By", "Bytes of messages.");
        Queued = meter.CreateObservableUpDownCounter(
            "humegen.client.connection.queued_messages", CountQueued, "{message}", "Number of messages that wait to be read by the program, or to be sent.");
    }

    /// <summary>The name of source, meter and category of logs.</summary>
    public string Name { get; }

    public ActivitySource Source { get; }

    public Histogram<double> CallDuration { get; }

    public Counter<long> Attempts { get; }

    public UpDownCounter<long> OpenSockets { get; }

    public Histogram<double> ConnectionDuration { get; }

    public Counter<long> Reconnects { get; }

    public Histogram<double> FirstMessage { get; }

    public Histogram<double> FirstMedia { get; }

    public Counter<long> Messages { get; }

    public Counter<long> Bytes { get; }

    public ObservableUpDownCounter<long> Queued { get; }

    /// <summary>Whether anybody wants to know of calls.</summary>
    public bool IsListened => Source.HasListeners() || CallDuration.Enabled || Attempts.Enabled;

    public static ApiTelemetry Of(ApiDescription api) => s_all.GetOrAdd(
        api.Client?.FullName ?? nameof(HumeGen), name => new ApiTelemetry(name, (api.Client ?? typeof(ApiTelemetry)).Assembly.GetName().Version?.ToString(3)));

    /// <summary>Counts the queues of a connection from now on.</summary>
    public void Add(ConnectionTelemetry connection) => _open[connection] = true;

    public void Remove(ConnectionTelemetry connection) => _open.TryRemove(connection, out _);

    private static Histogram<double> CreateHistogram(Meter meter, double[] boundaries, string name, string description) =>
#if NET9_0_OR_GREATER
        meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
#else
        meter.CreateHistogram<double>(name, "s", description);
#endif

    private List<Measurement<long>> CountQueued()
    {
        var measurements = new List<Measurement<long>>();
        foreach (var channel in _open.Keys.GroupBy(static c => c.Template, StringComparer.Ordinal))
        {
            Add(channel.Sum(static c => c.CountReceived()), TelemetryTags.Received);
            Add(channel.Sum(static c => c.CountToSend()), TelemetryTags.Sent);

            void Add(long count, string direction) =>
                measurements.Add(new(count, new KeyValuePair<string, object?>(TelemetryTags.Template, channel.Key), new(TelemetryTags.Direction, direction)));
        }

        return measurements;
    }
}
