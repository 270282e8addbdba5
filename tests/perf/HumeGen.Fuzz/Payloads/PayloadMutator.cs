using System.Text;
using System.Text.Json;

namespace HumeGen.Fuzz.Payloads;

/// <summary>Changes valid payloads: their structure, values, tokens and bytes.</summary>
internal sealed class PayloadMutator(IReadOnlyList<Seed> seeds)
{
    private const int MaxChanges = 3;

    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-0", "1", "-1", "5.0", "2.5", "1e3", "1E+2", "1e-30", "4.9e-324", "1e999", "-1e999", "1.7976931348623157e308", "2147483648", "9223372036854775807",
            "9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616", "1.00000000000000000000000000001", "0.1000000000000000055511151231257827", "123456789012345678",
            "0.30000000000000004", "100000000000000000000000000000", "1e-400", "1e28", "79228162514264337593543950336", "9007199254740993.0", "00", "01", "1.", ".5", "+1", "0x1F", "1e", "NaN", "Infinity", "-",
            "\"\"", "\"x\"", "\"text\"", "\"null\"", "\"5\"", "\"5.5\"", "\"NaN\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\/\\b\\f\\n\\r\\t\\\"\\\\\"", "\"\\x\"",
            "\"2026-11-21T10:00:00Z\"", "\"2026-11-21\"", "\"2026-11-21T10:00:00.123456789+05:30\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"2026-02-30T25:00:00Z\"",
            "\"0B8F7A3E-7A53-4C1B-9D2E-1F0A8B6C4D2E\"", "\"{0b8f7a3e-7a53-4c1b-9d2e-1f0a8b6c4d2e}\"", "\"AQID\"", "\"AQI=\"", "\"AQ\"", "\"_-8=\"", "\"@@@\"", "\"A Q\\nID\"", "[]", "{}", "[null]", "[[]]", "[1,\"a\",{}]",
            "{\"a\":1}", "{\"type\":\"x\"}", "{\"type\":null}", "{\"\":\"\"}", "{\"a\":1,\"a\":2}", "{\"\\u0061\":1,\"a\":2}", "{\"\\ud800\":1}", "[\"\\ud800\"]", "{\"a\":\"\\udfff\"}",
        }.Select(Encoding.UTF8.GetBytes),
        // No UTF-8: a lone surrogate, an overlong form, a cut one, a byte that is never one.
        [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xE2, 0x82, 0x22], [0x22, 0xFF, 0x22], [.. "{\"a\":\""u8, 0xF4, 0x90, 0x80, 0x80, .. "\"}"u8],
        [.. "{\""u8, 0xFE, .. "\":1}"u8],
        Nested('[', ']', 30), Nested('[', ']', 63), Nested('[', ']', 64), Nested('[', ']', 65), Nested('[', ']', 1000),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 62)) + "1" + new string('}', 62)),
        Encoding.UTF8.GetBytes($"\"{new string('h', 5000)}\""), Encoding.UTF8.GetBytes(new string('9', 400)), Encoding.UTF8.GetBytes("0." + new string('1', 400)),
    ];

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "null", "true", "-", ".", "e", "0", "//", "/*x*/", " ", "\n", "\t", "\0", "\u00A0", "\u2028", "\uFEFF", "'", "\"a\":", ",,", "\"type\":\"x\",",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xED, 0xA0, 0x80], [0xC3],
    ];

    private readonly ValueSpan[][] _spans = [.. seeds.Select(s => SpansOf(s.Json))];
    private readonly List<Edit> _edits = [];

    /// <summary>A changed payload, and the index of the type that is to read it.</summary>
    public (int Type, byte[] Json) Next(Random random)
    {
        var n = random.Next(seeds.Count);
        var seed = seeds[n];
        var json = seed.Json;
        if (random.Next(8) != 0)
            json = ChangeValues(json, _spans[n], random);
        if (random.Next(3) == 0)
            json = ChangeBytes(json, random);

        // Now and then the payload of another type.
        return (random.Next(50) == 0 ? seeds[random.Next(seeds.Count)].Type : seed.Type, json);
    }

    private byte[] ChangeValues(byte[] json, ValueSpan[] spans, Random random)
    {
        _edits.Clear();
        for (var i = random.Next(1, MaxChanges + 1); i > 0; i--)
        {
            var span = spans[random.Next(spans.Length)];
            var edit = Change(json, span, random);
            if (_edits.TrueForAll(e => edit.Start >= e.Start + e.Length || e.Start >= edit.Start + edit.Length))
                _edits.Add(edit);
        }

        _edits.Sort(static (a, b) => (a.Start, a.Length).CompareTo((b.Start, b.Length)));
        var result = new byte[json.Length + _edits.Sum(e => e.With.Length - e.Length)];
        var (from, to) = (0, 0);
        foreach (var edit in _edits)
        {
            json.AsSpan(from, edit.Start - from).CopyTo(result.AsSpan(to));
            to += edit.Start - from;
            edit.With.CopyTo(result, to);
            to += edit.With.Length;
            from = edit.Start + edit.Length;
        }

        json.AsSpan(from).CopyTo(result.AsSpan(to));
        return result;
    }

    private Edit Change(byte[] json, ValueSpan span, Random random)
    {
        var value = Value(random);
        if (span.Name < 0)
        {
            // An item of a list, or the whole: another value, or the same in a list.
            return random.Next(4) == 0 ? new Edit(span.Start, span.End - span.Start, [.. "["u8, .. json.AsSpan(span.Start, span.End - span.Start), .. "]"u8])
                : new Edit(span.Start, span.End - span.Start, value);
        }

        var member = json.AsSpan(span.Name, span.End - span.Name);
        return random.Next(7) switch
        {
            // Gone, with its comma.
            0 when json[span.End] == ',' => new Edit(span.Name, span.End + 1 - span.Name, []),
            0 when json[span.Name - 1] == ',' => new Edit(span.Name - 1, span.End + 1 - span.Name, []),
            // Beside it the same name again, or one that nobody knows.
            1 => new Edit(span.Name, 0, [.. member[..(span.Start - span.Name)], .. value, .. ","u8]),
            2 => new Edit(span.End, 0, [.. ","u8, .. member[..(span.Start - span.Name)], .. value]),
            3 => new Edit(span.Name, 0, [.. "\"new\":"u8, .. value, .. ","u8]),
            // Its name with an escape.
            4 when member[1] is >= (byte)'a' and <= (byte)'z' => new Edit(span.Name, 2, Encoding.ASCII.GetBytes($"\"\\u{(int)member[1]:x4}")),
            _ => new Edit(span.Start, span.End - span.Start, value),
        };
    }

    private byte[] Value(Random random)
    {
        if (random.Next(6) != 0)
            return Values[random.Next(Values.Length)];
        var n = random.Next(seeds.Count);
        var span = _spans[n][random.Next(_spans[n].Length)];
        return span.End - span.Start > 2000 ? Values[0] : seeds[n].Json.AsSpan(span.Start, span.End - span.Start).ToArray();
    }

    private static byte[] ChangeBytes(byte[] json, Random random)
    {
        var at = random.Next(json.Length);
        var length = Math.Min(random.Next(1, 12), json.Length - at);
        var before = json.AsSpan(0, at);
        var after = json.AsSpan(at);
        switch (random.Next(5))
        {
            case 0:
                return [.. before, .. after[length..]];
            case 1:
                return [.. before, .. Tokens[random.Next(Tokens.Length)], .. after];
            case 2:
                var changed = json.ToArray();
                changed[at] = (byte)random.Next(256);
                return changed;
            case 3:
                return [.. before, .. after[..length], .. after];
            default:
                return random.Next(2) == 0 ? before.ToArray() : [.. json, .. Tokens[random.Next(Tokens.Length)]];
        }
    }

    // All values of a payload, and where they are members the place of their name.
    private static ValueSpan[] SpansOf(byte[] json)
    {
        var spans = new List<ValueSpan>();
        var open = new Stack<(int Name, int Start)>();
        var name = -1;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = (int)reader.TokenStartIndex;
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push((name, (int)reader.TokenStartIndex));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var (outer, start) = open.Pop();
                    spans.Add(new ValueSpan(outer, start, (int)reader.BytesConsumed));
                    break;
                default:
                    spans.Add(new ValueSpan(name, (int)reader.TokenStartIndex, (int)reader.BytesConsumed));
                    break;
            }

            name = -1;
        }

        return [.. spans];
    }

    private static byte[] Nested(char open, char close, int depth) => Encoding.ASCII.GetBytes(new string(open, depth) + new string(close, depth));

    // Name is -1 where the value is no member.
    private readonly record struct ValueSpan(int Name, int Start, int End);

    private readonly record struct Edit(int Start, int Length, byte[] With);
}
