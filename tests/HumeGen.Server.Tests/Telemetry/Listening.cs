using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HumeGen.Server.Tests.Telemetry;

/// <summary>Collects what the servers of the process measure, as an exporter does. Other tests run beside: spans are told apart by the trace of the caller.</summary>
internal sealed class Listening : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = new();
    private readonly ActivityListener _tracing;
    private readonly MeterListener _metering = new();

    public Listening()
    {
        _tracing = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "HumeGen.Server",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_tracing);
        _metering.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "HumeGen.Server")
                listener.EnableMeasurementEvents(instrument);
        };
        _metering.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _metering.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _metering.Start();
    }

    /// <summary>The trace of the caller, for the header <c>traceparent</c>.</summary>
    public ActivityTraceId Trace { get; } = ActivityTraceId.CreateRandom();

    public string TraceParent => $"00-{Trace}-{ActivitySpanId.CreateRandom()}-01";

    /// <summary>The spans of the caller's trace that have ended.</summary>
    public IReadOnlyList<Activity> Spans => [.. _spans.Where(span => span.TraceId == Trace)];

    public IReadOnlyList<(string Name, double Value, string Tags)> Measured => [.. _measured];

    /// <summary>Waits until so much has been collected.</summary>
    public static async Task UntilAsync(Func<bool> isThere)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isThere())
            await Task.Delay(5, bound.Token);
    }

    /// <summary>All that was collected, as text.</summary>
    public string Text() => string.Join('\n', Measured.Select(measured => $"{measured.Name} {measured.Tags}").Concat(_spans.Select(span =>
        $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(e => e.Tags))}")));

    public void Dispose()
    {
        _tracing.Dispose();
        _metering.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray())));
}
