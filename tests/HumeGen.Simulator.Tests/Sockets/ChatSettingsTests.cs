using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class ChatSettingsTests
{
    [Fact]
    public async Task Settings_are_echoed_and_the_session_id_stands_in_every_message_from_then_on()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;
        const string settings = """
            {"type":"session_settings","audio":{"channels":1,"encoding":"linear16","sample_rate":16000,"codec":null},
            "builtin_tools":[{"name":"web_search","fallback_content":null}],"context":{"text":"The user is in Paris.","type":"persistent"},
            "custom_session_id":"s-1","metadata":{"tenant":"a","n":1},"system_prompt":"Be brief.",
            "tools":[{"type":"function","name":"clock","parameters":"{ \"type\": \"object\" }","description":null}],
            "variables":{"name":"Ada","age":36,"vip":true}}
            """;

        await chat.SendAsync(settings);
        var echo = await chat.ReadAsync("session_settings");
        await chat.SendAsync("""{"type":"user_input","text":"Hello"}""");
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(settings), echo));
        Assert.All(turn, message => Assert.Equal("s-1", (string?)message["custom_session_id"]));
    }

    [Fact]
    public async Task Settings_may_stand_in_the_query()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(
            hume,
            "?session_settings[custom_session_id]=mine&session_settings[variables][name]=Ada&session_settings%5Bvariables%5D%5Bage%5D=36"
            + "&session_settings[context][text]=In%20Paris&session_settings[event_limit]=5");
        await using var __ = chat;

        var echo = await chat.ReadAsync("session_settings");

        const string expected = """
            {"custom_session_id":"mine","variables":{"name":"Ada","age":36},"context":{"text":"In Paris"},"type":"session_settings"}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), echo), echo.ToJsonString());
    }

    [Theory]
    [InlineData("""{"audio":{"encoding":"mulaw","channels":1,"sample_rate":8000}}""", "audio.encoding")]
    [InlineData("""{"audio":{"encoding":"linear16","sample_rate":8000}}""", "audio.channels")]
    [InlineData("""{"audio":{"encoding":"linear16","channels":1,"sample_rate":5}}""", "audio.sample_rate")]
    [InlineData("""{"context":{"text":"a","type":"editable"}}""", "context.type")]
    [InlineData("""{"variables":{"a":[1]}}""", "variables.a")]
    [InlineData("""{"tools":[{"type":"function","name":"a","parameters":"no JSON"}]}""", "tools[0].parameters")]
    [InlineData("""{"builtin_tools":[{"name":"dance"}]}""", "builtin_tools[0].name")]
    [InlineData("""{"system_promt":"typo"}""", "system_promt")]
    public async Task Wrong_settings_are_an_error_and_none_of_them_is_applied(string settings, string place)
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;

        var message = JsonNode.Parse(settings)!;
        (message["type"], message["custom_session_id"]) = ("session_settings", "not applied");
        await chat.SendAsync(message);
        var error = await chat.ReadAsync("error");
        await chat.SendAsync("""{"type":"user_input","text":"Hello"}""");

        Assert.Equal(("E0716", "session_settings_invalid"), ((string?)error["code"], (string?)error["slug"]));
        Assert.Contains(place, (string?)error["message"], StringComparison.Ordinal);
        Assert.Null((await chat.ReadAsync("user_message"))["custom_session_id"]);
    }

    [Theory]
    [InlineData("session_settings[audio][sample_rate]=fast", "audio.sample_rate")]
    [InlineData("session_settings[audio]=loud", "audio")]
    [InlineData("session_settings={}", "session_settings")]
    [InlineData("session_settings[colour]=red", "colour")]
    [InlineData("voice_id=nobody", "voice_id")]
    public async Task Wrong_settings_in_the_query_are_an_error_after_the_metadata_and_the_chat_goes_on(string query, string place)
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume, "?" + query);
        await using var __ = chat;

        var error = await chat.ReadAsync("error");
        await chat.SendAsync("""{"type":"user_input","text":"Hello"}""");

        Assert.Equal("E0716", (string?)error["code"]);
        Assert.Contains(place, (string?)error["message"], StringComparison.Ordinal);
        await chat.ReadAsync("user_message");
    }

    [Fact]
    public async Task Another_voice_says_the_same_words_with_another_sound()
    {
        await using var hume = await Hume.StartAsync();
        var voices = (await hume.GetAsync("/v0/tts/voices?provider=HUME_AI")).Ok()["voices_page"]!.AsArray();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;

        var before = await SayAsync(chat);
        await chat.SendAsync(new JsonObject { ["type"] = "session_settings", ["voice_id"] = (string?)voices[0]!["id"] });
        await chat.ReadAsync("session_settings");
        var after = await SayAsync(chat);

        Assert.Equal(before.Length, after.Length);
        Assert.NotEqual(before, after);
    }

    private static async Task<byte[]> SayAsync(Wire chat)
    {
        await chat.SendAsync("""{"type":"assistant_input","text":"The same words"}""");
        var turn = await chat.ReadUntilAsync("assistant_end");
        return
        [
            .. turn.Where(message => message["data"] is not null)
                .SelectMany(message => Convert.FromBase64String((string)message["data"]!)),
        ];
    }
}
