namespace HumeGen;

/// <summary>Members of times that later frameworks have.</summary>
internal static class TimePolyfills
{
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
}
