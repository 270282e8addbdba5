using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace HumeGen.Tests;

/// <summary>Listeners of one source and a logger that throw, each time that they are told something.</summary>
public sealed class ThrowingListeners : ILoggerFactory, ILogger
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters;
    private int _count;

    /// <param name="source">The source to listen to.</param>
    /// <param name="atStart">Whether it is the start of a span that fails; else its end.</param>
    public ThrowingListeners(string source, bool atStart)
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = s => s.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = atStart ? _ => Throw() : null,
            ActivityStopped = atStart ? null : _ => Throw(),
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
        _meters.SetMeasurementEventCallback<double>((_, _, _, _) => Throw());
        _meters.SetMeasurementEventCallback<long>((_, _, _, _) => Throw());
        _meters.Start();
    }

    /// <summary>Number of times that they have thrown.</summary>
    public int Count => Volatile.Read(ref _count);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Throw();

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private void Throw()
    {
        Interlocked.Increment(ref _count);
        throw new InvalidOperationException("of a listener");
    }
}
