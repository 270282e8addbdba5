namespace HumeGen;

/// <summary>What later frameworks have for numbers, times and enumerations.</summary>
internal static class Numbers
{
    extension(Math)
    {
        public static long Clamp(long value, long min, long max) => value < min ? min : value > max ? max : value;
    }

    extension(double)
    {
        public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
    }

    extension(TimeSpan)
    {
        public static TimeSpan operator *(TimeSpan time, double factor) => TimeSpan.FromTicks((long)Math.Round(time.Ticks * factor));

        public static TimeSpan operator /(TimeSpan time, double divisor) => TimeSpan.FromTicks((long)Math.Round(time.Ticks / divisor));

        public static double operator /(TimeSpan time, TimeSpan divisor) => time.Ticks / (double)divisor.Ticks;
    }

    extension(DateTimeOffset)
    {
        public static DateTimeOffset UnixEpoch => new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    extension(Enum)
    {
        public static bool IsDefined<T>(T value)
            where T : struct, Enum => Enum.IsDefined(typeof(T), value);
    }

    extension(Random)
    {
        public static Random Shared => SharedRandom.Instance;
    }

    private sealed class SharedRandom : Random
    {
        public static SharedRandom Instance { get; } = new();

        public override double NextDouble()
        {
            lock (this)
                return base.NextDouble();
        }
    }
}
