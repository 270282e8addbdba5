using System.Globalization;

namespace HumeGen.Audio;

/// <summary>An axis from one number to another, with round numbers on it.</summary>
internal sealed class ChartScale
{
    private static readonly double[] TimeSteps =
        [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];

    private ChartScale(double min, double max, double step) => (Min, Max, Step) = (min, max, step);

    public double Min { get; }

    public double Max { get; }

    public double Step { get; }

    /// <summary>The round numbers, both ends included where they are round.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            var first = Math.Ceiling((Min / Step) - 1e-9);
            for (var i = 0; ((first + i) * Step) - Max <= Step * 1e-9; i++)
                yield return (first + i) * Step;
        }
    }

    /// <summary>An axis with 0 and round ends.</summary>
    public static ChartScale Of(IEnumerable<double> values)
    {
        var (min, max) = (0.0, 0.0);
        foreach (var value in values)
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        if (max - min < 1e-9)
            max = min + 1;
        var rough = (max - min) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { <= 1.0 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        return new ChartScale(Math.Floor((min / step) + 1e-9) * step, Math.Ceiling((max / step) - 1e-9) * step, step);
    }

    /// <summary>An axis of seconds, which ends with the last one.</summary>
    public static ChartScale OfTime(double begin, double end, int maxSteps)
    {
        if (end - begin < 1e-9)
            end = begin + 1;
        var step = Array.Find(TimeSteps, s => (end - begin) / s <= maxSteps);
        return new ChartScale(begin, end, step > 0 ? step : Math.Ceiling((end - begin) / maxSteps / 86_400) * 86_400);
    }

    /// <summary>The place of a number, 0 to 1.</summary>
    public double Place(double value) => (value - Min) / (Max - Min);

    /// <summary>A number as text, with as many digits as the steps need.</summary>
    public string Label(double value)
    {
        var digits = Math.Max(0, Math.Min(6, (int)Math.Ceiling(-Math.Log10(Step) - 1e-9)));
        return (Math.Abs(value) < Step / 2 ? 0 : value).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>Seconds as minutes and seconds, or hours, minutes and seconds.</summary>
    public static string Time(double seconds)
    {
        var milliseconds = (long)Math.Round(seconds * 1000);
        var (hours, minutes, rest) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60, milliseconds % 60_000 / 1000.0);
        return hours > 0
            ? FormattableString.Invariant($"{hours}:{minutes:00}:{rest:00.###}")
            : FormattableString.Invariant($"{minutes}:{rest:00.###}");
    }
}
