using System.Text.Json.Nodes;

namespace HumeGen.Server.Tests.Transport;

/// <summary>One answer for all that a path or a handshake names and that does not exist.</summary>
public sealed class MissingThingTests
{
    private const string Nobody = "795c949a-1510-4a80-9646-7d0863b023ab";

    private static readonly (HttpMethod Method, string Path, string? Body, string Code)[] Calls =
    [
        (HttpMethod.Get, $"/v0/evi/configs/{Nobody}", null, "E0709"),
        (HttpMethod.Get, $"/v0/evi/configs/{Nobody}/version/0", null, "E0709"),
        (HttpMethod.Post, $"/v0/evi/configs/{Nobody}", """{"evi_version":"3"}""", "E0709"),
        (HttpMethod.Patch, $"/v0/evi/configs/{Nobody}", """{"name":"n"}""", "E0709"),
        (HttpMethod.Delete, $"/v0/evi/configs/{Nobody}", null, "E0709"),
        (HttpMethod.Delete, $"/v0/evi/configs/{Nobody}/version/0", null, "E0709"),
        (HttpMethod.Get, $"/v0/evi/prompts/{Nobody}", null, "E0400"),
        (HttpMethod.Delete, $"/v0/evi/prompts/{Nobody}", null, "E0400"),
        (HttpMethod.Get, $"/v0/evi/tools/{Nobody}", null, "E0400"),
        (HttpMethod.Patch, $"/v0/evi/tools/{Nobody}/version/3", """{"version_description":"d"}""", "E0400"),
        (HttpMethod.Get, $"/v0/evi/custom_voices/{Nobody}", null, "E0400"),
        (HttpMethod.Get, $"/v0/evi/chats/{Nobody}", null, "E0400"),
        (HttpMethod.Get, $"/v0/evi/chats/{Nobody}/audio", null, "E0400"),
        (HttpMethod.Get, $"/v0/evi/chat_groups/{Nobody}", null, "E0708"),
        (HttpMethod.Get, $"/v0/evi/chat_groups/{Nobody}/events", null, "E0708"),
        (HttpMethod.Post, $"/v0/evi/chat/{Nobody}/send", """{"type":"user_input","text":"Hello"}""", "E0400"),
        (HttpMethod.Delete, "/v0/tts/voices?name=nobody", null, "E0400"),
        (HttpMethod.Get, $"/v0/batch/jobs/{Nobody}", null, "E0400"),
        (HttpMethod.Get, $"/v0/batch/jobs/{Nobody}/predictions", null, "E0400"),
        (HttpMethod.Get, $"/v0/batch/jobs/{Nobody}/artifacts", null, "E0400"),
    ];

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S9_a_call_is_400_with_a_code_and_a_message_whatever_is_missing(Served form)
    {
        await using var hume = await HumeHost.StartAsync(form);

        foreach (var (method, path, body, code) in Calls)
        {
            var answer = await hume.SendAsync(method, path, body);
            var words = $"{method} {path}: {answer.Status} {answer.Text}";
            Assert.True(answer.Status == 400 && (string?)answer.Json["code"] == code && (string?)answer.Json["error"] == "not_found", words);
            Assert.False(string.IsNullOrEmpty((string?)answer.Json["message"]), words);
        }
    }

    [Fact]
    public async Task S9_the_messages_hold_what_the_older_python_client_shows_and_compares()
    {
        await using var hume = await HumeHost.StartAsync(Served.Server);

        Assert.Contains($"Config (ID: {Nobody}", (string?)(await hume.GetAsync($"/v0/evi/configs/{Nobody}")).Json["message"], StringComparison.Ordinal);
        Assert.Equal("job not found", (string?)(await hume.GetAsync($"/v0/batch/jobs/{Nobody}")).Json["message"]);
    }

    [Theory]
    [InlineData(Served.Server, $"/v0/evi/chat?config_id={Nobody}", "E0709")]
    [InlineData(Served.Simulator, $"/v0/evi/chat?config_id={Nobody}", "E0709")]
    [InlineData(Served.Server, $"/v0/evi/chat?config_id={Nobody}&config_version=7", "E0709")]
    [InlineData(Served.Server, $"/v0/evi/chat?resumed_chat_group_id={Nobody}", "E0708")]
    [InlineData(Served.Simulator, $"/v0/evi/chat?resumed_chat_group_id={Nobody}", "E0708")]
    [InlineData(Served.Server, $"/v0/evi/chat/{Nobody}/connect", "E0400")]
    [InlineData(Served.Simulator, $"/v0/evi/chat/{Nobody}/connect", "E0400")]
    public async Task S9_a_handshake_is_accepted_told_the_code_and_closed_with_1008(Served form, string path, string code)
    {
        await using var hume = await HumeHost.StartAsync(form);

        await using var socket = await HumeSocket.OpenAsync(hume, path);

        var error = Assert.Single(await socket.ReadToCloseAsync(1008));
        Assert.Equal(("error", code), ((string?)error["type"], (string?)error["code"]));
        Assert.NotEqual("error", (string?)error["slug"]);
        Assert.NotNull((string?)error["request_id"]);
    }

    [Fact]
    public async Task S9_a_chat_group_that_began_with_another_config_is_a_message_too()
    {
        await using var hume = await HumeHost.StartAsync(Served.Simulator);
        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
            ids.Add((string)(await hume.SendAsync(HttpMethod.Post, "/v0/evi/configs", $$"""{"evi_version":"3","name":"{{i}}"}""")).Json["id"]!);

        JsonNode metadata;
        await using (var first = await HumeSocket.OpenAsync(hume, $"/v0/evi/chat?config_id={ids[0]}"))
        {
            metadata = (await first.ReadAsync())!;
            await first.Client.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        await using var socket = await HumeSocket.OpenAsync(hume, $"/v0/evi/chat?config_id={ids[1]}&resumed_chat_group_id={metadata["chat_group_id"]}");

        Assert.Equal("E0710", (string?)Assert.Single(await socket.ReadToCloseAsync(1008))["code"]);
    }

    [Theory]
    [InlineData(Served.Server)]
    [InlineData(Served.Simulator)]
    public async Task S9_an_address_that_the_api_does_not_have_is_404(Served form)
    {
        await using var hume = await HumeHost.StartAsync(form);

        Assert.Equal(404, (await hume.GetAsync("/v0/evi/nowhere")).Status);
        Assert.Equal(404, (await hume.GetAsync("/")).Status);
    }
}
