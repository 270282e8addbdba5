using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace HumeGen.Tests;

/// <summary>The ways in which programs spell a text that they repeat.</summary>
public static partial class Spellings
{
    public static IReadOnlyDictionary<string, Func<string, string>> All { get; } = new Dictionary<string, Func<string, string>>
    {
        ["as it is"] = text => text,
        ["in small letters"] = text => string.Concat(text.Select(c => c < 0x80 ? char.ToLowerInvariant(c) : c)),
        ["in capitals"] = text => string.Concat(text.Select(c => c < 0x80 ? char.ToUpperInvariant(c) : c)),
        ["in an address"] = Uri.EscapeDataString,
        ["in an address, small hex"] = text => Escape().Replace(Uri.EscapeDataString(text), m => m.Value.ToLowerInvariant()),
        ["in an address in an address"] = text => Uri.EscapeDataString(Uri.EscapeDataString(text)),
        ["in a form"] = text => WebUtility.UrlEncode(text),
        ["in JSON"] = JavaScriptEncoder.Default.Encode,
        ["in JSON with few escapes"] = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode,
        ["in JSON with slashes"] = text => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text).Replace("/", "\\/", StringComparison.Ordinal),
        ["in JSON in JSON"] = text => JavaScriptEncoder.Default.Encode(JavaScriptEncoder.Default.Encode(text)),
        ["in JSON, all escaped"] = text => string.Concat(text.Select(c => $"\\u{(int)c:x4}")),
        ["in HTML"] = WebUtility.HtmlEncode,
        ["in strict HTML"] = HtmlEncoder.Default.Encode,
        ["in HTML, all escaped"] = text => string.Concat(text.EnumerateRunes().Select(r => $"&#{r.Value};")),
        ["in HTML in HTML"] = text => WebUtility.HtmlEncode(HtmlEncoder.Default.Encode(text)),
        ["in an address in JSON"] = text => JavaScriptEncoder.Default.Encode(Uri.EscapeDataString(text)),
    };

    /// <summary>Whether a reader of a text can find a secret in it, taking escapes apart.</summary>
    public static bool Tell(string text, string secret) => Readings(text, 3).Any(t => t.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Readings(string text, int depth)
    {
        yield return text;
        if (depth == 0)
            yield break;
        foreach (var inner in (string[])[Uri.UnescapeDataString(text), WebUtility.UrlDecode(text), WebUtility.HtmlDecode(text), UnescapeJson(text)])
        {
            foreach (var reading in inner == text ? [] : Readings(inner, depth - 1))
                yield return reading;
        }
    }

    private static string UnescapeJson(string text) =>
        JsonEscape().Replace(text, m => m.Groups[1].Success
            ? ((char)int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
            : m.Value[1..]);

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex Escape();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})|\\[^u]")]
    private static partial Regex JsonEscape();
}
