using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HumeGen.Json;

namespace HumeGen.Tests.Json;

/// <summary>Values that JSON, an address or a form cannot have are refused with their place; nothing is sent.</summary>
public sealed class UnwritableTests
{
    private const string Half = "cut \ud83d";

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_number_that_is_none_is_named_with_its_path(double number, string text)
    {
        Assert.Equal($"$.voice.speed is {text}, which is no number in JSON.", Refused(w => InObject(w, "voice", () => JsonWrite.Double(w, "speed"u8, number))));
        Assert.Equal($"$.scores[2] is {text}, which is no number in JSON.", Refused(w => InList(w, [1d, 2d, number], JsonWrite.Double)));
        Assert.Equal($"$.scores[0] is {text}, which is no number in JSON.", Refused(w => InList(w, [number], JsonWrite.Double)));
        Assert.Equal($"$ is {text}, which is no number in JSON.", Refused(w => JsonWrite.Double(w, number)));
    }

    [Fact]
    public void A_null_is_named_with_its_path()
    {
        Assert.Equal("$.scores[1] is null, which it must not be.", Refused(w => InList(w, ["a", null!], static (to, text) => to.WriteStringValue(text))));
        Assert.Equal("$.notes is null, which it must not be.", Refused(w => InObject(w, "notes", () => JsonWrite.List<Note>(w, null!, static (_, _) => { }), isValue: true)));
        Assert.Equal("$.notes is null, which it must not be.", Refused(w => InObject(w, "notes", () => JsonWrite.Map<Note>(w, null!, static (_, _) => { }), isValue: true)));
        Assert.Equal("$.notes.text is null, which it must not be.", Refused(w => InObject(w, "notes", () => JsonWrite.String(w, "text"u8, null!))));
        Assert.Equal("$.notes.first is null, which it must not be.", Refused(w => InObject(w, "notes", () => JsonWrite.Model(w, "first"u8, null!))));
        Assert.Equal(
            "$.notes.b is null, which it must not be.",
            Refused(w => InObject(
                w, "notes", () => JsonWrite.Map(w, new Dictionary<string, string> { ["a"] = "1", ["b"] = null! }, static (to, text) => to.WriteStringValue(text)), isValue: true)));
    }

    [Fact]
    public void Items_that_may_be_null_are_written()
    {
        var json = ApiJson.WriteString(w => JsonWrite.ListOrNulls(w, new string?[] { "a", null }, static (to, text) => to.WriteStringValue(text)));

        Assert.Equal("""["a",null]""", json);
    }

    [Theory]
    [InlineData(@"\ud83d")]
    [InlineData(@"\ude00")]
    [InlineData(@"a ""quoted"" \ud83d text")]
    [InlineData(@"\ude00\ud83d")]
    [InlineData(@"😀 and \ud83d")]
    public void Half_of_a_pair_is_refused_with_the_place(string escaped)
    {
        // Attributes cannot have halves.
        var text = Regex.Unescape(escaped);
        Assert.StartsWith("$.notes.text holds half of a surrogate pair", Refused(w => InObject(w, "notes", () => w.WriteString("text", text))), StringComparison.Ordinal);
        Assert.StartsWith("$.scores[1] holds half", Refused(w => InList(w, ["a", text], static (to, item) => to.WriteStringValue(item))), StringComparison.Ordinal);
        Assert.StartsWith("$.notes.", Refused(w => InObject(w, "notes", () => w.WriteNumber(text, 1))), StringComparison.Ordinal);
        Assert.StartsWith("$ holds half", Refused(w => w.WriteStringValue(text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("\ufffd")]
    [InlineData("quoted \" 😀 \n é")]
    public void Whole_texts_are_written_as_they_are(string text)
    {
        var json = ApiJson.WriteString(w => w.WriteStringValue(text));

        using var document = JsonDocument.Parse(json);
        Assert.Equal(text, document.RootElement.GetString());
    }

    [Fact]
    public void Halves_that_came_as_unknown_JSON_are_written_back()
    {
        var note = ApiJson.Read<Note>("""{"id":"n","more":"\ud83d"}""");

        Assert.Equal("""{"id":"n","more":"\ud83d"}""", ApiJson.WriteString(note));
    }

    [Fact]
    public async Task No_part_of_a_request_takes_half_of_a_pair()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler);
        var request = TestApi.Get("/v0/notes/{id}");
        var (form, multipart) = (new FormBody(), new MultipartFormBody());

        string[] messages =
        [
            Fails(() => request.AddPath("id", Half)),
            Fails(() => request.AddPathSteps("id", $"a/{Half}")),
            Fails(() => request.AddPath("id", ["a", Half])),
            Fails(() => request.AddQuery("id", Half)),
            Fails(() => request.AddQuery("id", ["a", Half])),
            Fails(() => request.AddQueryJoined("id", ["a", Half])),
            Fails(() => request.AddQuery("id", ParameterStyle.Form, true, w => w.WriteStringValue(Half))),
            Fails(() => request.AddCookie("id", Half)),
            Fails(() => form.Add("id", Half)),
            Fails(() => form.AddJoined("id", ["a", Half])),
            Fails(() => form.AddObject("id", w => w.WriteStringValue(Half))),
            Fails(() => multipart.AddText("id", Half)),
            Fails(() => multipart.AddText("id", Half, "text/plain")),
            Fails(() => multipart.AddFile("id", FilePart.FromBytes(new byte[1], Half))),
        ];

        Assert.All(messages, m => Assert.Contains("'id'", m, StringComparison.Ordinal));
        Assert.All(messages, m => Assert.Contains("half of a surrogate pair", m, StringComparison.Ordinal));
        Fails(() => request.AddHeader("X-Id", Half));
        Fails(() => ApiBody.Text(Half, "text/plain"));
        await FailsAsync(new ApiCallOptions { Query = new Dictionary<string, string> { ["id"] = Half } });
        await FailsAsync(new ApiCallOptions { BodyMembers = new Dictionary<string, JsonNode?> { ["id"] = Half } });
        Assert.Empty(handler.Seen);

        async Task FailsAsync(ApiCallOptions options) => await Assert.ThrowsAsync<ArgumentException>(() => pipeline.SendAsync(TestApi.Post(), options));
    }

    private static string Fails(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private static string Refused(Action<Utf8JsonWriter> write)
    {
        var message = Assert.Throws<ArgumentException>(() => ApiJson.WriteString(write)).Message;
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => ApiJson.Write(new Written(write))).Message);
        return message;
    }

    private static void InObject(Utf8JsonWriter writer, string name, Action write, bool isValue = false)
    {
        writer.WriteStartObject();
        writer.WriteString("earlier", "x");
        writer.WritePropertyName(name);
        if (!isValue)
        {
            writer.WriteStartObject();
            writer.WriteNumber("before", 1);
        }

        write();
        if (!isValue)
            writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void InList<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write) =>
        InObject(writer, "scores", () => JsonWrite.List(writer, items, write), isValue: true);

    private sealed class Written(Action<Utf8JsonWriter> write) : IJsonWritable
    {
        public void WriteJson(Utf8JsonWriter writer) => write(writer);
    }
}
