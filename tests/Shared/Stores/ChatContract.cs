using HumeGen.Server.Chats.History;
using HumeGen.Server.Engines;

namespace HumeGen.Tests.Stores;

/// <summary>Promises of every store of chats.</summary>
public abstract class ChatContract(StorePlace place) : StoreContract(place)
{
    private IChatStore Chats => Stores.Chats!;

    [Fact]
    public async Task Chats_come_in_pages_by_their_start_and_by_group_config_and_state()
    {
        var (group, config) = (NewId(), NewId());
        var third = await AddAsync(start: 30, config: config);
        var first = await AddAsync(start: 10, group: group);
        await Chats.EndAsync(first.Id, "USER_ENDED", 15);
        var second = await AddAsync(start: 20, group: group);

        var page = await Chats.ListAsync(new() { Skip = 1, Take = 1 });
        Assert.Equal((second.Id, 3), (page.Entries.Single().Id, page.Total));
        Assert.Equal([third.Id, second.Id, first.Id], await IdsAsync(new() { NewestFirst = true }));
        Assert.Equal([first.Id, second.Id], await IdsAsync(new() { GroupId = group.ToUpperInvariant() }));
        Assert.Equal([third.Id], await IdsAsync(new() { ConfigId = config.ToUpperInvariant() }));
        Assert.Equal([first.Id], await IdsAsync(new() { Status = "USER_ENDED" }));
        Assert.Empty(await IdsAsync(new() { Skip = 3 }));
        Assert.Equal(3, (await Chats.ListAsync(new() { Skip = 3, Take = 2 })).Total);
        Assert.Equal(first with { Status = "USER_ENDED", EndTimestamp = 15 }, await Chats.FindAsync(first.Id.ToUpperInvariant()));
        Assert.Null(await Chats.FindAsync("nobody"));
    }

    [Fact]
    public async Task Groups_come_in_pages_with_their_first_and_latest_chat()
    {
        var (old, young, config) = (NewId(), NewId(), NewId());
        var first = await AddAsync(start: 10, group: old, config: config);
        await Chats.EndAsync(first.Id, "USER_ENDED", 12);
        await AddAsync(start: 20, group: young);
        var latest = await AddAsync(start: 30, group: old);

        var all = await Chats.ListGroupsAsync(new());
        Assert.Equal([(old, 10L, 2, true, latest.Id), (young, 20, 1, true, all.Entries[1].Latest.Id)], all.Entries.Select(Facts));
        Assert.Equal([young, old], (await Chats.ListGroupsAsync(new() { NewestFirst = true })).Entries.Select(group => group.Id));
        var configured = await Chats.ListGroupsAsync(new() { ConfigId = config, Take = 1 });
        Assert.Equal((1, 2), (configured.Total, configured.Entries.Single().Count));
        Assert.Empty((await Chats.ListGroupsAsync(new() { GroupId = NewId() })).Entries);

        static (string, long, int, bool, string) Facts(ChatGroup group) => (group.Id, group.FirstStartTimestamp, group.Count, group.IsActive, group.Latest.Id);
    }

