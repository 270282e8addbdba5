using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

/// <summary>All that messages of WebSockets could pile up has a limit, and who goes beyond it hears so on the channel.</summary>
[Trait("Attack", "docs/reliability.md#sockets-that-pile-up")]
public sealed class SocketLimitTests
{
    [Fact]
    public async Task No_more_sockets_open_than_the_limit_and_a_closed_one_makes_room()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { Sockets = 2 } });
        var (first, _) = await Wire.OpenChatAsync(hume);
        await using var one = first;
        await using var two = await Wire.OpenAsync(hume, "/v0/stream/models");

        using var third = new ClientWebSocket();
        third.Options.CollectHttpResponseDetails = true;
        third.Options.SetRequestHeader("X-Hume-Api-Key", hume.Simulator.ApiKey);
        await Assert.ThrowsAsync<WebSocketException>(() => third.ConnectAsync(Wire.AddressOf(hume, "/v0/evi/chat"), CancellationToken.None));
        Assert.Equal(HttpStatusCode.TooManyRequests, third.HttpStatusCode);

        await first.CloseAsync();
        while (hume.Simulator.Sockets.Count > 1)
            await Task.Yield();
        var (fourth, _) = await Wire.OpenChatAsync(hume);
        await fourth.DisposeAsync();
    }

    [Fact]
    public async Task The_longest_message_is_an_option()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { SocketMessageBytes = 20_000 } });
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var open = chat;

        await chat.SendAsync(new JsonObject { ["type"] = "user_input", ["text"] = new string('x', 20_000) });

        await chat.ReadToCloseAsync(1009);
    }

    [Fact]
    public async Task Messages_that_are_received_at_the_same_time_have_a_limit_together()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { IncomingBytes = 100_000 } });
        var (one, _) = await Wire.OpenChatAsync(hume);
        var (two, _) = await Wire.OpenChatAsync(hume);
        await using var first = one;
        await using var second = two;
        var half = Encoding.UTF8.GetBytes("{\"type\":\"user_input\",\"text\":\"" + new string('x', 40_000));
        await one.Socket.SendAsync(half, WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
        await two.Socket.SendAsync(half, WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);

        // Whichever needed the room last is closed, and the other goes on.
        var ends = await Task.WhenAny(one.ReceiveAsync(), two.ReceiveAsync());
        Assert.Null(await ends);
        var (closed, open) = one.Socket.CloseStatus is null ? (two, one) : (one, two);
        Assert.Equal(1013, (int?)closed.Socket.CloseStatus);
        Assert.Equal(WebSocketState.Open, open.Socket.State);
    }

    [Theory]
    [InlineData("user_input")]
    [InlineData("assistant_input")]
    public async Task A_text_longer_than_the_assistant_speaks_is_an_error(string type)
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var open = chat;

        await chat.SendAsync(new JsonObject { ["type"] = type, ["text"] = new string('x', 25_001) });

        var error = await chat.ReadAsync("error");
        Assert.Equal("E0101", (string?)error["code"]);
        Assert.Contains("at most 25000 characters", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_many_small_values_is_an_error()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var open = chat;

        await chat.SendAsync($$"""{"type":"session_settings","metadata":{"a":[{{string.Join(',', Enumerable.Repeat("1", 100_000))}}]} }""");

        Assert.Equal("E0100", (string?)(await chat.ReadAsync("error"))["code"]);
    }

    [Fact]
    public async Task Speech_that_waits_does_not_pile_up()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var open = chat;

        // The first is spoken for minutes, as nobody reads it.
        for (var i = 0; i < 102; i++)
            await chat.SendAsync(new JsonObject { ["type"] = "assistant_input", ["text"] = new string('x', 2000) });
        JsonNode message;
        do
        {
            message = await chat.ReadAsync();
        }
        while ((string?)message["type"] is "assistant_message" or "assistant_prosody" or "audio_output");

        Assert.Equal("error", (string?)message["type"]);
        Assert.Contains("100 things to say already", (string?)message["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chats_that_ended_make_room_for_others()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { HistoryBytes = 60_000 } });
        var groups = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            var (chat, metadata) = await Wire.OpenChatAsync(hume);
            await using var open = chat;
            groups.Add((string)metadata["chat_group_id"]!);
            await chat.SendAsync(new JsonObject { ["type"] = "user_input", ["text"] = new string('x', 10_000) });
            await chat.ReadUntilAsync("assistant_end");
            await chat.CloseAsync();
        }

        var (last, _) = await Wire.OpenChatAsync(hume);
        await using var opened = last;
        await last.SendAsync("""{"type":"user_input","text":"Hello!"}""");
        await last.ReadUntilAsync("assistant_end");

        Assert.Equal(HttpStatusCode.BadRequest, (await hume.GetAsync($"/v0/evi/chat_groups/{groups[0]}")).Status);
        (await hume.GetAsync($"/v0/evi/chat_groups/{groups[3]}")).Ok();
    }

    [Fact]
    public async Task The_history_of_an_active_chat_has_an_end()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { HistoryBytes = 100_000 } });
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var open = chat;

        var answers = new List<JsonNode>();
        for (var i = 0; i < 20 && !answers.Any(m => (string?)m["type"] == "error"); i++)
        {
            await chat.SendAsync(new JsonObject { ["type"] = "session_settings", ["system_prompt"] = new string('x', 10_000) });
            answers.Add(await chat.ReadAsync());
        }

        Assert.Equal("session_settings", (string?)answers[0]["type"]);
        Assert.Contains("no room for more history", (string?)answers[^1]["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_of_hours_is_not_put_together()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { AudioSeconds = 30 } });
        var (chat, metadata) = await Wire.OpenChatAsync(hume);
        await using var open = chat;
        for (var i = 0; i < 2; i++)
        {
            // 24 seconds each.
            await chat.SendAsync(new JsonObject { ["type"] = "assistant_input", ["text"] = new string('x', 400) });
            await chat.ReadUntilAsync("assistant_end");
        }

        await chat.CloseAsync();

        var audio = (await hume.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}/audio")).Ok();

        Assert.Equal("ERROR", (string?)audio["status"]);
        Assert.Null(audio["signed_audio_url"]);
    }
}
