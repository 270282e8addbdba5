using HumeGen.Server.Chats.History;
using HumeGen.Server.Database;
using HumeGen.Server.ExpressionMeasurement.Batch;

namespace HumeGen.Tests.Stores;

/// <summary>Promises of a database: what servers leave behind, on purpose or not.</summary>
public abstract class DatabaseContract : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly List<HumeDatabase> _open = [];

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("humegen-data-");

    protected ManualTime Time { get; } = new();

    /// <summary>The connection string of an empty PostgreSQL database of the test; null for SQLite.</summary>
    protected virtual string? PostgreSql => null;

    /// <summary>Runs statements in the empty database.</summary>
    protected abstract Task RunAsync(string sql);

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var database in _open)
            await database.DisposeAsync();

        Folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_kept_is_there_when_the_database_is_opened_again()
    {
        var first = await OpenAsync();
        var chat = await ChatAsync(first);
        var job = await JobAsync(first, new JobFile("a.txt", "text/plain", "hello"u8.ToArray()));
        await first.Stores.Voices!.TryAddAsync(new(NewId(), "Old man", new(null, "an old man")));
        await first.Stores.Tools!.CreateAsync(new(NewId(), "tool", 0, null, [], Time.GetUtcNow(), Time.GetUtcNow()));
        await first.Stores.Chats!.EndAsync(chat.Id, "USER_ENDED", 9);
        await first.DisposeAsync();

        var stores = (await OpenAsync()).Stores;

        Assert.Equal(("USER_ENDED", 1), await stores.Chats!.FindAsync(chat.Id) is { } found ? (found.Status, found.EventCount) : default);
        Assert.Equal("Hello", Assert.Single((await stores.Chats.ListEventsAsync(new() { ChatId = chat.Id })).Entries).Text);
        Assert.Equal(48_000, (await stores.Recordings!.OpenAsync(chat.Id))!.Length - 44);
        Assert.Equal(job.Id, (await stores.Jobs!.ClaimAsync(Time.GetUtcNow(), Time.GetUtcNow() + Long))!.Id);
        Assert.Equal("hello"u8.ToArray(), Assert.Single(await stores.Jobs.ReadFilesAsync(job.Id)).Content.ToArray());
        Assert.NotNull(await stores.Voices!.FindByNameAsync("Old man"));
        Assert.NotNull(await stores.Tools!.GetByNameAsync("tool"));
    }

    [Fact]
    public async Task A_server_that_says_nothing_for_a_while_is_taken_for_dead_and_others_go_on_for_it()
    {
        var dead = await OpenAsync();
        var chat = await ChatAsync(dead);
        var job = await JobAsync(dead);
        await dead.Stores.Jobs!.ClaimAsync(Time.GetUtcNow(), Time.GetUtcNow() + Long);
        Assert.NotNull(await dead.Stores.Keys!.EnterChatAsync("a", 1));
        await dead.AnnounceAsync(new("http://10.0.0.1:5080"));
        // A clock of its own that runs ahead makes the first one silent.
        var later = new ManualTime();
        later.Advance(TimeSpan.FromSeconds(30));

        var living = await OpenAsync(later);

        var ended = (await living.Stores.Chats!.FindAsync(chat.Id))!;
        Assert.Equal(("ERROR", 2), (ended.Status, ended.EventCount));
        Assert.Equal("CHAT_END_MESSAGE", (await living.Stores.Chats.ListEventsAsync(new() { ChatId = chat.Id })).Entries[^1].Type);
        Assert.True(await living.Stores.Chats.AddAsync(chat with { Id = NewId() }));
        Assert.Equal((job.Id, 2), await living.Stores.Jobs!.ClaimAsync(later.GetUtcNow(), later.GetUtcNow() + Long) is { } claimed ? (claimed.Id, claimed.Attempt) : default);
        Assert.NotNull(await living.Stores.Keys!.EnterChatAsync("a", 1));
        // The first one was only held up: what it still has to say is not taken.
        await Assert.ThrowsAsync<InvalidOperationException>(() => dead.Stores.Chats!.AppendAsync(Said(chat.Id, "too late")).AsTask());
    }

    [Fact]
    public async Task A_server_that_says_that_it_lives_keeps_its_chats()
    {
        var first = await OpenAsync();
        var chat = await ChatAsync(first);
        for (var i = 0; i < 10; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            await first.BeatAsync();
        }

        var second = await OpenAsync();
        await second.BeatAsync();

        Assert.True((await second.Stores.Chats!.FindAsync(chat.Id))!.IsActive);
        await first.Stores.Chats!.AppendAsync(Said(chat.Id, "still here"));
    }

    [Fact]
    public async Task Other_servers_know_who_holds_a_chat_and_at_which_address()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        var chat = await ChatAsync(first);

        var before = (await second.Stores.Chats!.FindAsync(chat.Id))!;
        await first.AnnounceAsync(new("http://10.0.0.1:5080/hume"));
        await first.BeatAsync();
        var after = (await second.Stores.Chats.FindAsync(chat.Id))!;
        var own = (await first.Stores.Chats!.FindAsync(chat.Id))!;
        await first.Stores.Chats.EndAsync(chat.Id, "USER_ENDED", 9);
        var ended = (await second.Stores.Chats.FindAsync(chat.Id))!;

        Assert.Equal((true, null), (before.IsHeldElsewhere, before.HolderAddress));
        Assert.Equal((true, new Uri("http://10.0.0.1:5080/hume")), (after.IsHeldElsewhere, after.HolderAddress));
        Assert.Equal((false, null), (own.IsHeldElsewhere, own.HolderAddress));
        Assert.Equal((false, null), (ended.IsHeldElsewhere, ended.HolderAddress));
        await Assert.ThrowsAsync<ArgumentException>(() => first.AnnounceAsync(new("ftp://10.0.0.1")));
    }

    [Theory]
    [InlineData("1")]
    public async Task A_database_of_each_release_is_brought_up_to_date_with_all_that_is_in_it(string schema)
    {
        var kind = PostgreSql is null ? "sqlite" : "postgresql";
        foreach (var file in new[] { $"{schema}.{kind}.sql", $"{schema}.rows.sql" })
            await RunAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Schemas", file)));

        var stores = (await OpenAsync()).Stores;

        var chat = Assert.Single((await stores.Chats!.ListAsync(new())).Entries);
        Assert.Equal("Hello, can you hear me?", Assert.Single((await stores.Chats.ListEventsAsync(new() { ChatId = chat.Id })).Entries).Text);
        Assert.Equal("Be brief.", (string?)(await stores.Prompts!.GetByNameAsync("my prompt"))!.Content["text"]);
        Assert.Equal("an old man", (await stores.Voices!.FindByNameAsync("Old man"))!.EngineVoice.Description);
        Assert.Equal("""{"text":["hello"]}""", (await stores.Jobs!.ClaimAsync(Time.GetUtcNow(), Time.GetUtcNow() + Long))!.Request);
        Assert.True(await stores.Chats.AddAsync(new(NewId(), chat.GroupId, null, null, ChatRecord.Active, false, 1)));
    }

    [Fact]
    public async Task Servers_that_start_at_once_make_the_tables_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OpenAsync())));

        var chat = await ChatAsync(all[0]);
        Assert.NotNull(await all[3].Stores.Chats!.FindAsync(chat.Id));
    }

    [Fact]
    public async Task What_is_old_enough_is_forgotten_with_its_files_and_the_rest_is_not()
    {
        var database = await OpenAsync(keep: TimeSpan.FromDays(30), keepRecordings: TimeSpan.FromDays(7));
        var stores = database.Stores;
        var (old, active) = (await ChatAsync(database), await ChatAsync(database));
        var job = await JobAsync(database);
        var claimed = (await stores.Jobs!.ClaimAsync(Time.GetUtcNow(), Time.GetUtcNow() + Long))!;
        await stores.Jobs.CompleteAsync(claimed with { Status = JobStatus.Completed, Ended = Time.GetUtcNow() }, "[]"u8.ToArray());
        await EndAsync(old);
        Time.Advance(TimeSpan.FromDays(8));
        var young = await ChatAsync(database);
        await EndAsync(young);

        await database.ForgetAsync();
        Assert.Null(await stores.Recordings!.OpenAsync(old.Id));
        Assert.NotNull(await stores.Chats!.FindAsync(old.Id));
        Time.Advance(TimeSpan.FromDays(23));
        await database.ForgetAsync();

        Assert.Null(await stores.Chats.FindAsync(old.Id));
        Assert.Empty((await stores.Chats.ListEventsAsync(new() { ChatId = old.Id })).Entries);
        Assert.Null(await stores.Jobs.FindAsync(job.Id));
        Assert.NotNull(await stores.Chats.FindAsync(young.Id));
        Assert.NotNull(await stores.Recordings.OpenAsync(active.Id));
        Assert.Empty(Folder.EnumerateFiles("*.json", SearchOption.AllDirectories));
        Assert.Single(Folder.EnumerateFiles("*.wav", SearchOption.AllDirectories));

        async Task EndAsync(ChatRecord chat) => await stores.Chats!.EndAsync(chat.Id, "USER_ENDED", Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    protected async Task<HumeDatabase> OpenAsync(TimeProvider? clock = null, TimeSpan? keep = null, TimeSpan? keepRecordings = null)
    {
        var database = await HumeDatabase.OpenAsync(new()
        {
            Folder = Folder.FullName,
            PostgreSql = PostgreSql,
            TimeProvider = clock ?? Time,
            KeepChats = keep,
            KeepJobs = keep,
            KeepRecordings = keepRecordings,
        });
        lock (_open)
            _open.Add(database);

        return database;
    }

    protected static string NewId() => Guid.NewGuid().ToString("D");

    protected static ChatEvent Said(string chatId, string text) => new(NewId(), chatId, 2, "USER", "USER_MESSAGE", text);

    protected async Task<ChatRecord> ChatAsync(HumeDatabase database)
    {
        var chat = new ChatRecord(NewId(), NewId(), null, null, ChatRecord.Active, false, Time.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.True(await database.Stores.Chats!.AddAsync(chat));
        await database.Stores.Chats.AppendAsync(Said(chat.Id, "Hello"));
        await database.Stores.Recordings!.AppendAsync(chat.Id, new short[24_000]);
        return chat;
    }

    private async Task<MeasurementJob> JobAsync(HumeDatabase database, params JobFile[] files)
    {
        var job = new MeasurementJob { Id = NewId(), Request = "{}", Created = Time.GetUtcNow() };
        await database.Stores.Jobs!.AddAsync(job, files);
        return job;
    }
}
