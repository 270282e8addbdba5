using System.Net.WebSockets;
using System.Text;
using HumeGen.Server.Tests.Chats;

namespace HumeGen.Server.Tests.Nodes;

/// <summary>A key and its limits over the servers of a database.</summary>
public sealed class KeyOverServersTests
{
    [Fact]
    public async Task Of_twenty_chats_at_once_at_two_servers_exactly_as_many_are_opened_as_the_key_may_have()
    {
        await using var servers = await TwoServers.StartAsync();
        var key = await servers.AddKeyAsync(new() { Chats = 3 });

        var opened = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TryOpenAsync(i % 2 == 0 ? servers.First : servers.Second, key.ApiKey)));

        Assert.Equal(3, opened.OfType<HumeSocket>().Count());
        foreach (var chat in opened.OfType<HumeSocket>())
            await chat.DisposeAsync();
    }

    [Fact]
    public async Task A_client_whose_server_stops_finds_its_place_free_and_its_history_at_the_other()
    {
        await using var servers = await TwoServers.StartAsync();
        var key = await servers.AddKeyAsync(new() { Chats = 1 });
        await using var chat = await HumeSocket.OpenAsync(servers.First, "/v0/evi/chat", ("X-Hume-Api-Key", key.ApiKey));
        var metadata = await chat.ReadAsync("chat_metadata");
        await chat.SayAsync("My name is Ada.");
        await chat.ReadUntilAsync("assistant_end");

        servers.First.Server!.Stop();
        await chat.ReadToCloseAsync(1001);
        await using var again = await HumeSocket.OpenAsync(
            servers.Second, $"/v0/evi/chat?resumed_chat_group_id={metadata["chat_group_id"]}", ("X-Hume-Api-Key", key.ApiKey));
        var resumed = await again.ReadAsync("chat_metadata");

        Assert.Equal((string?)metadata["chat_group_id"], (string?)resumed["chat_group_id"]);
        var events = (await servers.Second.GetAsync($"/v0/evi/chat_groups/{metadata["chat_group_id"]}/events")).Json["events_page"]!.AsArray();
        Assert.Contains(events, entry => (string?)entry!["message_text"] == "My name is Ada.");
        Assert.Contains(events, entry => (string?)entry!["type"] == "CHAT_END_MESSAGE");
    }

    [Fact]
    public async Task A_revoked_key_loses_its_chats_and_its_connections_to_chats_at_every_server()
    {
        await using var servers = await TwoServers.StartAsync();
        var key = await servers.AddKeyAsync(new());
        (string, string) header = ("X-Hume-Api-Key", key.ApiKey);
        var chats = new List<HumeSocket>();
        foreach (var server in new[] { servers.First, servers.Second })
            chats.Add(await HumeSocket.OpenAsync(server, "/v0/evi/chat?allow_connection=true", header));

        var id = (await chats[0].ReadAsync("chat_metadata"))["chat_id"];
        chats.Add(await HumeSocket.OpenAsync(servers.Second, $"/v0/evi/chat/{id}/connect", header));
        await chats[2].ReadAsync("chat_metadata");

        await servers.RevokeAsync(key);

        foreach (var chat in chats.Take(2))
            await chat.ReadToCloseAsync(1008);

        // The end of the chat may come before that of the connection.
        while (await chats[2].ReadAsync() is not null)
        {
            // Until it is closed.
        }

        chats.ForEach(chat => chat.Client.Dispose());
    }

    [Fact]
    public async Task A_request_that_is_handed_on_counts_once()
    {
        await using var servers = await TwoServers.StartAsync();
        var key = await servers.AddKeyAsync(new() { RequestsPerMinute = 3 });
        using var first = servers.First.Client(("X-Hume-Api-Key", key.ApiKey));
        using var second = servers.Second.Client(("X-Hume-Api-Key", key.ApiKey));
        await using var chat = await HumeSocket.OpenAsync(servers.First, "/v0/evi/chat?allow_connection=true", ("X-Hume-Api-Key", key.ApiKey));
        var id = (await chat.ReadAsync("chat_metadata"))["chat_id"];

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            using var body = new StringContent("""{"type":"pause_assistant_message"}""", Encoding.UTF8, "application/json");
            using var response = await second.PostAsync($"/v0/evi/chat/{id}/send", body);
            statuses.Add((int)response.StatusCode);
        }

        using var own = await first.GetAsync("/v0/evi/tools");
        Assert.Equal([200, 200, 200, 429], statuses);
        Assert.Equal(200, (int)own.StatusCode);
    }

    private static async Task<HumeSocket?> TryOpenAsync(HumeHost host, string key)
    {
        try
        {
            return await HumeSocket.OpenAsync(host, "/v0/evi/chat", ("X-Hume-Api-Key", key));
        }
        catch (WebSocketException)
        {
            return null;
        }
    }
}
