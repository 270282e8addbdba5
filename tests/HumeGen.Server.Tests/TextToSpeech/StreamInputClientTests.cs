using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HumeGen.Simulator.Engines;

namespace HumeGen.Server.Tests.TextToSpeech;

/// <summary>The input socket as the official clients use it.</summary>
public sealed class StreamInputClientTests
{
    [Theory]
    [InlineData("?instant_mode=true")]
    [InlineData("?version=2")]
    [InlineData("?instant_mode=true&version=2&no_binary=true&strip_headers=true&format_type=wav")]
    [InlineData("?no_binary=True&instant_mode=True&strip_headers=False&version=1")]
    public async Task S5_text_without_a_voice_is_spoken_in_every_mode(string query)
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());
        using var socket = await server.OpenAsync(query);

        await socket.SendAsync("""{"text":"Hello there."}""");
        await socket.SendAsync("""{"close":true}""");
        var (frames, bytes) = (0, 0);
        while (await socket.ReceiveAsync() is var (type, data))
        {
            Assert.True(type == WebSocketMessageType.Binary || (string?)JsonNode.Parse(data)!["type"] == "audio", Encoding.UTF8.GetString(data));
            (frames, bytes) = (frames + 1, bytes + data.Length);
        }

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        Assert.True(frames > 1 && bytes > "Hello there.".Length * 2880 * 2);
    }

    [Fact]
    public async Task S5_a_call_over_REST_still_needs_a_voice_there()
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());

        Assert.Equal(422, (int)(await server.PostAsync("/v0/tts/stream/json", """{"utterances":[{"text":"a"}],"instant_mode":true}""")).Status);
        Assert.Equal(422, (int)(await server.PostAsync("/v0/tts/stream/json", """{"utterances":[{"text":"a"}],"version":"2"}""")).Status);
    }

    [Fact]
    public async Task Members_that_are_null_count_as_absent()
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());
        using var socket = await server.OpenAsync("?no_binary=true");

        await socket.SendAsync("""{"text":"Hello.","voice":null,"description":null,"speed":null,"trailing_silence":null,"flush":null,"close":null}""");
        await socket.SendAsync("""{"text":"","flush":true}""");
        await socket.SendAsync("""{"close":true}""");

        Assert.All(await socket.ReadToCloseAsync(1000), item => Assert.Equal("audio", (string?)item["type"]));
    }

    [Fact]
    public async Task What_comes_after_a_close_is_not_spoken()
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());
        using var socket = await server.OpenAsync("?no_binary=true");

        await socket.SendAsync("""{"text":"One.","close":true}""");
        await socket.SendAsync("""{"text":"Two.","flush":true}""");

        Assert.Equal(["One."], (await socket.ReadToCloseAsync(1000)).Select(item => (string?)item["text"]).Distinct());
    }

    [Theory]
    [InlineData("Dr. Smith met J. K. Rowling. They talked.", "Dr. Smith met J. K. Rowling.|They talked.")]
    [InlineData("It costs 3.50 today. \"Cheap!\" she said.", "It costs 3.50 today.|\"Cheap!\"|she said.")]
    [InlineData("One...two? Three!", "One...two?|Three!")]
    [InlineData("First line\nSecond line\n", "First line|Second line")]
    [InlineData("今日は。元気ですか？はい", "今日は。|元気ですか？|はい")]
    public async Task Sentences_end_where_a_reader_would_end_them(string text, string sentences)
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());
        using var socket = await server.OpenAsync("?no_binary=true");

        // Word by word, as language models write.
        foreach (var word in Regex.Split(text, @"(?=\s)"))
            await socket.SendAsync(new JsonObject { ["text"] = word }.ToJsonString());

        await socket.SendAsync("""{"close":true}""");
        var spoken = await socket.ReadToCloseAsync(1000);
        var generation = await server.GenerateAsync(new JsonObject { ["utterances"] = new JsonArray(new JsonObject { ["text"] = text }) }.ToJsonString());

        Assert.Equal(sentences.Split('|'), spoken.Select(item => (string?)item["text"]).Distinct());
        Assert.Equal(sentences.Split('|'), generation["snippets"]![0]!.AsArray().Select(snippet => (string?)snippet!["text"]));
    }
}
