#if !NET9_0_OR_GREATER
// Parts of .NET 9 that the server uses, for .NET 8.
namespace System
{
    internal static class ConvertPolyfill
    {
        extension(Convert)
        {
            public static string ToHexStringLower(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
        }
    }
}

namespace System.Linq
{
    internal static class EnumerablePolyfill
    {
        public static IEnumerable<(int Index, T Item)> Index<T>(this IEnumerable<T> source) => source.Select((item, index) => (index, item));
    }
}
#endif
