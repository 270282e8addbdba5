using System.Net.WebSockets;
using System.Text;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class SocketFaultTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_connection_is_in_the_list_from_the_moment_its_client_is_connected()
    {
        await using var hume = await Hume.StartAsync();
        await using var stream = await Wire.OpenAsync(hume, "/v0/stream/models");
        Assert.Equal("/v0/stream/models", Assert.Single(hume.Simulator.Sockets).Path);

        var (chat, metadata) = await Wire.OpenChatAsync(hume);
        await using var _ = chat;

        Assert.Equal([null, (string?)metadata["chat_id"]], hume.Simulator.Sockets.Select(socket => socket.ChatId));
    }

    [Fact]
    public async Task A_connection_can_be_cut_off()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;
        var socket = Assert.Single(hume.Simulator.Sockets);

        socket.Abort();
        socket.Abort();

        await Assert.ThrowsAsync<WebSocketException>(() => chat.ReceiveAsync());
        await socket.SendTextAsync("too late").WaitAsync(Bound);
        await socket.CloseAsync(1000).WaitAsync(Bound);
    }

    [Fact]
    public async Task A_connection_can_be_closed_with_any_code()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, metadata) = await Wire.OpenChatAsync(hume);
        await using var _ = chat;

        await Assert.Single(hume.Simulator.Sockets).CloseAsync(1011, "An outage");

        Assert.Empty(await chat.ReadToCloseAsync(1011));
        Assert.Equal("An outage", chat.Socket.CloseStatusDescription);
        await chat.CloseAsync();
        while ((string?)(await hume.GetAsync($"/v0/evi/chats/{metadata["chat_id"]}")).Ok()["status"] == "ACTIVE")
            await Task.Yield();
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1005)]
    [InlineData(5000)]
    public async Task A_code_that_must_not_be_sent_is_refused(int code)
    {
        await using var hume = await Hume.StartAsync();
        await using var wire = await Wire.OpenAsync(hume, "/v0/evi/chat");
        var socket = Assert.Single(hume.Simulator.Sockets);

        await Assert.ThrowsAsync<ArgumentException>(() => socket.CloseAsync(code));
        await Assert.ThrowsAsync<ArgumentException>(() => socket.CloseAsync(1000, new string('é', 62)));
    }

    [Fact]
    public async Task Anything_can_be_sent_into_a_connection()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;
        var socket = Assert.Single(hume.Simulator.Sockets);

        await socket.SendTextAsync("{ broken");
        await socket.SendTextAsync("one ", endOfMessage: false);
        await socket.SendTextAsync("message");
        await socket.SendBinaryAsync(new byte[] { 1, 2, 3 });

        Assert.Equal("{ broken", Text(await chat.ReceiveAsync()));
        Assert.Equal("one message", Text(await chat.ReceiveAsync()));
        var (type, data) = (await chat.ReceiveAsync())!.Value;
        Assert.Equal(WebSocketMessageType.Binary, type);
        Assert.Equal([1, 2, 3], data);
    }

    [Fact]
    public async Task A_server_can_go_away_in_the_middle_of_a_message()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;
        var socket = Assert.Single(hume.Simulator.Sockets);

        await socket.SendTextAsync("""{"type":"assistant_mess""", endOfMessage: false);
        var buffer = new byte[100];
        var start = await chat.Socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Bound);
        socket.Abort();

        Assert.False(start.EndOfMessage);
        await Assert.ThrowsAsync<WebSocketException>(() => chat.Socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Bound));
    }

    [Fact]
    public async Task A_server_that_stops_answering_answers_no_pings_either()
    {
        await using var hume = await Hume.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Hume-Api-Key", hume.Simulator.ApiKey);
        socket.Options.KeepAliveInterval = TimeSpan.FromMilliseconds(50);
        socket.Options.KeepAliveTimeout = TimeSpan.FromMilliseconds(200);
        await socket.ConnectAsync(Wire.AddressOf(hume, "/v0/stream/models"), CancellationToken.None);

        Assert.Single(hume.Simulator.Sockets).StopAnswering();

        await Assert.ThrowsAnyAsync<Exception>(() => socket.ReceiveAsync(new byte[10], CancellationToken.None).WaitAsync(Bound));
        Assert.Equal(WebSocketState.Aborted, socket.State);
    }

    [Fact]
    public async Task A_message_over_16_mebibytes_closes_the_connection()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;
        var data = new byte[(16 << 20) + 1];
        data.AsSpan().Fill((byte)' ');

        await chat.SendAsync(data, WebSocketMessageType.Text);

        Assert.Empty(await chat.ReadToCloseAsync(1009));
    }

    [Fact]
    public async Task Disposing_ends_every_connection_in_bounded_time()
    {
        var hume = await Hume.StartAsync();
        var open = new List<Wire>();
        foreach (var path in new[] { "/v0/evi/chat", "/v0/stream/models", "/v0/tts/stream/input", "/v0/evi/chat" })
            open.Add(await Wire.OpenAsync(hume, path));

        hume.Simulator.Sockets[^1].StopAnswering();
        await hume.DisposeAsync().AsTask().WaitAsync(Bound);

        await open[0].ReadToCloseAsync(1001);
        await open[1].ReadToCloseAsync(1001);
        await open[2].ReadToCloseAsync(1001);
        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            await open[3].ReceiveAsync();
            await open[3].ReceiveAsync();
        });
        Assert.Empty(hume.Simulator.Sockets);
        open.ForEach(wire => wire.Socket.Dispose());
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_up_nobody_else()
    {
        await using var hume = await Hume.StartAsync();
        var (deaf, _) = await Wire.OpenChatAsync(hume);
        await using var __ = deaf;
        var text = new System.Text.Json.Nodes.JsonObject { ["type"] = "assistant_input", ["text"] = new string('a', 20_000) };
        await deaf.SendAsync(text);
        await deaf.SendAsync(text);

        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var ___ = chat;
        await chat.SendAsync("""{"type":"user_input","text":"Hello"}""");
        await chat.ReadUntilAsync("assistant_end");
    }

    [Fact]
    public async Task Many_chats_at_once_each_get_their_own_answers()
    {
        await using var hume = await Hume.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var (chat, _) = await Wire.OpenChatAsync(hume, $"?session_settings[custom_session_id]={i}");
            await using var __ = chat;
            await chat.ReadAsync("session_settings");
            for (var turn = 0; turn < 3; turn++)
            {
                await chat.SendAsync($$"""{"type":"user_input","text":"Chat {{i}}, turn {{turn}}"}""");
                var messages = await chat.ReadUntilAsync("assistant_end");
                Assert.Equal($"Chat {i}, turn {turn}", (string?)messages[0]["message"]!["content"]);
                Assert.All(messages, message => Assert.Equal($"{i}", (string?)message["custom_session_id"]));
            }

            await chat.CloseAsync();
        }));

        Assert.Empty(hume.Simulator.Sockets);
    }

    private static string Text((WebSocketMessageType Type, byte[] Data)? message) => Encoding.UTF8.GetString(message!.Value.Data);
}
