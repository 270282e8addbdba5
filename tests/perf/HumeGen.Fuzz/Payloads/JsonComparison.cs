using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace HumeGen.Fuzz.Payloads;

/// <summary>Compares a payload with what was written of it, both as System.Text.Json reads them.</summary>
internal static class JsonComparison
{
    /// <summary>Fails unless the output is valid JSON and has everything that the input has. It may have constants that the input lacks.</summary>
    public static void AssertKept(byte[] input, byte[] written)
    {
        if (!Utf8.IsValid(written))
            throw new FindingException("What is written is no UTF-8.");
        using var given = Parse(input, "It is read, and System.Text.Json refuses it.");
        using var output = Parse(written, $"What is written is no JSON: {Encoding.UTF8.GetString(written)}");
        if (Difference(given.RootElement, output.RootElement) is { } place)
            throw new FindingException($"Changed at ${place}: {Encoding.UTF8.GetString(written)}");
    }

    private static JsonDocument Parse(byte[] json, string problem)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new FindingException(problem, e);
        }
    }

    // The place of the first difference; null without one.
    private static string? Difference(JsonElement given, JsonElement output)
    {
        // A constant that may be left out may be null as well.
        if (given.ValueKind == JsonValueKind.Null && output.ValueKind == JsonValueKind.String)
            return null;
        if (given.ValueKind != output.ValueKind)
            return "";
        switch (given.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in given.EnumerateObject())
                {
                    var name = NameOf(member);
                    if (Find(output, name) is not { } kept)
                        return "." + name;
                    if (Difference(Find(given, name)!.Value, kept) is { } inner && !IsSameTime(name, Find(given, name)!.Value, kept))
                        return $".{name}{inner}";
                }

                return null;
            case JsonValueKind.Array:
                if (given.GetArrayLength() != output.GetArrayLength())
                    return ".length";
                foreach (var (i, item, kept) in given.EnumerateArray().Zip(output.EnumerateArray()).Select((pair, i) => (i, pair.First, pair.Second)))
                {
                    if (Difference(item, kept) is { } inner)
                        return $"[{i.ToString(CultureInfo.InvariantCulture)}]{inner}";
                }

                return null;
            case JsonValueKind.String:
                return JsonMarshal.GetRawUtf8Value(given).SequenceEqual(JsonMarshal.GetRawUtf8Value(output)) || SameText(TextOf(given), TextOf(output)) ? null : "";
            case JsonValueKind.Number:
                return SameNumber(given.GetRawText(), output.GetRawText()) ? null : "";
            default:
                return null;
        }
    }

    // Times in milliseconds are times in C#, which count in units of 100 ns.
    private static bool IsSameTime(string name, JsonElement given, JsonElement output) =>
        Regex.IsMatch(name, "(^|_)(time(stamp)?(_ms|_millis)?|on|at)$") && given.ValueKind == JsonValueKind.Number && output.ValueKind == JsonValueKind.Number
        && Math.Abs(given.GetDouble() - output.GetDouble()) <= 0.0001;

    // Of equal names the last one counts.
    private static JsonElement? Find(JsonElement json, string name)
    {
        try
        {
            if (json.TryGetProperty(name, out var value))
                return value;
        }
        catch (InvalidOperationException)
        {
            // It has a name that is no text.
        }

        return json.EnumerateObject().Where(m => NameOf(m) == name).Select(m => (JsonElement?)m.Value).LastOrDefault();
    }

    // What has a lone surrogate is no text; it is what is written.
    private static string TextOf(JsonElement json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return json.GetRawText();
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member));
        }
    }

    // The same time, bytes or id may be spelled otherwise.
    private static bool SameText(string given, string output) =>
        given == output
        || (Guid.TryParse(given, out var id) && id.ToString() == output)
        || (output.Contains('T') && DateTimeOffset.TryParse(output, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var written)
            && DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && written == time)
        || SameBytes(given, output);

    private static bool SameBytes(string given, string output)
    {
        var plain = new string([.. given.Where(c => !char.IsWhiteSpace(c) && c != '=').Select(c => c switch { '-' => '+', '_' => '/', _ => c })]);
        plain = plain.PadRight((plain.Length + 3) / 4 * 4, '=');
        var bytes = new byte[plain.Length];
        return Convert.TryFromBase64String(plain, bytes, out var count) && Convert.ToBase64String(bytes, 0, count) == output;
    }

    // Exactly the same number, or the double nearest to it.
    private static bool SameNumber(string given, string output) =>
        given == output || Exact(given) == Exact(output)
        || (double.Parse(given, CultureInfo.InvariantCulture) is var nearest && double.IsFinite(nearest) && nearest == double.Parse(output, CultureInfo.InvariantCulture));

    // Digits without zeros at the ends, and the power of ten of the last one.
    private static (bool Negative, string Digits, BigInteger Power) Exact(string number)
    {
        var (digits, power) = number.IndexOfAny(['e', 'E']) is >= 0 and var e
            ? (number[..e], BigInteger.Parse(number[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)) : (number, BigInteger.Zero);
        var negative = digits.StartsWith('-');
        digits = digits.TrimStart('-');
        if (digits.IndexOf('.') is >= 0 and var point)
        {
            power -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        digits = digits.TrimStart('0');
        var trimmed = digits.TrimEnd('0');
        return trimmed.Length == 0 ? (false, "", 0) : (negative, trimmed, power + digits.Length - trimmed.Length);
    }
}
