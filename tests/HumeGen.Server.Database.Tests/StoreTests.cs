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
public sealed class SqliteKeyTests() : KeyContract(new DatabasePlace());

/// <summary>Chats in SQLite.</summary>
public sealed class SqliteChatTests() : ChatContract(new DatabasePlace());

/// <summary>Configs, prompts, tools and voices in SQLite.</summary>
public sealed class SqliteResourceTests() : ResourceContract(new DatabasePlace());

/// <summary>Jobs in SQLite.</summary>
public sealed class SqliteJobTests() : JobContract(new DatabasePlace());

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
