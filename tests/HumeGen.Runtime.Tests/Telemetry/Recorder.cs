using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace HumeGen.Tests.Telemetry;

/// <summary>Records the spans, measurements and log messages of one source.</summary>
public sealed class Recorder : ILoggerFactory, ILogger
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters;

    public Recorder(string source)
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = s => s.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == source)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measurements.Enqueue(new(instrument.Name, value, Text(tags.ToArray()))));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measurements.Enqueue(new(instrument.Name, value, Text(tags.ToArray()))));
        _meters.Start();
    }

    public ConcurrentQueue<Activity> Spans { get; } = new();

    public ConcurrentQueue<Measured> Measurements { get; } = new();

    public ConcurrentQueue<string> Logs { get; } = new();

    public static string Text(IEnumerable<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => FormattableString.Invariant($"{t.Key}={t.Value}")));

    /// <summary>All that was recorded, for a search.</summary>
    public string All() => string.Join('\n', Spans
        .Select(s => $"{s.DisplayName} {s.StatusDescription} {Text(s.TagObjects)} {string.Join(' ', s.Events.Select(e => e.Name + Text(e.Tags)))}")
        .Concat(Measurements.Select(m => m.ToString())).Concat(Logs));

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logs.Enqueue($"{logLevel} {formatter(state, exception)}{exception}");
}

/// <summary>One measurement.</summary>
public sealed record Measured(string Name, double Value, string Tags);
