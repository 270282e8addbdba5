using System.Globalization;
using System.Text;

namespace HumeGen.Generator.Equality;

/// <summary>FNV-1a: a hash that is the same in every run and on every machine, which that of a string is not.</summary>
internal static class StableHash
{
    /// <summary>The hash as 16 hexadecimal digits.</summary>
    public static string Of(string text) => Number(text).ToString("x16", CultureInfo.InvariantCulture);

    public static ulong Number(string text) => Number(new StringBuilder(text));

    public static ulong Number(StringBuilder text)
    {
        var hash = 14695981039346656037UL;
        for (var i = 0; i < text.Length; i++)
            hash = (hash ^ text[i]) * 1099511628211UL;
        return hash;
    }
}
