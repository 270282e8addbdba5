using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class ConnectTests
{
    [Fact]
    public async Task A_second_connection_hears_what_the_first_hears()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, joined, metadata) = await OpenBothAsync(hume);
        await using var _ = chat;
        await using var __ = joined;

        Assert.Equal(((string?)metadata["chat_id"], (string?)metadata["chat_group_id"]), await IdsAsync(joined));
        await chat.SendAsync("""{"type":"user_input","text":"Hello"}""");

        var first = await chat.ReadUntilAsync("assistant_end");
        var second = await joined.ReadUntilAsync("assistant_end");
        Assert.Equal(first.Select(message => message.ToJsonString()), second.Select(message => message.ToJsonString()));
    }

    [Fact]
    public async Task A_second_connection_may_send_everything_but_audio()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, joined, _) = await OpenBothAsync(hume);
        await using var __ = chat;
        await using var ___ = joined;
        await joined.ReadAsync("chat_metadata");

        await joined.SendAsync("""{"type":"audio_input","data":""}""");
        Assert.Equal("E0101", (string?)(await joined.ReadAsync("error"))["code"]);

        await joined.SendAsync("""{"type":"session_settings","tools":[{"type":"function","name":"dice","parameters":"{}"}]}""");
        await chat.ReadAsync("session_settings");
        await joined.SendAsync("""{"type":"user_input","text":"dice"}""");
        await chat.ReadAsync("user_message");
        var call = await chat.ReadAsync("tool_call");
        await joined.SendAsync($$"""{"type":"tool_response","tool_call_id":"{{call["tool_call_id"]}}","content":"six"}""");
        await chat.ReadUntilAsync("assistant_end");
        await joined.SendAsync("""{"type":"user_input","text":"dice"}""");
        await chat.ReadAsync("user_message");
        call = await chat.ReadAsync("tool_call");
        await joined.SendAsync($$"""{"type":"tool_error","tool_call_id":"{{call["tool_call_id"]}}","error":"lost"}""");
        await chat.ReadUntilAsync("assistant_end");
        await joined.SendAsync("""{"type":"pause_assistant_message"}""");
        await joined.SendAsync("""{"type":"assistant_input","text":"Held"}""");
        await joined.SendAsync("""{"type":"resume_assistant_message"}""");
        Assert.Equal("Held", (string?)(await chat.ReadAsync("assistant_message"))["message"]!["content"]);
    }

    [Fact]
    public async Task Mistakes_of_one_connection_are_told_to_that_one_alone()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, joined, _) = await OpenBothAsync(hume);
        await using var __ = chat;
        await using var ___ = joined;
        await joined.ReadAsync("chat_metadata");

        for (var i = 0; i < 10; i++)
            await joined.SendAsync("no JSON");

        Assert.Equal(10, (await joined.ReadToCloseAsync(1008)).Count);
        await chat.SendAsync("""{"type":"user_input","text":"Still here"}""");
        await chat.ReadAsync("user_message");
    }

    [Fact]
    public async Task A_chat_that_does_not_allow_it_cannot_be_joined()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, metadata) = await Wire.OpenChatAsync(hume);
        await using var _ = chat;

        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Hume-Api-Key", hume.Simulator.ApiKey);
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ConnectAsync(Wire.AddressOf(hume, $"/v0/evi/chat/{metadata["chat_id"]}/connect"), CancellationToken.None));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task The_chat_outlives_those_who_joined_but_not_the_other_way_round()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, joined, metadata) = await OpenBothAsync(hume);
        await using var _ = chat;
        await joined.ReadAsync("chat_metadata");
        await joined.CloseAsync();
        await joined.DisposeAsync();
        await using var again = await JoinAsync(hume, metadata);
        await again.ReadAsync("chat_metadata");
        await chat.SendAsync("""{"type":"user_input","text":"Hello"}""");
        await again.ReadUntilAsync("assistant_end");

        await chat.CloseAsync();

        Assert.Empty(await again.ReadToCloseAsync(1000));
    }

    [Fact]
    public async Task Messages_of_the_rest_control_plane_reach_the_chat()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, metadata) = await Wire.OpenChatAsync(hume, "?allow_connection=true");
        await using var _ = chat;
        var path = $"/v0/evi/chat/{metadata["chat_id"]}/send";

        (await hume.PostAsync(path, """{"type":"session_settings","custom_session_id":"from outside"}""")).Ok();
        await chat.ReadAsync("session_settings");
        (await hume.PostAsync(path, """{"type":"user_input","text":"From outside"}""")).Ok();
        var turn = await chat.ReadUntilAsync("assistant_end");
        var wrong = await hume.PostAsync(path, """{"type":"session_settings","voice_id":"nobody"}""");

        Assert.Equal(("From outside", "from outside"), ((string?)turn[0]["message"]!["content"], (string?)turn[0]["custom_session_id"]));
        Assert.Contains("E0716", Assert.Single(wrong.Faults()), StringComparison.Ordinal);
        var events = (await hume.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}")).Ok()["events_page"]!.AsArray();
        Assert.Single(events, entry => (string?)entry!["type"] == "USER_MESSAGE");
    }

    private static async Task<(Wire Chat, Wire Joined, JsonNode Metadata)> OpenBothAsync(Hume hume)
    {
        var (chat, metadata) = await Wire.OpenChatAsync(hume, "?allow_connection=true");
        return (chat, await JoinAsync(hume, metadata), metadata);
    }

    private static Task<Wire> JoinAsync(Hume hume, JsonNode metadata) =>
        Wire.OpenAsync(hume, $"/v0/evi/chat/{metadata["chat_id"]}/connect");

    private static async Task<(string?, string?)> IdsAsync(Wire wire)
    {
        var metadata = await wire.ReadAsync("chat_metadata");
        return ((string?)metadata["chat_id"], (string?)metadata["chat_group_id"]);
    }
}
