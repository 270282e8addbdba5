using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HumeGen.Json;

namespace HumeGen.Tests.Json;

public sealed class ApiJsonTests
{
    // The JSON, and path, line and column of the mistake, counted from zero as JsonException does.
    [Theory]
    [InlineData("{\"id\":5}", "$.id", 0, 6)]
    [InlineData("{\n  \"id\": \"a\",\n  \"text\": 5\n}", "$.text", 2, 10)]
    [InlineData("{\"text\":\"a\"}", "$", 0, 11)]
    [InlineData("[]", "$", 0, 0)]
    [InlineData("{\"id\":\"a\",\"count\":1.5}", "$.count", 0, 18)]
    [InlineData("{\"x\":[1,{\"y\":[]},2],\"id\":5}", "$.id", 0, 25)]
    public void A_mistake_is_told_with_its_place(string json, string path, long line, long column)
    {
        var error = Assert.Throws<JsonException>(() => ApiJson.Read<Note>(json));

        Assert.Equal((path, line, column), (error.Path, error.LineNumber, error.BytePositionInLine));
        Assert.Contains($"At {path} (line {line + 1}, byte {column + 1})", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[1,2],[3,\"x\"]]", "$[1][1]")]
    [InlineData("[[1,2],5]", "$[1]")]
    [InlineData("[[],[\"x\"]]", "$[1][0]")]
    [InlineData("[[1],[2],{}]", "$[2]")]
    [InlineData("[[1,", "$[0][0]")]
    [InlineData("\"x\"", "$")]
    public void Places_in_lists_have_numbers(string json, string path)
    {
        var error = Assert.Throws<JsonException>(() => ApiJson.Read<IReadOnlyList<IReadOnlyList<long>>>(
            Encoding.UTF8.GetBytes(json),
            (ref Utf8JsonReader r) => JsonRead.List(ref r, (ref Utf8JsonReader i) => JsonRead.List(ref i, JsonRead.Int64))));

        Assert.Equal(path, error.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{\"id\"")]
    [InlineData("{\"id\":\"a\"")]
    [InlineData("{\"id\":\"a\"}}")]
    [InlineData("{\"id\":\"a\"} 5")]
    [InlineData("{\"id\":\"a\",}")]
    [InlineData("{id:\"a\"}")]
    [InlineData("nul")]
    [InlineData("{\"id\":NaN}")]
    [InlineData("{\"id\":\"\\ud800\"}")]
    [InlineData("{\"id\":\"a\",\"x\":\"\u0001\"}")]
    public void What_is_not_JSON_is_a_JsonException_and_nothing_else(string json)
    {
        var error = Assert.Throws<JsonException>(() => ApiJson.Read<Note>(json));
        Assert.NotNull(error.Path);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\uDFFF and \\uD83D\\uDE00")]
    [Trait("Fault", "docs/reliability.md#extra-fields-and-unknown-values")]
    public async Task Half_a_surrogate_pair_in_what_is_not_known_can_be_written_and_printed(string text)
    {
        var json = $$$"""{"id":"a","one":"{{{text}}}","list":["{{{text}}}",{"{{{text}}}":"{{{text}}}"}],"plain":{"b": 1}}""";

        var note = ApiJson.Read<Note>(json);

        Assert.Equal(json.Replace(" 1", "1", StringComparison.Ordinal), ApiJson.WriteString(note));
        var print = new StringBuilder("Note { ");
        RecordText.Append(print, "Unknown", note.Unknown);
        Assert.Contains(text, print.ToString(), StringComparison.Ordinal);
        Assert.Equal("", JsonRead.Text(note.Unknown!["list"][1], "none"u8));
        Assert.Equal(text, JsonRead.Text(JsonDocument.Parse(json).RootElement, "one"u8));
        Assert.Equal("a", JsonRead.Text(JsonDocument.Parse($$$"""{"{{{text}}}":1,"id":"a"}""").RootElement, "id"u8));
        using var body = ApiBody.Prepare(ApiBody.Json(note), new Dictionary<string, JsonNode?> { ["id"] = "b" })!.CreateContent(default);
        Assert.Contains($"\"one\":\"{text}\"", await body.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"a\",\"x\":\"?\"", "$.x")]
    [InlineData("\"a\",\"x\":[1,{\"?\":2}]", "$.x[1]")]
    [InlineData("\"?\"", "$.id")]
    [Trait("Fault", "docs/reliability.md#extra-fields-and-unknown-values")]
    public void What_is_not_UTF_8_is_refused_wherever_it_stands(string id, string path)
    {
        var utf8 = Encoding.UTF8.GetBytes($"{{\"id\":{id}}}");
        utf8[Array.IndexOf(utf8, (byte)'?')] = 0xff;

        var error = Assert.Throws<JsonException>(() => ApiJson.Read<Note>(utf8));

        Assert.StartsWith("The text is not valid UTF-8.", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_a_text_is_a_JsonException_and_nothing_else()
    {
        var json = """{"id":"n\u00e41","text":"ä😀","new":[{"a":1.5e3},true,null]}"""u8.ToArray();
        for (var length = 0; length < json.Length; length++)
            Assert.Throws<JsonException>(() => ApiJson.Read<Note>(json.AsSpan(0, length)));
    }

    [Fact]
    public void JSON_that_nests_too_deep_is_refused()
    {
        var deep = $$"""{"id":"a","x":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""";
        Assert.Throws<JsonException>(() => ApiJson.Read<Note>(deep));

        var allowed = $$"""{"id":"a","x":{{new string('[', 62)}}{{new string(']', 62)}}}""";
        Assert.Equal(allowed, ApiJson.WriteString(ApiJson.Read<Note>(allowed)));
    }

    [Fact]
    public void Writing_escapes_only_what_it_must()
    {
        Assert.Equal("{\"id\":\"<ä'&\\\"\\n\"}", ApiJson.WriteString(new Note("<ä'&\"\n", null)));
        Assert.Equal("[1]", ApiJson.WriteString(w =>
        {
            w.WriteStartArray();
            w.WriteNumberValue(1);
            w.WriteEndArray();
        }));
    }

    [Fact]
    public void Writing_into_a_buffer_of_ones_own()
    {
        var buffer = new ArrayBufferWriter<byte>();
        ApiJson.Write(buffer, new Note("a", "b", 3));
        Assert.Equal("""{"id":"a","text":"b","count":3}"""u8, buffer.WrittenSpan);
    }

    [Fact]
    public void Lists_and_maps_are_written_in_their_order()
    {
        var text = ApiJson.WriteString(w =>
        {
            w.WriteStartObject();
            w.WritePropertyName("list");
            JsonWrite.List(w, ["x", "y"], (writer, item) => writer.WriteStringValue(item));
            w.WritePropertyName("map");
            JsonWrite.Map(w, new Dictionary<string, long> { ["b"] = 1, ["a"] = 2 }, (writer, item) => writer.WriteNumberValue(item));
            JsonWrite.Unknown(w, null);
            w.WriteEndObject();
        });

        Assert.Equal("""{"list":["x","y"],"map":{"b":1,"a":2}}""", text);
    }

    [Fact]
    public void JsonSerializer_reads_and_writes_generated_types_too()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine() };
        var type = JsonMetadataServices.CreateValueInfo<Note>(options, new ModelJsonConverter<Note>());

        var note = JsonSerializer.Deserialize("""{"id":"a","more":[1]}""", type)!;

        Assert.Equal("a", note.Id);
        Assert.Equal("""{"id":"a","more":[1]}""", JsonSerializer.Serialize(note, type));
    }

    [Fact]
    public void Reflection_is_off_in_these_tests() => Assert.False(JsonSerializer.IsReflectionEnabledByDefault);

    [Fact]
    public void A_type_that_cannot_be_read_says_what_it_lacks() => Assert.StartsWith(
        "HumeGen.Tests.Json.ApiJsonTests+WriteOnly has no public static method ReadJson(ref Utf8JsonReader).",
        Assert.Throws<JsonException>(() => ApiJson.Read<WriteOnly>("{}")).Message,
        StringComparison.Ordinal);

    private sealed class WriteOnly : IJsonReadable<WriteOnly>
    {
        public void WriteJson(Utf8JsonWriter writer) => writer.WriteNullValue();
    }
}
