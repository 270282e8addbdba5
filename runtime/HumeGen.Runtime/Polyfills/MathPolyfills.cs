namespace HumeGen;

/// <summary>Members of numbers that later frameworks have.</summary>
internal static class MathPolyfills
{
    extension(Math)
    {
        public static long Clamp(long value, long min, long max) => value < min ? min : value > max ? max : value;
    }

    extension(double)
    {
        public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
    }
}
