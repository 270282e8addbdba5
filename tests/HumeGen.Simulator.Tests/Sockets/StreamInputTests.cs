using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class StreamInputTests
{
    private const string Path = "/v0/tts/stream/input";
    private const string Ava = """ "voice":{"name":"Ava Song","provider":"HUME_AI"} """;

    [Fact]
    public async Task Audio_comes_in_binary_frames_and_the_connection_closes_after_all_of_it()
    {
        await using var hume = await Hume.StartAsync();
        await using var speech = await Wire.OpenAsync(hume, Path);

        await speech.SendAsync($$"""{"text":"Hello there.",{{Ava}}}""");
        await speech.SendAsync("""{"text":" And a rest"}""");
        await speech.SendAsync("""{"close":true}""");
        var (seconds, frames) = (0.0, 0);
        while (await speech.ReceiveAsync() is var (type, data))
        {
            Assert.Equal(WebSocketMessageType.Binary, type);
            seconds += Wav.Parse(data).Seconds;
            frames++;
        }

        Assert.Equal(WebSocketCloseStatus.NormalClosure, speech.Socket.CloseStatus);
        Assert.True(frames > 2);
        Assert.Equal(("Hello there.".Length + "And a rest".Length) * 0.06, seconds, 3);
    }

    [Fact]
    public async Task Audio_comes_as_messages_when_binary_frames_are_not_wanted()
    {
        await using var hume = await Hume.StartAsync();
        await using var speech = await Wire.OpenAsync(hume, Path + "?no_binary=true&format_type=pcm");

        await speech.SendAsync($$"""{"text":"One. Two. ",{{Ava}}}""");
        await speech.SendAsync("""{"text":"Three.","close":true}""");
        var chunks = await speech.ReadToCloseAsync(1000);

        Assert.All(chunks, chunk => Assert.Equal(("audio", "pcm"), ((string?)chunk["type"], (string?)chunk["audio_format"])));
        var snippets = chunks.GroupBy(chunk => (string)chunk["snippet_id"]!).ToList();
        Assert.Equal(["One.", "Two.", "Three."], snippets.Select(snippet => (string?)snippet.First()["text"]));
        Assert.All(snippets, snippet =>
        {
            Assert.Equal(Enumerable.Range(0, snippet.Count()), snippet.Select(chunk => (int)chunk["chunk_index"]!));
            Assert.Equal(snippet.Select((_, i) => i == snippet.Count() - 1), snippet.Select(chunk => (bool)chunk["is_last_chunk"]!));
            var text = (string)snippet.First()["text"]!;
            Assert.Equal(text.Length * 2880 * 2, snippet.Sum(chunk => Convert.FromBase64String((string)chunk["audio"]!).Length));
        });
        Assert.Single(chunks.Select(chunk => (string)chunk["generation_id"]!).Distinct());
        Assert.Single(chunks.Select(chunk => (string)chunk["request_id"]!).Distinct());
    }

    [Fact]
    public async Task Text_waits_for_the_end_of_its_sentence_or_a_flush()
    {
        await using var hume = await Hume.StartAsync();
        await using var speech = await Wire.OpenAsync(hume, Path + "?no_binary=true");

        foreach (var piece in new[] { "Hel", "lo", " you", ". And", " more" })
            await speech.SendAsync(new JsonObject { ["text"] = piece });

        Assert.Equal("Hello you.", (string?)(await ReadSnippetAsync(speech))[0]["text"]);
        await speech.SendAsync("""{"flush":true}""");
        Assert.Equal("And more", (string?)(await ReadSnippetAsync(speech))[0]["text"]);
        await speech.SendAsync("""{"flush":true}""");
        await speech.SendAsync("""{"text":"Last."}""");
        Assert.Equal("Last.", (string?)(await ReadSnippetAsync(speech))[0]["text"]);
    }

    [Fact]
    public async Task Speed_silence_and_voice_are_heard()
    {
        await using var hume = await Hume.StartAsync();
        await using var speech = await Wire.OpenAsync(hume, Path + "?no_binary=true");

        await speech.SendAsync($$"""{"text":"The very same words.",{{Ava}}}""");
        var plain = await SnippetAudioAsync(speech);
        await speech.SendAsync("""{"text":"The very same words."}""");
        var again = await SnippetAudioAsync(speech);
        await speech.SendAsync("""{"text":"The very same words.","voice":{"name":"Vince Douglas","provider":"HUME_AI"}}""");
        var other = await SnippetAudioAsync(speech);
        await speech.SendAsync("""{"text":"The very same words.","speed":2,"trailing_silence":1.5}""");
        var fast = await SnippetAudioAsync(speech);

        Assert.Equal(plain, again);
        Assert.Equal(plain.Length, other.Length);
        Assert.NotEqual(plain, other);
        Assert.Equal((plain.Length / 2) + 72_000, fast.Length);
        Assert.All(fast[^72_000..], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public async Task Pieces_without_headers_make_one_file()
    {
        await using var hume = await Hume.StartAsync();
        await using var speech = await Wire.OpenAsync(hume, Path + "?strip_headers=true&format_type=wav");

        await speech.SendAsync("""{"text":"One. Two.","close":true}""");
        var file = new List<byte>();
        while (await speech.ReceiveAsync() is var (_, data))
            file.AddRange(data);

        var bytes = file.ToArray();
        Assert.Equal("RIFF"u8, bytes.AsSpan(0, 4));
        Assert.True(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(40)) > bytes.Length, "A file without end should say so.");
        Assert.Equal("One.Two.".Length * 2880 * 2, bytes.Length - 44);
        Assert.Equal(-1, bytes.AsSpan(44).IndexOf("RIFF"u8));
    }

    [Fact]
    public async Task Timestamps_come_when_they_are_asked_for()
    {
        await using var hume = await Hume.StartAsync();
        const string query = "?no_binary=true&include_timestamp_types=word&include_timestamp_types=phoneme";
        await using var speech = await Wire.OpenAsync(hume, Path + query);

        await speech.SendAsync("""{"text":"Hi you.","close":true}""");
        var messages = await speech.ReadToCloseAsync(1000);

        var stamps = messages.Where(message => (string?)message["type"] == "timestamp").ToList();
        var words = stamps.Select(stamp => stamp["timestamp"]!).Where(stamp => (string?)stamp["type"] == "word").ToList();
        Assert.Equal(
            [("Hi", 0, 120), ("you", 180, 360)],
            words.Select(word => ((string)word["text"]!, (int)word["time"]!["begin"]!, (int)word["time"]!["end"]!)));
        Assert.Equal(5, stamps.Count - words.Count);
        Assert.All(stamps, stamp => Assert.Equal((string?)messages[0]["snippet_id"], (string?)stamp["snippet_id"]));
    }

    [Fact]
    public async Task A_generation_can_be_carried_on()
    {
        await using var hume = await Hume.StartAsync();
        var first = await Wire.OpenAsync(hume, Path + "?no_binary=true");
        await first.SendAsync($$"""{"text":"The same words.",{{Ava}}}""");
        var snippet = await ReadSnippetAsync(first);
        await first.DisposeAsync();

        await using var second = await Wire.OpenAsync(hume, Path + $"?no_binary=true&context_generation_id={snippet[0]["generation_id"]}");
        await second.SendAsync("""{"text":"The same words."}""");
        var carriedOn = await ReadSnippetAsync(second);

        Assert.Equal(snippet.Select(chunk => (string?)chunk["audio"]), carriedOn.Select(chunk => (string?)chunk["audio"]));
        var saved = await hume.PostAsync("/v0/tts/voices", $$"""{"name":"mine","generation_id":"{{carriedOn[0]["generation_id"]}}"}""");
        saved.Ok();
    }

    [Theory]
    [InlineData("", "no JSON", "E0100")]
    [InlineData("", """{"txt":"Hello."}""", "txt")]
    [InlineData("", """{"text":"Hello.","speed":4}""", "speed")]
    [InlineData("", """{"text":"Hello.","trailing_silence":6}""", "trailing_silence")]
    [InlineData("", """{"text":"Hello.","voice":{"name":"Ava Song"}}""", "HUME_AI")]
    [InlineData("?version=1", """{"text":"Hello.","voice":{"name":"Imani Carter","provider":"HUME_AI"}}""", "Octave 2")]
    public async Task A_message_that_is_wrong_closes_the_connection_with_the_reason(string query, string message, string named)
    {
        await using var hume = await Hume.StartAsync();
        await using var speech = await Wire.OpenAsync(hume, Path + query);

        await speech.SendAsync(message);

        var error = Assert.Single(await speech.ReadToCloseAsync(1008));
        Assert.Equal("error", (string?)error["type"]);
        Assert.Contains(named, error.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(named, speech.Socket.CloseStatusDescription, StringComparison.Ordinal);
    }

    private static async Task<List<JsonNode>> ReadSnippetAsync(Wire speech)
    {
        var chunks = new List<JsonNode>();
        do
        {
            chunks.Add(await speech.ReadAsync("audio"));
        }
        while (!(bool)chunks[^1]["is_last_chunk"]!);
        return chunks;
    }

    private static async Task<short[]> SnippetAudioAsync(Wire speech) =>
        [.. (await ReadSnippetAsync(speech)).SelectMany(chunk => Wav.Parse(Convert.FromBase64String((string)chunk["audio"]!)).Samples)];
}
