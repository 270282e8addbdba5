using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen.Tests.Json;

public sealed class JsonReadTests
{
    [Theory]
    [InlineData("60", 60)]
    [InlineData("60.0", 60)]
    [InlineData("6e1", 60)]
    [InlineData("600e-1", 60)]
    [InlineData("-0.0", 0)]
    [InlineData("-7.000", -7)]
    [InlineData("60.0000000000000000000000000000000000000000", 60)]
    [InlineData("600000000000000000000000000000e-28", 60)]
    [InlineData("0e-99999999", 0)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775807.0", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void A_whole_number_may_be_written_with_a_point(string json, long value) => Assert.Equal(value, Read(json, JsonRead.Int64));

    [Theory]
    [InlineData("60.5")]
    [InlineData("1e-1")]
    [InlineData("1e-30")]
    [InlineData("-4.9e-324")]
    [InlineData("1e-99999999999")]
    [InlineData("1.00000000000000000000000000001")]
    [InlineData("59.99999999999999999999999999999999")]
    [InlineData("9223372036854775808")]
    [InlineData("1e400")]
    [InlineData("\"60\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[]")]
    public void What_is_no_whole_number_is_refused(string json) =>
        Assert.Contains("a whole number", Refused(json, JsonRead.Int64), StringComparison.Ordinal);

    [Theory]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("-2147483648.0", int.MinValue)]
    public void Integers_of_32_bits_are_read(string json, int value) => Assert.Equal(value, Read(json, JsonRead.Int32));

    [Theory]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    public void A_number_too_large_for_32_bits_is_refused(string json) => Refused(json, JsonRead.Int32);

    [Theory]
    [InlineData("0", 0ul)]
    [InlineData("60.0", 60ul)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("18446744073709551615.0", ulong.MaxValue)]
    public void Whole_numbers_that_are_not_negative(string json, ulong value) => Assert.Equal(value, Read(json, JsonRead.UInt64));

    [Theory]
    [InlineData("-1")]
    [InlineData("0.5")]
    [InlineData("\"1\"")]
    [InlineData("18446744073709551616")]
    public void A_number_that_is_negative_or_not_whole_is_refused_where_none_may_be(string json) => Refused(json, JsonRead.UInt64);

