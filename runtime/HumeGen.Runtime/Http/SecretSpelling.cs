using System.Net;
using System.Text;

namespace HumeGen;

/// <summary>
/// Finds a secret in a text, however its characters are spelled: as they are, or escaped for an address, a form, JSON or HTML, up to three times in any order,
/// each character in its own way, in letters of either case. Works on UTF-8.
/// </summary>
internal static class SecretSpelling
{
    /// <summary>The number of bytes that may begin a secret at one place of a text.</summary>
    public const int MostStarts = MostTimes + 2;

    // A text may be cut in the middle of a secret; a shorter part says little and may be there by chance.
    private const int ShortestPart = 8;
    private const int LongestEscape = 12;
    private const int LongestName = 31;
    private const int MostTimes = 3;

    // What HTML 5 has beside the names of HTML 4, which .NET knows; a space that does not break stands for one that does.
    private static readonly Dictionary<string, char> HtmlNames = new()
    {
        ["excl"] = '!', ["QUOT"] = '"', ["num"] = '#', ["dollar"] = '$', ["percnt"] = '%', ["AMP"] = '&', ["lpar"] = '(', ["rpar"] = ')', ["ast"] = '*', ["midast"] = '*',
        ["plus"] = '+', ["comma"] = ',', ["period"] = '.', ["sol"] = '/', ["colon"] = ':', ["semi"] = ';', ["LT"] = '<', ["equals"] = '=', ["GT"] = '>', ["quest"] = '?',
        ["commat"] = '@', ["lsqb"] = '[', ["lbrack"] = '[', ["bsol"] = '\\', ["rsqb"] = ']', ["rbrack"] = ']', ["Hat"] = '^', ["lowbar"] = '_', ["UnderBar"] = '_',
        ["grave"] = '`', ["lcub"] = '{', ["lbrace"] = '{', ["vert"] = '|', ["verbar"] = '|', ["VerticalLine"] = '|', ["rcub"] = '}', ["rbrace"] = '}', ["nbsp"] = ' ',
    };

    /// <summary>Number of bytes that the secret takes where it begins the text, or where the text ends within it; 0 when neither.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secret) => Math.Max(EndOf(text, 0, secret, 0), 0);

    /// <summary>Whether a text that begins so may begin with an escape.</summary>
    public static bool MayEscape(byte first) => first is (byte)'%' or (byte)'\\' or (byte)'&' or (byte)'+';

    /// <summary>Whether two bytes are equal, but for the case of a letter.</summary>
    public static bool IsSame(byte a, byte b) => a == b || (a ^ b) == 0x20 && (a | 0x20) is >= 'a' and <= 'z';

    /// <summary>Bytes with which a secret begins that begins at a place of a text, which may be an escape.</summary>
    /// <param name="text">The text from that place.</param>
    /// <param name="starts">Takes the bytes.</param>
    /// <returns>Number of bytes.</returns>
    public static int StartsOf(ReadOnlySpan<byte> text, Span<byte> starts)
    {
        var count = 0;
        for (var times = 0; times <= MostTimes; times++)
        {
            var value = Read(text, 0, times).Value;
            count = Add(starts, count, value < 0x80 ? (byte)value : FirstByteOf(value));
            if (value == '+')
                count = Add(starts, count, (byte)' ');
        }

        return count;

        static int Add(Span<byte> starts, int count, byte start)
        {
            if (starts[..count].IndexOf(start) >= 0)
                return count;
            starts[count] = start;
            return count + 1;
        }
    }

    // Where the rest of a secret ends of which some is found already; negative when it is not there.
    private static int EndOf(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> secret, int found)
    {
        // A sign that escapes others can be read in several ways: %2525 is % escaped twice, or escaped once and followed by 25.
        Span<(int Next, int Found)> ways = stackalloc (int, int)[MostTimes + 1];
        while (found < secret.Length)
        {
            var count = at < text.Length ? WaysOn(text, at, secret, found, ways) : 0;
            if (count == 0)
                return found >= ShortestPart && IsCut(text[at..]) ? text.Length : -1;
            foreach (var way in ways[..(count - 1)])
            {
                if (EndOf(text, way.Next, secret, way.Found) is var end and >= 0)
                    return end;
            }

            (at, found) = ways[count - 1];
        }

        return at;
    }

    private static int WaysOn(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> secret, int found, Span<(int Next, int Found)> ways)
    {
        var count = 0;
        for (var times = MayEscape(text[at]) ? MostTimes : 0; times >= 0; times--)
        {
            var symbol = Read(text, at, times);
            var way = (symbol.Next, found + Matched(symbol, secret[found..]));
            if (way.Item2 > found && ways[..count].IndexOf(way) < 0)
                ways[count++] = way;
        }

        return count;
    }

