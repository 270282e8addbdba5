using HumeGen.Server.Authentication;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Configs;
using HumeGen.Server.ExpressionMeasurement.Batch;
using HumeGen.Server.Storage;
using HumeGen.Server.Voices;
using HumeGen.Tests.Stores;

namespace HumeGen.Server.Database.Tests;

/// <summary>Chats in memory.</summary>
public sealed class MemoryChatTests() : ChatContract(new MemoryPlace());

/// <summary>Configs, prompts, tools and voices in memory.</summary>
public sealed class MemoryResourceTests() : ResourceContract(new MemoryPlace());

/// <summary>Jobs in memory.</summary>
public sealed class MemoryJobTests() : JobContract(new MemoryPlace());

/// <summary>Keys in memory.</summary>
public sealed class MemoryKeyTests() : KeyContract(new MemoryPlace());

/// <summary>Keys in SQLite.</summary>
public sealed class SqliteKeyTests() : KeyContract(new SqlitePlace());

/// <summary>Chats in SQLite.</summary>
public sealed class SqliteChatTests() : ChatContract(new SqlitePlace());

/// <summary>Configs, prompts, tools and voices in SQLite.</summary>
public sealed class SqliteResourceTests() : ResourceContract(new SqlitePlace());

/// <summary>Jobs in SQLite.</summary>
public sealed class SqliteJobTests() : JobContract(new SqlitePlace());

/// <summary>Memory, which a server has to itself.</summary>
internal sealed class MemoryPlace : StorePlace
{
    private readonly HumeServerStores _stores = Stores(new StorageBudget(long.MaxValue));

    public override Task<HumeServerStores> OpenAsync() => Task.FromResult(_stores);

    public override ValueTask DisposeAsync() => default;

    private static HumeServerStores Stores(StorageBudget budget) => new()
    {
        Keys = new MemoryKeyStore(),
        Chats = new MemoryChatStore(long.MaxValue),
        Recordings = new MemoryRecordingStore(long.MaxValue),
        Configs = new MemoryVersionedStore(budget),
        Prompts = new MemoryVersionedStore(budget),
        Tools = new MemoryVersionedStore(budget),
        CustomVoices = new MemoryVersionedStore(budget),
        Voices = new MemoryVoiceStore(budget),
        Jobs = new MemoryJobStore(long.MaxValue),
    };
}

/// <summary>An SQLite database in a folder, which several servers share.</summary>
internal sealed class SqlitePlace : StorePlace
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humegen-data-");
    private readonly List<HumeDatabase> _open = [];

    public override async Task<HumeServerStores> OpenAsync()
    {
        var database = await HumeDatabase.OpenAsync(new() { Folder = _folder.FullName });
        _open.Add(database);
        return database.Stores;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in _open)
            await database.DisposeAsync();

        _folder.Delete(recursive: true);
    }
}
