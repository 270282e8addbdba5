using HumeGen.Server.Chats.History;
using HumeGen.Server.Storage;
using static HumeGen.Server.Tests.Chats.ChatWire;

namespace HumeGen.Server.Tests.Chats;

/// <summary>The history of chats can be kept in a store of somebody's own.</summary>
public sealed class StoreTests
{
    [Fact]
    public async Task A_store_of_the_users_own_gets_chats_and_events_and_the_api_reads_them_from_there()
    {
        var store = new SlowStore();
        await using (var host = await HumeHost.StartServerAsync(options => options.Stores.Chats = store))
        {
            var (chat, _) = await host.OpenChatAsync();
            await chat.SayAsync("Remember this");
            await chat.ReadUntilAsync("assistant_end");
            await chat.Client.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            await chat.DisposeAsync();
        }

        // A server that starts later finds what an earlier one has written.
        await using var later = await HumeHost.StartServerAsync(options => options.Stores.Chats = store);
        var listed = Assert.Single((await later.GetAsync("/v0/evi/chats")).Json["chats_page"]!.AsArray())!;
        var events = await later.EventsAsync((await later.GetAsync($"/v0/evi/chats/{listed["id"]}")).Json is var found
            ? new System.Text.Json.Nodes.JsonObject { ["chat_id"] = (string?)found["id"] }
            : throw new InvalidOperationException());

        Assert.Equal("USER_ENDED", (string?)listed["status"]);
        Assert.Equal(events.Count, (int)listed["event_count"]!);
        Assert.Contains(events, entry => (string?)entry["message_text"] == "Remember this");
        Assert.Equal(1, (int)(await later.GetAsync($"/v0/evi/chat_groups/{listed["chat_group_id"]}")).Json["num_chats"]!);
    }

    [Fact]
    public async Task A_store_without_room_refuses_messages_and_says_why()
    {
        var store = new SlowStore { HasRoom = false };
        await using var host = await HumeHost.StartServerAsync(options => options.Stores.Chats = store);
        var (chat, _) = await host.OpenChatAsync();
        await using var _ = chat;

        await chat.SayAsync("Hello");

        Assert.Contains("no room for more history", (string?)(await chat.ReadAsync("error"))["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_that_resume_a_group_at_once_one_gets_it()
    {
        await using var host = await HumeHost.StartServerAsync(options => options.Stores.Chats = new SlowStore());
        var (first, metadata) = await host.OpenChatAsync();
        await first.Client.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await first.DisposeAsync();
        var path = "/v0/evi/chat?resumed_chat_group_id=" + metadata["chat_group_id"];

        var sockets = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => HumeSocket.OpenAsync(host, path)));
        var answers = await Task.WhenAll(sockets.Select(socket => socket.ReadAsync()));

        Assert.Single(answers, answer => (string?)answer!["type"] == "chat_metadata");
        Assert.Equal(19, answers.Count(answer => (string?)answer!["code"] == "E0717"));
        foreach (var socket in sockets)
            await socket.DisposeAsync();
    }

    [Fact]
    public async Task A_store_that_fails_at_the_end_of_a_chat_keeps_nobody_in_it()
    {
        await using var host = await HumeHost.StartServerAsync(options => options.Stores.Chats = new SlowStore { CanEnd = false });
        var (chat, metadata) = await host.OpenChatAsync("allow_connection=true");
        var path = $"/v0/evi/chat/{metadata["chat_id"]}/connect";
        await using var joined = await HumeSocket.OpenAsync(host, path);
        await joined.ReadAsync("chat_metadata");

        chat.Client.Abort();
        await joined.ReadToCloseAsync(1000);

        await using var late = await HumeSocket.OpenAsync(host, path);
        Assert.Equal("E0400", (string?)Assert.Single(await late.ReadToCloseAsync(1008))["code"]);
    }

    /// <summary>A store that takes its time, as a database does, and that may have no room or fail.</summary>
    private sealed class SlowStore : IChatStore
    {
        private readonly MemoryChatStore _inner = new(long.MaxValue);

        public bool HasRoom { get; init; } = true;

        public bool CanEnd { get; init; } = true;

        public async ValueTask<bool> HasRoomAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return HasRoom;
        }

        public async ValueTask<bool> AddAsync(ChatRecord chat, CancellationToken cancellationToken = default)
        {
            await Task.Delay(20, cancellationToken);
            return await _inner.AddAsync(chat, cancellationToken);
        }

        public async ValueTask AppendAsync(ChatEvent entry, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            await _inner.AppendAsync(entry, cancellationToken);
        }

        public async ValueTask EndAsync(string chatId, string status, long endTimestamp, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (!CanEnd)
                throw new InvalidOperationException("The database is down.");

            await _inner.EndAsync(chatId, status, endTimestamp, cancellationToken);
        }

        public async ValueTask<ChatRecord?> FindAsync(string chatId, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await _inner.FindAsync(chatId, cancellationToken);
        }

        public async ValueTask<StoredPage<ChatRecord>> ListAsync(ChatQuery query, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await _inner.ListAsync(query, cancellationToken);
        }

        public async ValueTask<StoredPage<ChatGroup>> ListGroupsAsync(ChatQuery query, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await _inner.ListGroupsAsync(query, cancellationToken);
        }

        public async ValueTask<StoredPage<ChatEvent>> ListEventsAsync(ChatEventQuery query, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await _inner.ListEventsAsync(query, cancellationToken);
        }
    }
}