    private static bool IsCut(ReadOnlySpan<byte> rest) => rest.IsEmpty || (rest.Length < LongestEscape && MayEscape(rest[0]) && rest.IndexOfAny((byte)' ', (byte)'"') < 0);

    // The character at a place, once so many escapes are undone, one within the other; what is escaped fewer times is read as well.
    private static Symbol Read(ReadOnlySpan<byte> text, int at, int times)
    {
        if (at >= text.Length)
            return default;
        if (times == 0)
            return new Symbol(text[at], at + 1, IsByte: true);
        var first = Read(text, at, times - 1);
        var escaped = first.Value switch
        {
            '%' => Percent(text, first.Next, times - 1),
            '\\' => Backslash(text, first.Next, times - 1),
            '&' => Ampersand(text, first.Next, times - 1),
            _ => default,
        };
        return escaped.Next > 0 ? escaped : first;
    }

    // %2F, a byte.
    private static Symbol Percent(ReadOnlySpan<byte> text, int at, int times) => Hex(text, at, times, 2) with { IsByte = true };

    // \u002F, \x2F and \/.
    private static Symbol Backslash(ReadOnlySpan<byte> text, int at, int times)
    {
        var kind = Read(text, at, times);
        return kind.Value switch
        {
            'u' => Unicode(text, kind.Next, times),
            'x' => Hex(text, kind.Next, times, 2),
            > 0x20 and < 0x7F when !IsLetterOrDigit(kind.Value) => kind,
            _ => default,
        };
    }

    // A character above U+FFFF takes two escapes.
    private static Symbol Unicode(ReadOnlySpan<byte> text, int at, int times)
    {
        var high = Hex(text, at, times, 4);
        if (high.Value is < 0xD800 or > 0xDFFF)
            return high;
        var sign = Read(text, high.Next, times);
        var kind = Read(text, sign.Next, times);
        if (high.Value > 0xDBFF || sign.Value != '\\' || kind.Value != 'u' || Hex(text, kind.Next, times, 4) is not { Value: >= 0xDC00 and <= 0xDFFF } low)
            return default;
        return low with { Value = char.ConvertToUtf32((char)high.Value, (char)low.Value) };
    }

    // &#x2F; &#47; and &sol;.
    private static Symbol Ampersand(ReadOnlySpan<byte> text, int at, int times)
    {
        var name = new StringBuilder();
        var symbol = Read(text, at, times);
        while (symbol.Next > 0 && name.Length < LongestName && (IsLetterOrDigit(symbol.Value) || (symbol.Value == '#' && name.Length == 0)))
        {
            name.Append((char)symbol.Value);
            symbol = Read(text, symbol.Next, times);
        }

        if (symbol.Value != ';' || name.Length == 0)
            return default;
        if (HtmlNames.TryGetValue(name.ToString(), out var sign))
            return new Symbol(sign, symbol.Next, IsByte: false);
        var decoded = WebUtility.HtmlDecode($"&{name};");
        var isOne = decoded.Length == 1 ? !char.IsSurrogate(decoded[0]) : decoded.Length == 2 && char.IsSurrogatePair(decoded, 0);
        return isOne ? new Symbol(char.ConvertToUtf32(decoded, 0), symbol.Next, IsByte: false) : default;
    }

    private static Symbol Hex(ReadOnlySpan<byte> text, int at, int times, int digits)
    {
        var value = 0;
        for (var i = 0; i < digits; i++)
        {
            var symbol = Read(text, at, times);
            if (symbol.Next == 0 || Digit(symbol.Value) is not (var digit and >= 0))
                return default;
            value = (value * 16) + digit;
            at = symbol.Next;
        }

        return new Symbol(value, at, IsByte: false);
    }

    // Number of bytes of the secret that a character is.
    private static int Matched(Symbol symbol, ReadOnlySpan<byte> secret)
    {
        if (symbol.IsByte || symbol.Value < 0x80)
            return IsSame((byte)symbol.Value, secret[0]) || (symbol.Value == '+' && secret[0] == ' ') ? 1 : 0;
        var bytes = Encoding.UTF8.GetBytes(char.ConvertFromUtf32(symbol.Value));
        return secret.StartsWith(bytes) ? bytes.Length : 0;
    }

    // Of a character of several bytes in UTF-8, or a byte of one itself, which is not the start of any other.
    private static byte FirstByteOf(int value) => value switch
    {
        < 0x100 and >= 0xC0 => (byte)value,
        < 0x800 => (byte)(0xC0 | (value >> 6)),
        < 0x10000 => (byte)(0xE0 | (value >> 12)),
        _ => (byte)(0xF0 | (value >> 18)),
    };

    private static int Digit(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    private static bool IsLetterOrDigit(int c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    // A byte or a code point, and where the next one begins; 0 where there is none.
    private readonly record struct Symbol(int Value, int Next, bool IsByte);
}
