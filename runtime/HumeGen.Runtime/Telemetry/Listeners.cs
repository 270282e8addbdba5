using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HumeGen;

/// <summary>
/// Tells listeners of spans and measurements. One that throws must not take away a result that the server has given, or keep a connection from its end: its
/// exception is dropped.
/// </summary>
internal static class Listeners
{
    public static Activity? Begin(
        this ActivitySource source, string name, ActivityKind kind, ActivityContext parent, IEnumerable<KeyValuePair<string, object?>>? tags = null)
    {
        var present = Activity.Current;
        try
        {
            return source.StartActivity(name, kind, parent, tags);
        }
        catch (Exception)
        {
            Activity.Current = present;
            return null;
        }
    }

    /// <summary>Ends a span anywhere: the present span stays what it is, unless it is this one.</summary>
    public static void Finish(this Activity span)
    {
        var present = Activity.Current;
        try
        {
            span.Stop();
        }
        catch (Exception)
        {
            Activity.Current = span.Parent;
        }

        if (present != span)
            Activity.Current = present;
    }

    public static void Count(this Counter<long> counter, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(value, tags);
        }
        catch (Exception)
        {
            // See above.
        }
    }

    public static void Count(this Counter<long> counter, long value, in TagList tags)
    {
        try
        {
            counter.Add(value, tags);
        }
        catch (Exception)
        {
            // See above.
        }
    }

    public static void Count(this UpDownCounter<long> counter, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(value, tags);
        }
        catch (Exception)
        {
            // See above.
        }
    }

    public static void Measure(this Histogram<double> histogram, TimeSpan time, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            histogram.Record(time.TotalSeconds, tags);
        }
        catch (Exception)
        {
            // See above.
        }
    }

    public static void Measure(this Histogram<double> histogram, TimeSpan time, in TagList tags)
    {
        try
        {
            histogram.Record(time.TotalSeconds, tags);
        }
        catch (Exception)
        {
            // See above.
        }
    }
}
