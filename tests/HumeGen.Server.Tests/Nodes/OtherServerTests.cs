using System.Net.WebSockets;
using HumeGen.Server.Tests.Chats;

namespace HumeGen.Server.Tests.Nodes;

/// <summary>A chat can be reached at each server of a database, whichever holds it.</summary>
public sealed class OtherServerTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Who_joins_at_another_server_hears_all_and_may_say_what_others_may()
    {
        await using var servers = await TwoServers.StartAsync();
        var (chat, joined, id) = await servers.OpenBothAsync();
        await using var _ = chat;
        await using var __ = joined;
        Assert.Equal(id, (string?)(await joined.ReadAsync("chat_metadata"))["chat_id"]);

        await chat.SayAsync("Hello");
        var first = await chat.ReadUntilAsync("assistant_end");
        var second = await joined.ReadUntilAsync("assistant_end");
        await joined.SayAsync("From elsewhere");
        var heard = await chat.ReadUntilAsync("assistant_end");
        await joined.ReadUntilAsync("assistant_end");
        await joined.SendAsync("""{"type":"audio_input","data":""}""");
        var mistake = await joined.ReadAsync("error");

        Assert.Contains(second, message => (string?)message["type"] == "audio_output");
        Assert.Equal(first.Select(message => message.ToJsonString()), second.Select(message => message.ToJsonString()));
        Assert.Equal("From elsewhere", (string?)heard[0]["message"]!["content"]);
        Assert.Equal("E0101", (string?)mistake["code"]);
    }

    [Fact]
    public async Task Who_joined_at_another_server_hears_of_the_end_and_the_chat_does_not_end_with_who_leaves()
    {
        await using var servers = await TwoServers.StartAsync();
        var (chat, joined, id) = await servers.OpenBothAsync();
        await using var _ = chat;
        await joined.ReadAsync("chat_metadata");
        await joined.Client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Bound);
        await joined.DisposeAsync();
        await using var again = await HumeSocket.OpenAsync(servers.Second, $"/v0/evi/chat/{id}/connect");
        await again.ReadAsync("chat_metadata");

        await chat.Client.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Bound);

        Assert.Empty(await again.ReadToCloseAsync(1000));
        Assert.Equal("The chat has ended.", again.Client.CloseStatusDescription);
    }

    [Fact]
    public async Task A_message_of_the_control_plane_reaches_the_chat_and_its_mistakes_come_back()
    {
        await using var servers = await TwoServers.StartAsync();
        var (chat, metadata) = await servers.First.OpenChatAsync("allow_connection=true");
        await using var _ = chat;
        var path = $"/v0/evi/chat/{metadata["chat_id"]}/send";

        var taken = await servers.Second.SendAsync(HttpMethod.Post, path, """{"type":"user_input","text":"From outside"}""");
        var wrong = await servers.Second.SendAsync(HttpMethod.Post, path, """{"type":"session_settings","voice_id":"nobody"}""");
        var same = await servers.First.SendAsync(HttpMethod.Post, path, """{"type":"session_settings","voice_id":"nobody"}""");

        Assert.Equal(200, taken.Status);
        Assert.Equal("From outside", (string?)(await chat.ReadAsync("user_message"))["message"]!["content"]);
        Assert.Equal((same.Status, same.Json.ToJsonString()), (wrong.Status, wrong.Json.ToJsonString()));
        Assert.NotEqual(200, wrong.Status);
    }

    [Fact]
    public async Task A_chat_that_no_server_holds_is_not_found_and_one_that_lets_nobody_in_is_refused()
    {
        await using var servers = await TwoServers.StartAsync();
        var (chat, metadata) = await servers.First.OpenChatAsync();
        await using var _ = chat;
        var (closed, unknown) = ((string)metadata["chat_id"]!, Guid.NewGuid().ToString());

        Assert.Equal(403, (await SendAsync(servers.Second, closed)).Status);
        Assert.Equal(403, await HumeSocket.RefusalAsync(servers.Second, $"/v0/evi/chat/{closed}/connect", ("X-Hume-Api-Key", HumeHost.Key)));
        Assert.Equal((400, "E0400"), await SendAsync(servers.Second, unknown) is var reply ? (reply.Status, (string?)reply.Json["code"]) : default);
        await using var refused = await HumeSocket.OpenAsync(servers.Second, $"/v0/evi/chat/{unknown}/connect");
        Assert.Equal("E0400", (string?)Assert.Single(await refused.ReadToCloseAsync(1008))["code"]);
    }

    [Fact]
    public async Task Who_joined_is_told_to_come_again_when_the_server_of_the_chat_breaks_down()
    {
        await using var servers = await TwoServers.StartAsync();
        var (chat, joined, _) = await servers.OpenBothAsync();
        await using var __ = chat;
        await using var ___ = joined;
        await joined.ReadAsync("chat_metadata");

        servers.Way.Cut();

        Assert.Empty(await joined.ReadToCloseAsync(1001));
        Assert.Equal("The server that holds the chat is gone.", joined.Client.CloseStatusDescription);
    }

    [Fact]
    public async Task Who_joined_is_told_to_come_again_when_the_server_of_the_chat_stops()
    {
        await using var servers = await TwoServers.StartAsync();
        var (chat, joined, _) = await servers.OpenBothAsync();
        await using var __ = chat;
        await using var ___ = joined;
        await joined.ReadAsync("chat_metadata");

        servers.First.Server!.Stop();

        await joined.ReadToCloseAsync(1001);
        await chat.ReadToCloseAsync(1001);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_an_error_that_says_when_to_come_again()
    {
        await using var servers = await TwoServers.StartAsync();
        var (chat, metadata) = await servers.First.OpenChatAsync("allow_connection=true");
        await using var _ = chat;
        var id = (string)metadata["chat_id"]!;
        await using (var gone = new TcpSwitch(servers.First.Address))
            await servers.AnnounceFirstAsync(gone.Address);

        var reply = await SendAsync(servers.Second, id);

        Assert.Equal((503, "server_not_reachable", "5"), (reply.Status, (string?)reply.Json["error"], reply.Header("Retry-After")));
        Assert.Equal(503, await HumeSocket.RefusalAsync(servers.Second, $"/v0/evi/chat/{id}/connect", ("X-Hume-Api-Key", HumeHost.Key)));
    }

    [Fact]
    public async Task A_server_that_has_told_no_address_or_has_another_secret_is_named_as_the_reason()
    {
        await using var silent = await TwoServers.StartAsync(isAnnounced: false);
        await using var strange = await TwoServers.StartAsync(options => options.SecretKey = "another secret");
        foreach (var (servers, error) in new[] { (silent, "server_without_address"), (strange, "server_not_trusted") })
        {
            var (chat, metadata) = await servers.First.OpenChatAsync("allow_connection=true");
            await using var _ = chat;
            var id = (string)metadata["chat_id"]!;

            Assert.Equal((503, error), await SendAsync(servers.Second, id) is var reply ? (reply.Status, (string?)reply.Json["error"]) : default);
            Assert.Equal(503, await HumeSocket.RefusalAsync(servers.Second, $"/v0/evi/chat/{id}/connect", ("X-Hume-Api-Key", HumeHost.Key)));
        }
    }

    [Fact]
    public async Task An_address_that_leads_to_another_server_leads_round_in_no_circle()
    {
        await using var servers = await TwoServers.StartAsync();
        var (chat, metadata) = await servers.First.OpenChatAsync("allow_connection=true");
        await using var _ = chat;
        var id = (string)metadata["chat_id"]!;
        await servers.AnnounceFirstAsync(servers.Second.Address);

        Assert.Equal((400, "E0400"), await SendAsync(servers.Second, id) is var reply ? (reply.Status, (string?)reply.Json["code"]) : default);
        await using var refused = await HumeSocket.OpenAsync(servers.Second, $"/v0/evi/chat/{id}/connect");
        Assert.Equal("E0400", (string?)Assert.Single(await refused.ReadToCloseAsync(1008))["code"]);
    }

    [Fact]
    public async Task A_group_that_goes_on_at_another_server_is_busy_and_one_whose_server_is_gone_is_to_be_asked_for_again()
    {
        await using var servers = await TwoServers.StartAsync();
        var (chat, metadata) = await servers.First.OpenChatAsync();
        await using var _ = chat;
        var path = $"/v0/evi/chat?resumed_chat_group_id={metadata["chat_group_id"]}";

        await using (var busy = await HumeSocket.OpenAsync(servers.Second, path))
            Assert.Equal("E0717", (string?)Assert.Single(await busy.ReadToCloseAsync(1008))["code"]);

        await using (var gone = new TcpSwitch(servers.First.Address))
            await servers.AnnounceFirstAsync(gone.Address);

        await using var again = await HumeSocket.OpenAsync(servers.Second, path);
        // An error would tell clients that the group cannot go on.
        Assert.Empty(await again.ReadToCloseAsync(1013));
    }

    private static Task<Reply> SendAsync(HumeHost server, string chatId) =>
        server.SendAsync(HttpMethod.Post, $"/v0/evi/chat/{chatId}/send", """{"type":"user_input","text":"Hello"}""");
}
