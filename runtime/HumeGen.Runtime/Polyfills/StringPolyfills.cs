using System.Text;

namespace HumeGen;

/// <summary>Members of text that later frameworks have.</summary>
internal static class StringPolyfills
{
    extension(string text)
    {
        public bool Contains(string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

        public bool Contains(char part, StringComparison comparison) => text.IndexOf(part.ToString(), comparison) >= 0;

        public string Replace(string part, string replacement, StringComparison comparison) =>
            comparison == StringComparison.Ordinal ? text.Replace(part, replacement) : throw new NotSupportedException();

        public static string Join(char separator, IEnumerable<string> parts) => string.Join(separator.ToString(), parts);
    }

    extension(char)
    {
        public static bool IsAsciiDigit(char c) => c is >= '0' and <= '9';
    }

    public static StringBuilder Append(this StringBuilder builder, ReadOnlySpan<char> text) => builder.Append(text.ToString());
}