    [Theory]
    [InlineData("0.123456789012345678", 0.123456789012345678)]
    [InlineData("1", 1.0)]
    [InlineData("1e-300", 1e-300)]
    public void Numbers_are_read(string json, double value) => Assert.Equal(value, Read(json, JsonRead.Double));

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("1e999")]
    public void What_is_no_number_is_refused(string json) => Refused(json, JsonRead.Double);

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a\\u00e4\\n\\ud83d\\ude00\"", "aä\n😀")]
    public void Strings_are_read(string json, string value) => Assert.Equal(value, Read(json, JsonRead.String));

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("5")]
    [InlineData("null")]
    public void What_is_no_text_is_refused(string json) => Refused(json, JsonRead.String);

    [Theory]
    [InlineData("2026-01-02T03:04:05+0130", "2026-01-02T03:04:05.0000000+01:30")]
    [InlineData("2026-01-02t03:04:05z", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("2026-01-02 03:04:05.5Z", "2026-01-02T03:04:05.5000000+00:00")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000+00:00")]
    [InlineData("2026-01-02T03:04:05-05", "2026-01-02T03:04:05.0000000-05:00")]
    [InlineData("2026-01-02t03:04:05.123456789z", "2026-01-02T03:04:05.1234567+00:00")]
    [InlineData("2026-01-02", "2026-01-02T00:00:00.0000000+00:00")]
    [InlineData("2026-01-02T03:04:05\\u002b02:00", "2026-01-02T03:04:05.0000000+02:00")]
    public void Times_as_servers_write_them(string text, string expected) => Assert.Equal(expected, Read($"\"{text}\"", JsonRead.DateTimeOffset).ToString("O"));

    [Theory]
    [InlineData("2026-13-02t03:04:05z")]
    [InlineData("2026-01-02t24:04:05z")]
    [InlineData("2026-01-02t03:04:61z")]
    [InlineData("2026-01-02t03:04:05+2500")]
    [InlineData("2026-01-02t03:04:05.z")]
    [InlineData("2026-01-02t")]
    [InlineData("9999-12-31t23:59:60z")]
    [InlineData("0001-01-01t00:00:00+0100")]
    public void What_is_no_time_is_refused(string text) => Refused($"\"{text}\"", JsonRead.DateTimeOffset);

    [Theory]
    [InlineData("\"5\"", 5)]
    [InlineData("-7", -7)]
    public void A_whole_number_as_text(string json, int value) =>
        Assert.Equal((value, value, (decimal)value), (Read(json, JsonRead.Int32OrText), Read(json, JsonRead.Int64OrText), Read(json, JsonRead.DecimalOrText)));

    [Theory]
    [InlineData("\"1.5e3\"", 1500)]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"-Infinity\"", double.NegativeInfinity)]
    [InlineData("0.5", 0.5)]
    public void A_number_is_read_from_a_string(string json, double value) => Assert.Equal(value, Read(json, JsonRead.DoubleOrText));

    [Theory]
    [InlineData("\"1e999\"")]
    [InlineData("\"infinity\"")]
    [InlineData("\" 5\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    public void A_text_that_is_no_number_is_refused(string json)
    {
        Refused(json, JsonRead.Int32OrText);
        Refused(json, JsonRead.UInt64OrText);
        if (json != "\" 5\"")
            Refused(json, JsonRead.DoubleOrText);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused() =>
        Assert.Throws<JsonException>(() => ApiJson.Read([(byte)'"', 0xC3, 0x28, (byte)'"'], JsonRead.String));

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Booleans_are_read(string json, bool value) => Assert.Equal(value, Read(json, JsonRead.Boolean));

    [Theory]
    [InlineData("1")]
    [InlineData("\"true\"")]
    public void What_is_no_boolean_is_refused(string json) => Refused(json, JsonRead.Boolean);

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"AQID\"", "1 2 3")]
    [InlineData("\"AQ==\"", "1")]
    [InlineData("\"\\u0041QID\"", "1 2 3")]
    [InlineData("\"+\\/+\\/\"", "251 255 191")]
    [InlineData("\"AQI\"", "1 2")]
    [InlineData("\"AQ\\r\\nID\\n\"", "1 2 3")]
    [InlineData("\"-_-_\"", "251 255 191")]
    public void Base64_becomes_bytes(string json, string bytes) => Assert.Equal(bytes, string.Join(' ', Read(json, JsonRead.Base64).ToArray()));

    [Theory]
    [InlineData("\"A*ID\"")]
    [InlineData("\"AQ==AQ==\"")]
    [InlineData("\"A\"")]
    [InlineData("\"<base64 audio data>...etc.\"")]
    [InlineData("5")]
    public void What_is_no_base64_is_refused(string json) => Assert.Contains("base64", Refused(json, JsonRead.Base64), StringComparison.Ordinal);

    [Fact]
    public void Times_and_ids_are_read()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.FromHours(2)), Read("\"2026-11-01T12:00:00+02:00\"", JsonRead.DateTimeOffset));
        Assert.Equal(Guid.Parse("0b7d9f2c-0000-4000-8000-000000000001"), Read("\"0b7d9f2c-0000-4000-8000-000000000001\"", JsonRead.Guid));
        Refused("\"yesterday\"", JsonRead.DateTimeOffset);
        Refused("\"0b7d\"", JsonRead.Guid);
        Refused("5", JsonRead.Guid);
    }

    [Fact]
    public void Lists_and_maps_are_read()
    {
        Assert.Equal([1, 2, 3], Read("[1, 2.0, 3]", (ref Utf8JsonReader r) => JsonRead.List(ref r, JsonRead.Int64)));
        Assert.Empty(Read("[]", (ref Utf8JsonReader r) => JsonRead.List(ref r, JsonRead.Int64)));
        Assert.Equal([["a"], []], Read("[[\"a\"],[]]", (ref Utf8JsonReader r) => JsonRead.List(ref r, (ref Utf8JsonReader i) => JsonRead.List(ref i, JsonRead.String))));

        var map = Read("""{"a":1,"b\u0021":2,"a":3}""", (ref Utf8JsonReader r) => JsonRead.Map(ref r, JsonRead.Int64));
        Assert.Equal([("a", 3L), ("b!", 2L)], map.Select(e => (e.Key, e.Value)).Order());

        Refused("{}", (ref Utf8JsonReader r) => JsonRead.List(ref r, JsonRead.Int64));
        Refused("[]", (ref Utf8JsonReader r) => JsonRead.Map(ref r, JsonRead.Int64));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1_000)]
    public void Lists_of_any_length_are_read(int count)
    {
        var texts = Enumerable.Range(0, count).Select(i => $"item {i}").ToList();
        Assert.Equal(texts, Read($"[{string.Join(',', texts.Select(t => $"\"{t}\""))}]", (ref Utf8JsonReader r) => JsonRead.List(ref r, JsonRead.String)));
    }

    [Fact]
    public void Properties_that_nobody_knows_survive_a_round_trip()
    {
        const string Json = """{"id":"n1","new":{"deep":[1,{"x":null}],"ä":"\u0001"},"flag":true,"big":123456789012345678901234567890}""";

        var note = ApiJson.Read<Note>(Json);

        Assert.Equal(["new", "flag", "big"], note.Unknown!.Keys);
        Assert.Equal(Json, ApiJson.WriteString(note));
        Assert.Null(ApiJson.Read<Note>("""{"id":"n1"}""").Unknown);
    }

    [Fact]
    public void A_name_may_be_escaped() => Assert.Equal("n1", ApiJson.Read<Note>("""{"\u0069d":"n1"}""").Id);

    [Theory]
    [InlineData("""{"type":"x","a":1}""", "\"x\"")]
    [InlineData("""{"a":{"type":"inner"},"b":["type"],"type":"x"}""", "\"x\"")]
    [InlineData("""{"t\u0079pe":"x"}""", "\"x\"")]
    [InlineData("""{"type":null}""", "null")]
    [InlineData("""{"a":{"type":"inner"}}""", null)]
    [InlineData("""{}""", null)]
    [InlineData("""["type"]""", null)]
    [InlineData("\"type\"", null)]
    public void A_property_is_found_wherever_it_stands_and_the_reader_stays(string json, string? expected)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();

        var found = JsonRead.TryFind(reader, "type"u8, out var at);

        Assert.Equal(expected, found ? JsonElement.ParseValue(ref at).GetRawText() : null);
        Assert.Equal(expected is not null and not "null", JsonRead.Has(reader, "type"u8));
        Assert.Equal(0, reader.TokenStartIndex);
    }

    [Theory]
    [InlineData("\"x\"", true)]
    [InlineData("\"\\u0078\"", true)]
    [InlineData("\"y\"", false)]
    [InlineData("5", false)]
    [InlineData("null", false)]
    public void A_constant_is_just_that(string json, bool fits)
    {
        bool Check(ref Utf8JsonReader reader)
        {
            JsonRead.Constant(ref reader, "x"u8, "Type");
            return true;
        }

        if (fits)
            Assert.True(Read(json, Check));
        else
            Assert.Contains("the constant \"x\"", Refused(json, Check), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"chat"}""", "chat")]
    [InlineData("""{"type":5}""", "5")]
    [InlineData("""{"type":true}""", "true")]
    [InlineData("""{"type":{}}""", "")]
    [InlineData("""{}""", "")]
    [InlineData("""[]""", "")]
    public void A_text_of_an_element(string json, string text)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(text, JsonRead.Text(document.RootElement, "type"u8));
    }

    private static T Read<T>(string json, JsonReader<T> read) => ApiJson.Read(Encoding.UTF8.GetBytes(json), read);

    private static string Refused<T>(string json, JsonReader<T> read) => Assert.Throws<JsonException>(() => Read(json, read)).Message;
}
