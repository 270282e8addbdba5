using System.Collections.Concurrent;
using HumeGen.Server.Chats.History;
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

    /// <summary>A store that takes its time, as a database does.</summary>
    private sealed class SlowStore : IChatStore
    {
        private readonly ConcurrentDictionary<string, ChatRecord> _chats = new(StringComparer.OrdinalIgnoreCase);
        private readonly ConcurrentQueue<ChatEvent> _events = new();

        public bool HasRoom { get; init; } = true;

        public async ValueTask<bool> HasRoomAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return HasRoom;
        }

        public async ValueTask AddAsync(ChatRecord chat, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            _chats[chat.Id] = chat;
        }

        public async ValueTask AppendAsync(ChatEvent entry, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            _events.Enqueue(entry);
        }

        public async ValueTask EndAsync(string chatId, string status, long endTimestamp, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            _chats[chatId] = _chats[chatId] with { Status = status, EndTimestamp = endTimestamp };
        }

        public async ValueTask<ChatRecord?> FindAsync(string chatId, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return _chats.TryGetValue(chatId, out var chat) ? Counted(chat) : null;
        }

        public async ValueTask<IReadOnlyList<ChatRecord>> ListAsync(string? groupId = null, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return [.. _chats.Values.Where(chat => groupId is null || chat.GroupId == groupId).Select(Counted)];
        }

        public async ValueTask<IReadOnlyList<ChatEvent>> ListEventsAsync(string chatId, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return [.. _events.Where(entry => entry.ChatId == chatId)];
        }

        private ChatRecord Counted(ChatRecord chat) => chat with { EventCount = _events.Count(entry => entry.ChatId == chat.Id) };
    }
}
