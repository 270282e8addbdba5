using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class ChatToolTests
{
    private const string WeatherParameters = """
        {"type":"object","required":["location","format"],"properties":{"location":{"type":"string"},
        "format":{"type":"string","enum":["celsius","fahrenheit"]},"days":{"type":"integer"}}}
        """;

    [Fact]
    public async Task A_text_about_the_weather_calls_the_tool_and_the_answer_uses_its_result()
    {
        await using var hume = await Hume.StartAsync();
        await using var chat = await OpenAsync(hume);

        await chat.SendAsync("""{"type":"user_input","text":"What is the weather like in New York?"}""");
        await chat.ReadAsync("user_message");
        var call = await chat.ReadAsync("tool_call");

        Assert.Equal(("get_current_weather", "function"), ((string?)call["name"], (string?)call["tool_type"]));
        Assert.True((bool)call["response_required"]!);
        Assert.Equal("""{"location":"New York","format":"celsius"}""", (string?)call["parameters"]);

        var response = new JsonObject
        {
            ["type"] = "tool_response",
            ["tool_call_id"] = (string?)call["tool_call_id"],
            ["content"] = "21 degrees and sunny",
            ["tool_name"] = "get_current_weather",
            ["tool_type"] = "function",
        };
        await chat.SendAsync(response);
        var turn = await chat.ReadUntilAsync("assistant_end");

        Assert.DoesNotContain(turn, message => (string?)message["type"] == "tool_response");
        Assert.Contains(turn, message => (string?)message["message"]?["content"] == "21 degrees and sunny");
        Assert.Contains(turn, message => (string?)message["type"] == "audio_output");
        var id = Assert.Single(hume.Simulator.Sockets).ChatId;
        var events = (await hume.GetAsync($"/v0/evi/chats/{id}?page_size=100")).Ok()["events_page"]!.AsArray();
        Assert.Equal(
            ["FUNCTION_CALL", "FUNCTION_CALL_RESPONSE"],
            events.Select(entry => (string)entry!["type"]!).Where(type => type.StartsWith("FUNCTION", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(""" "content":"Ask me later." """, "Ask me later.")]
    [InlineData(""" "level":"warn" """, "The weather is not known.")]
    public async Task A_tool_that_fails_is_answered_with_what_there_is_instead(string more, string expected)
    {
        await using var hume = await Hume.StartAsync();
        await using var chat = await OpenAsync(hume);
        await chat.SendAsync("""{"type":"user_input","text":"weather"}""");
        await chat.ReadAsync("user_message");
        var call = await chat.ReadAsync("tool_call");

        await chat.SendAsync($$"""{"type":"tool_error","tool_call_id":"{{call["tool_call_id"]}}","error":"timeout",{{more}}}""");

        Assert.Equal(expected, (string?)(await chat.ReadAsync("assistant_message"))["message"]!["content"]);
    }

    [Fact]
    public async Task A_result_that_no_call_waits_for_is_an_error()
    {
        await using var hume = await Hume.StartAsync();
        await using var chat = await OpenAsync(hume);

        await chat.SendAsync("""{"type":"tool_response","tool_call_id":"call_1","content":"21"}""");

        Assert.Equal("E0400", (string?)(await chat.ReadAsync("error"))["code"]);
    }

    [Fact]
    public async Task The_tools_of_a_config_are_called_by_their_name()
    {
        await using var hume = await Hume.StartAsync();
        var tool = await hume.PostAsync("/v0/evi/tools", """{"name":"dice","parameters":"{}"}""");
        var config = await hume.PostAsync("/v0/evi/configs", $$"""{"name":"c","evi_version":"3","tools":[{"id":"{{tool.Json["id"]}}"}]}""");
        var (chat, _) = await Wire.OpenChatAsync(hume, $"?config_id={config.Json["id"]}");
        await using var __ = chat;

        await chat.SendAsync("""{"type":"user_input","text":"Throw the dice for me, please."}""");
        await chat.ReadAsync("user_message");

        Assert.Equal("""{"text":"me, please"}""", (string?)(await chat.ReadAsync("tool_call"))["parameters"]);
    }

    [Fact]
    public async Task Talk_that_needs_no_tool_calls_none()
    {
        await using var hume = await Hume.StartAsync();
        await using var chat = await OpenAsync(hume);

        await chat.SendAsync("""{"type":"user_input","text":"Good morning"}""");
        await chat.ReadAsync("user_message");

        await chat.ReadAsync("assistant_message");
    }

    private static async Task<Wire> OpenAsync(Hume hume)
    {
        var (chat, _) = await Wire.OpenChatAsync(hume);
        var tool = new JsonObject
        {
            ["type"] = "function",
            ["name"] = "get_current_weather",
            ["parameters"] = WeatherParameters,
            ["fallback_content"] = "The weather is not known.",
        };
        await chat.SendAsync(new JsonObject { ["type"] = "session_settings", ["tools"] = new JsonArray(tool) });
        await chat.ReadAsync("session_settings");
        return chat;
    }
}
