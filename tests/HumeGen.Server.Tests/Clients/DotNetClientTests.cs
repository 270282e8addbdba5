using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Server.Tests.Clients;

/// <summary>Requests as Hume's .NET client and its quickstarts write them: keys in queries, no voice, lines of JSON.</summary>
public class DotNetClientTests
{
    [Theory]
    [SimulatorAndServer("instant_mode=true")]
    [SimulatorAndServer("instant_mode=true&version=2")]
    [SimulatorAndServer("instant_mode=false&version=2")]
    public async Task S5_the_input_stream_speaks_without_a_voice(string kind, string query)
    {
        await using var service = await Service.StartAsync(kind);
        await using var speech = await service.OpenAsync($"/v0/tts/stream/input?api_key={service.Key}&format_type=pcm&no_binary=true&strip_headers=true&{query}");

        await speech.SendAsync("""{"text":"Nobody chose a voice for me. "}""");
        await speech.SendAsync("""{"text":"And yet I speak."}""");
        await speech.SendAsync("""{"flush":true}""");
        await speech.SendAsync("""{"close":true}""");

        Assert.NotEmpty(Convert.FromBase64String((string)(await speech.UntilAsync("audio"))["audio"]!));
        Assert.Equal(1000, await speech.CloseCodeAsync());
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S6_who_joins_a_chat_gets_its_history_and_then_what_is_new(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        var (chat, metadata) = await service.OpenChatAsync("&allow_connection=true");
        await using var chatting = chat;
        await chat.SendAsync("""{"type":"user_input","text":"Remember the lighthouse."}""");
        var first = await chat.UntilAsync("assistant_message");
        await chat.UntilAsync("assistant_end");
        var token = await service.TokenAsync();

        await using var side = await service.OpenAsync($"/v0/evi/chat/{metadata["chat_id"]}/connect?access_token={token}");
        var history = await side.AllUntilAsync(m => Content(m) == Content(first), "the history");
        await chat.SendAsync("""{"type":"user_input","text":"And the harbour."}""");
        var live = await side.AllUntilAsync(m => Content(m)?.Contains("harbour", StringComparison.Ordinal) == true && IsFrom(m, "assistant"), "what is new");

        Assert.Equal("chat_metadata", (string?)history[0]["type"]);
        Assert.Contains(history, m => IsFrom(m, "user") && Content(m) == "Remember the lighthouse.");
        Assert.DoesNotContain(live, m => Content(m) == Content(first));
    }

    [Theory]
    [SimulatorAndServer]
    public async Task S10_the_answer_to_a_tool_of_the_user_is_not_sent_back(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        var tool = await service.PostAsync("/v0/evi/tools", """{"name":"get_weather","parameters":"{}"}""");
        var config = await service.PostAsync("/v0/evi/configs", $$"""{"name":"helper","evi_version":"3","tools":[{"id":"{{tool["id"]}}","version":0}]}""");
        var (chat, _) = await service.OpenChatAsync($"&config_id={config["id"]}&config_version=0");
        await using var chatting = chat;
        await chat.SendAsync("""{"type":"user_input","text":"What is the weather like in Oslo?"}""");
        var call = await chat.UntilAsync("tool_call");

        await chat.SendAsync(new JsonObject { ["type"] = "tool_response", ["tool_call_id"] = (string?)call["tool_call_id"], ["content"] = "Sunny." }.ToJsonString());

        var after = await chat.AllUntilAsync(m => (string?)m["type"] == "assistant_end", "the end of the answer");
        Assert.DoesNotContain(after, m => (string?)m["type"] == "tool_response");
        Assert.Contains(after, m => Content(m)?.Contains("Sunny", StringComparison.Ordinal) == true);
    }

    [Theory]
    [SimulatorAndServer("""{"type":"session_settings","voice_id":"9e068547-5ba4-4c8e-8e03-69282a008f04","system_prompt":"Be brief."}""")]
    public async Task S13_a_voice_of_the_library_leaves_the_other_settings_as_they_are(string kind, string settings)
    {
        await using var service = await Service.StartAsync(kind);
        var (chat, metadata) = await service.OpenChatAsync("&session_settings%5Bvoice_id%5D=9e068547-5ba4-4c8e-8e03-69282a008f04&session_settings%5Bcustom_session_id%5D=mine");
        await using var chatting = chat;

        await chat.SendAsync(settings);
        await chat.SendAsync("""{"type":"user_input","text":"Hello!"}""");

        await chat.UntilAsync("assistant_end");
        var events = await service.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}?page_size=100");
        var told = events["events_page"]!.AsArray().Where(e => (string?)e!["type"] == "SESSION_SETTINGS").Select(e => (string?)e!["message_text"]).ToList();
        Assert.Contains(told, text => text!.Contains("mine", StringComparison.Ordinal));
        Assert.Contains(told, text => text!.Contains("Be brief.", StringComparison.Ordinal));
    }

    [Theory]
    [SimulatorAndServer]
    public async Task A_stream_of_JSON_has_no_empty_line_at_which_the_client_would_stop(string kind)
    {
        await using var service = await Service.StartAsync(kind);
        using var content = new StringContent("""{"utterances":[{"text":"One. Two. Three."}],"format":{"type":"pcm"}}""", Encoding.UTF8, "application/json");

        using var response = await service.Http.PostAsync(service.Address + "/v0/tts/stream/json", content);

        var lines = (await response.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');
        Assert.True(lines.Length > 1);
        Assert.All(lines, line => Assert.Equal("audio", (string?)JsonNode.Parse(line)!["type"]));
    }

    private static string? Content(JsonNode message) => (string?)message["message"]?["content"];

    private static bool IsFrom(JsonNode message, string role) => (string?)message["type"] == role + "_message";
}
