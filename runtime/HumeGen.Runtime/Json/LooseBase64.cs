using System.Diagnostics.CodeAnalysis;

namespace HumeGen.Json;

/// <summary>Reads base64 that some servers write: without padding, with white space, or in the alphabet of URLs (RFC 4648, section 5).</summary>
internal static class LooseBase64
{
    public static bool TryRead(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var letters = new char[text.Length + 3];
        var count = 0;
        foreach (var c in text.TrimEnd(' ', '\t', '\r', '\n', '='))
        {
            if (c is not (' ' or '\t' or '\r' or '\n'))
                letters[count++] = c switch { '-' => '+', '_' => '/', _ => c };
        }

        while (count % 4 != 0)
            letters[count++] = '=';
        try
        {
            bytes = Convert.FromBase64CharArray(letters, 0, count);
            return true;
        }
        catch (FormatException)
        {
            bytes = null;
            return false;
        }
    }
}