    [Fact]
    public async Task Of_many_servers_that_open_a_chat_of_a_group_at_once_one_does()
    {
        var group = NewId();

        var opened = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () => await (i % 2 == 0 ? Stores : Others).Chats!.AddAsync(Chat(i, group)))));

        Assert.Single(opened, isOpen => isOpen);
        var chat = Assert.Single((await Chats.ListAsync(new() { GroupId = group })).Entries);
        await Chats.EndAsync(chat.Id, "USER_ENDED", 100);
        Assert.True(await Chats.AddAsync(Chat(20, group)));
    }

    [Fact]
    public async Task Events_come_back_whole_in_their_order_from_either_end()
    {
        var group = NewId();
        var first = await AddAsync(start: 10, group: group);
        var said = new ChatEvent(NewId(), first.Id, 11, "USER", "USER_MESSAGE", "Grüß dich, \U0001F600 \"hello\"")
        {
            Expressions = [new ExpressionScore("Joy", 0.123456789012345), new ExpressionScore("Doubt", 1E-9)],
        };
        var called = new ChatEvent(NewId(), first.Id, 12, "AGENT", "FUNCTION_CALL", null) { Metadata = """{"name":"weather"}""", RelatedEventId = said.Id };
        await Chats.AppendAsync(said);
        await Chats.AppendAsync(called);
        await Chats.EndAsync(first.Id, "USER_ENDED", 13);
        var second = await AddAsync(start: 20, group: group);
        var last = new ChatEvent(NewId(), second.Id, 21, "SYSTEM", "CHAT_START_MESSAGE", null);
        await Chats.AppendAsync(last);

        var events = await Chats.ListEventsAsync(new() { ChatId = first.Id });
        Assert.Equal(said.Expressions, events.Entries[0].Expressions);
        Assert.Equal([said with { Expressions = null }, called], events.Entries.Select(entry => entry with { Expressions = null }));
        Assert.Equal(2, (await Chats.FindAsync(first.Id))!.EventCount);
        var newest = await Chats.ListEventsAsync(new() { GroupId = group, NewestFirst = true, Take = 2 });
        Assert.Equal([last.Id, called.Id], newest.Entries.Select(entry => entry.Id));
        Assert.Equal(3, newest.Total);
        Assert.Empty((await Chats.ListEventsAsync(new() { ChatId = NewId() })).Entries);
    }

    [Fact]
    public async Task Events_of_many_chats_at_once_are_all_there_each_in_the_order_of_its_chat()
    {
        var chats = new List<ChatRecord>();
        for (var i = 0; i < 20; i++)
            chats.Add(await AddAsync(start: i));

        await Task.WhenAll(chats.Select(chat => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
                await Chats.AppendAsync(new(NewId(), chat.Id, i, "USER", "USER_MESSAGE", $"{i}"));
        })));

        foreach (var chat in chats)
        {
            Assert.Equal(Enumerable.Range(0, 25).Select(i => $"{i}"), (await Chats.ListEventsAsync(new() { ChatId = chat.Id })).Entries.Select(entry => entry.Text));
            Assert.Equal(25, (await Chats.FindAsync(chat.Id))!.EventCount);
        }
    }

    [Fact]
    public async Task Text_that_is_no_text_costs_no_event()
    {
        var chat = await AddAsync(start: 1);

        await Chats.AppendAsync(new(NewId(), chat.Id, 2, "USER", "USER_MESSAGE", "half \ud83d and \0 null"));

        Assert.StartsWith("half ", Assert.Single((await Chats.ListEventsAsync(new() { ChatId = chat.Id })).Entries).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_is_a_wave_file_of_all_sound_and_an_empty_one_of_none()
    {
        var recordings = Stores.Recordings!;
        var (spoken, silent) = (NewId(), NewId());
        await recordings.AppendAsync(spoken, new short[] { 1, -2, 3 });
        Assert.Equal([1, -2, 3], await SamplesAsync(spoken));
        await recordings.AppendAsync(spoken.ToUpperInvariant(), new short[] { short.MinValue, short.MaxValue });
        await recordings.EndAsync(spoken);
        await recordings.EndAsync(silent);

        Assert.Equal([1, -2, 3, short.MinValue, short.MaxValue], await SamplesAsync(spoken));
        Assert.Empty(await SamplesAsync(silent));
        Assert.Null(await recordings.OpenAsync(NewId()));

        async Task<short[]> SamplesAsync(string id)
        {
            await using var wave = (await recordings.OpenAsync(id))!;
            using var bytes = new MemoryStream();
            await wave.CopyToAsync(bytes);
            bytes.Position = 0;
            Assert.Equal(bytes.Length, wave.Length);
            var sound = await AudioSamples.ReadWaveAsync(bytes);
            Assert.Equal(IRecordingStore.SampleRate, sound.SampleRate);
            return sound.Samples.ToArray();
        }
    }

    private async Task<IEnumerable<string>> IdsAsync(ChatQuery query) => (await Chats.ListAsync(query)).Entries.Select(chat => chat.Id);

    private async Task<ChatRecord> AddAsync(long start, string? group = null, string? config = null)
    {
        var chat = Chat(start, group ?? NewId(), config);
        Assert.True(await Chats.AddAsync(chat));
        return chat;
    }

    private static ChatRecord Chat(long start, string group, string? config = null) =>
        new(NewId(), group, config, config is null ? null : 0, ChatRecord.Active, AllowConnection: true, start);
}
