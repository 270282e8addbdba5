using System.Text;

namespace HumeGen;

/// <summary>
/// Finds a secret in a text, however its characters are spelled: as they are, or escaped for an address, a form, JSON or HTML, once or several times, in
/// letters of either case. Works on UTF-8.
/// </summary>
internal static class SecretSpelling
{
    // A text may be cut in the middle of a secret; a shorter part says little and may be there by chance.
    private const int ShortestPart = 8;
    private const int LongestEscape = 12;
    private const int MostTimes = 3;

    private static readonly (string Name, char Character)[] HtmlNames =
    [
        ("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("apos;", '\''), ("plus;", '+'), ("sol;", '/'), ("equals;", '='), ("nbsp;", ' '),
    ];

    /// <summary>Number of bytes that the secret takes where it begins the text, or where the text ends within it; 0 when neither.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secret) => Math.Max(LengthAt(text, secret, 0), 0);

    /// <summary>Whether a text that begins so may begin with an escape.</summary>
    public static bool MayEscape(byte first) => first is (byte)'%' or (byte)'\\' or (byte)'&' or (byte)'+';

    public static bool IsSame(byte a, byte b) => a == b || (a ^ b) == 0x20 && (a | 0x20) is >= 'a' and <= 'z';

    private static bool IsCut(ReadOnlySpan<byte> rest) => rest.IsEmpty || (rest.Length < LongestEscape && MayEscape(rest[0]) && rest.IndexOfAny((byte)' ', (byte)'"') < 0);

    // The length of the rest of a secret of which some is found already; negative when it is not there.
    private static int LengthAt(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secret, int found)
    {
        var read = 0;
        while (found < secret.Length)
        {
            var rest = text[read..];
            var wanted = secret[found..];
            if (rest.IsEmpty || wanted[0] is not ((byte)'%' or (byte)'&' or (byte)'\\'))
            {
                var (count, matched) = rest.IsEmpty ? default : Step(rest, wanted);
                if (count == 0)
                    return found >= ShortestPart && IsCut(rest) ? text.Length : -1;
                read += count;
                found += matched;
                continue;
            }

            // A sign that escapes others can be read in several ways: %2525 is % escaped twice, or escaped once and followed by 25.
            for (var times = MostTimes; times >= -1; times--)
            {
                var (count, matched) = times < 0 ? Step(rest, wanted) : Sign(rest, wanted, times);
                if (count > 0 && LengthAt(rest[count..], secret, found + matched) is var more and >= 0)
                    return read + count + more;
            }

            return found >= ShortestPart && IsCut(rest) ? text.Length : -1;
        }

        return read;
    }

    // The sign itself, escaped so many times.
    private static (int Read, int Matched) Sign(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secret, int times)
    {
        if (text[0] != secret[0])
            return default;
        if (secret[0] == '\\')
            return times == 0 && Run(text) is var slashes && Run(secret) is var wanted && slashes >= wanted ? (slashes, wanted) : default;

        var escape = secret[0] == '%' ? "25"u8 : "amp;"u8;
        var read = 1;
        for (var i = 0; i < times; i++)
        {
            if (!text[read..].StartsWith(escape))
                return default;
            read += escape.Length;
        }

        return (read, 1);
    }

    // The bytes read of the text, and the bytes of the secret that they stand for.
    private static (int Read, int Matched) Step(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secret)
    {
        (int Read, int Matched) escaped = text[0] switch
        {
            (byte)'%' => Percent(text, secret),
            (byte)'\\' => Backslash(text, secret),
            (byte)'&' => Ampersand(text, secret),
            (byte)'+' when secret[0] == ' ' => (1, 1),
            _ => default,
        };
        return escaped.Read > 0 ? escaped : IsSame(text[0], secret[0]) ? (1, 1) : default;
    }

    // %2F, and %252F where an address stands in another one.
    private static (int Read, int Matched) Percent(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secret)
    {
        for (var at = 1; ; at += 2)
        {
            if (Hex(text, at, 2) is not { } value)
                return default;
            if (IsSame((byte)value, secret[0]))
                return (at + 2, 1);
            if (value != '%')
                return default;
        }
    }

    // \u002F, \x2F and \/, with more backslashes where JSON stands in JSON.
    private static (int Read, int Matched) Backslash(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secret)
    {
        var slashes = Run(text);
        if (slashes == text.Length)
            return default;
        var next = text[slashes];
        if (next is (byte)'u' && Hex(text, slashes + 1, 4) is { } unit)
            return Unicode(text, slashes + 5, unit, secret);
        if (next is (byte)'x' && Hex(text, slashes + 1, 2) is { } code)
            return Match(code, slashes + 3, secret);
        return next == secret[0] && !IsLetterOrDigit(next) ? (slashes + 1, 1) : default;
    }

    // A character above U+FFFF takes two escapes.
    private static (int Read, int Matched) Unicode(ReadOnlySpan<byte> text, int read, int unit, ReadOnlySpan<byte> secret)
    {
        if (unit is < 0xD800 or > 0xDBFF)
            return Match(unit, read, secret);
        var slashes = Run(text[read..]);
        return slashes > 0 && read + slashes < text.Length && text[read + slashes] == 'u' && Hex(text, read + slashes + 1, 4) is { } low and >= 0xDC00 and <= 0xDFFF
            ? Match(char.ConvertToUtf32((char)unit, (char)low), read + slashes + 5, secret)
            : default;
    }

    // &#x2F; &#47; &amp; and &amp;#47; where HTML stands in HTML.
    private static (int Read, int Matched) Ampersand(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secret)
    {
        for (var at = 1; at < text.Length; at += 4)
        {
            var found = text[at] == '#' ? Numeric(text, at + 1, secret) : Named(text, at, secret);
            if (found.Read > 0)
                return found;
            if (!text[at..].StartsWith("amp;"u8))
                break;
        }

        return default;
    }

    private static (int Read, int Matched) Named(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> secret)
    {
        foreach (var (name, character) in HtmlNames)
        {
            if (secret[0] == character && text[at..].StartsWith(Encoding.ASCII.GetBytes(name)))
                return (at + name.Length, 1);
        }

        return default;
    }

    private static (int Read, int Matched) Numeric(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> secret)
    {
        var hex = at < text.Length && text[at] is (byte)'x' or (byte)'X';
        var value = 0;
        for (at += hex ? 1 : 0; at < text.Length && value <= 0x10FFFF; at++)
        {
            if (text[at] == ';')
                return Match(value, at + 1, secret);
            var digit = Digit(text[at]);
            if (digit < 0 || (!hex && digit > 9))
                return default;
            value = (value * (hex ? 16 : 10)) + digit;
        }

        return default;
    }

    private static (int Read, int Matched) Match(int codePoint, int read, ReadOnlySpan<byte> secret)
    {
        if (codePoint < 0x80)
            return IsSame((byte)codePoint, secret[0]) ? (read, 1) : default;
        if (codePoint is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
            return default;
        var bytes = Encoding.UTF8.GetBytes(char.ConvertFromUtf32(codePoint));
        return secret.StartsWith(bytes) ? (read, bytes.Length) : default;
    }

    private static int? Hex(ReadOnlySpan<byte> text, int at, int digits)
    {
        if (at + digits > text.Length)
            return null;
        var value = 0;
        foreach (var digit in text.Slice(at, digits))
        {
            if (Digit(digit) is not (var number and >= 0))
                return null;
            value = (value * 16) + number;
        }

        return value;
    }

    private static int Digit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };

    // Of a longer run the last ones are found from a later place; looking at all of them from each place would take the square of the time.
    private static int Run(ReadOnlySpan<byte> text)
    {
        const int Most = 16;
        var count = 0;
        while (count < text.Length && count < Most && text[count] == '\\')
            count++;
        return count;
    }

    private static bool IsLetterOrDigit(byte c) => c is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z');
}
