using System.Runtime.InteropServices;
using System.Text;

namespace HumeGen;

/// <summary>What later frameworks have for text.</summary>
internal static class Texts
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

    extension(Uri)
    {
        public static string UriSchemeWs => "ws";

        public static string UriSchemeWss => "wss";
    }

    extension(Encoding encoding)
    {
        public unsafe string GetString(ReadOnlySpan<byte> bytes)
        {
            if (bytes.IsEmpty)
                return "";
            fixed (byte* start = &MemoryMarshal.GetReference(bytes))
                return encoding.GetString(start, bytes.Length);
        }
    }

    public static StringBuilder Append(this StringBuilder builder, ReadOnlySpan<char> text) => builder.Append(text.ToString());

    public static void Deconstruct<TKey, TValue>(this KeyValuePair<TKey, TValue> pair, out TKey key, out TValue value) => (key, value) = (pair.Key, pair.Value);
}
