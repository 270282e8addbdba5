namespace HumeGen;

/// <summary>Members of enumerations that later frameworks have.</summary>
internal static class EnumPolyfills
{
    extension(Enum)
    {
        public static bool IsDefined<T>(T value)
            where T : struct, Enum => Enum.IsDefined(typeof(T), value);
    }
}
