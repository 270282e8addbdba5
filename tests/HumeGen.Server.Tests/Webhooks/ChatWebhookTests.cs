using System.Text.Json.Nodes;

namespace HumeGen.Server.Tests.Webhooks;

/// <summary>The webhooks of a config, as a chat with it sends them.</summary>
public class ChatWebhookTests
{
    private const string Tool = """{"name":"get_current_weather","parameters":"{\"type\":\"object\",\"properties\":{\"location\":{\"type\":\"string\"} } }"}""";

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task A_chat_tells_the_webhooks_of_its_config_its_start_its_calls_of_tools_and_its_end(Served form)
    {
        await using var receiver = new Receiver();
        await using var host = await StartAsync(form, receiver.Authority);
        var config = await CreateConfigAsync(host, receiver.Url, """["chat_started","chat_ended","tool_call"]""");
        string group;
        await using (var chat = await HumeSocket.OpenAsync(host, $"/v0/evi/chat?config_id={config}"))
        {
            var metadata = await chat.ReadAsync();
            group = (string)metadata!["chat_group_id"]!;

            var started = await receiver.NextAsync();
            started.MustBeSignedWith(HumeHost.Key);
            Assert.Equal("application/json", started.Headers["Content-Type"]);
            MustHave(started.Json, "chat_started", metadata, config);
            Assert.Equal("new_chat_group", (string?)started.Json["chat_start_type"]);
            Assert.True((long)started.Json["start_time"]! > 1_600_000_000_000);

            await chat.SendAsync("""{"type":"session_settings","custom_session_id":"mine"}""");
            await chat.SendAsync("""{"type":"user_input","text":"Please call get_current_weather for Lisbon"}""");
            var called = await receiver.NextAsync();
            called.MustBeSignedWith(HumeHost.Key);
            MustHave(called.Json, "tool_call", metadata, config);
            Assert.Equal("mine", (string?)called.Json["custom_session_id"]);
            Assert.True((long)called.Json["timestamp"]! > 1_600_000_000_000);
            Assert.Equal(("tool_call", "get_current_weather"), ((string?)called.Json["tool_call_message"]!["type"], (string?)called.Json["tool_call_message"]!["name"]));

            await chat.Client.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            var ended = await receiver.NextAsync();
            ended.MustBeSignedWith(HumeHost.Key);
            MustHave(ended.Json, "chat_ended", metadata, config);
            Assert.Equal("USER_ENDED", (string?)ended.Json["end_reason"]);
            Assert.True((long)ended.Json["duration_seconds"]! >= 0);
            Assert.True((long)ended.Json["end_time"]! >= (long)started.Json["start_time"]!);
        }

        await using var again = await HumeSocket.OpenAsync(host, $"/v0/evi/chat?config_id={config}&resumed_chat_group_id={group}");
        Assert.Equal("resumed_chat_group", (string?)(await receiver.NextAsync()).Json["chat_start_type"]);
    }

    [Fact]
    public async Task A_webhook_gets_the_events_that_it_names_only()
    {
        await using var receiver = new Receiver();
        await using var host = await StartAsync(Served.Server, receiver.Authority);
        var config = await CreateConfigAsync(host, receiver.Url, """["chat_ended"]""");
        await using (var chat = await HumeSocket.OpenAsync(host, $"/v0/evi/chat?config_id={config}"))
        {
            await chat.ReadAsync();
            await chat.Client.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        Assert.Equal("chat_ended", (string?)(await receiver.NextAsync()).Json["event_name"]);
        Assert.Equal(1, receiver.Count);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_holds_up_neither_the_chat_nor_the_stop()
    {
        await using var silent = new RawServer(static connection => connection.HangAsync());
        await using var host = await StartAsync(Served.Server, silent.Address.Authority);
        var config = await CreateConfigAsync(host, silent.Address.ToString(), """["chat_started","chat_ended"]""");
        await using var chat = await HumeSocket.OpenAsync(host, $"/v0/evi/chat?config_id={config}");

        Assert.Equal("chat_metadata", (string?)(await chat.ReadAsync())!["type"]);
        await host.Server!.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static void MustHave(JsonNode body, string name, JsonNode metadata, string config)
    {
        Assert.Equal(name, (string?)body["event_name"]);
        Assert.Equal((string?)metadata["chat_id"], (string?)body["chat_id"]);
        Assert.Equal((string?)metadata["chat_group_id"], (string?)body["chat_group_id"]);
        Assert.Equal(config, (string?)body["config_id"]);
        foreach (var member in new[] { "caller_number", "custom_session_id", "twilio_metadata" })
            Assert.True(body.AsObject().ContainsKey(member), member);
    }

    private static async Task<string> CreateConfigAsync(HumeHost host, string url, string events)
    {
        var tool = (string)(await host.SendAsync(HttpMethod.Post, "/v0/evi/tools", Tool)).Json["id"]!;
        var config = $$"""{"name":"with webhooks","evi_version":"3","tools":[{"id":"{{tool}}"}],"webhooks":[{"url":"{{url}}","events":{{events}} }] }""";
        return (string)(await host.SendAsync(HttpMethod.Post, "/v0/evi/configs", config)).Json["id"]!;
    }

    private static Task<HumeHost> StartAsync(Served form, string allowed) => HumeHost.StartAsync(form, allowedAddresses: [allowed]);
}
