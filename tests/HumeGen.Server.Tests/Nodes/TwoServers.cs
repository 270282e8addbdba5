using HumeGen.Server.Authentication;
using HumeGen.Server.Database;
using HumeGen.Server.Tests.Chats;

namespace HumeGen.Server.Tests.Nodes;

/// <summary>Two servers with one database. Each reaches the other by an address that the test can cut off.</summary>
internal sealed class TwoServers : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly List<HumeDatabase> _databases;

    private TwoServers(DirectoryInfo folder, List<HumeDatabase> databases, HumeHost first, HumeHost second, TcpSwitch way) =>
        (_folder, _databases, First, Second, Way) = (folder, databases, first, second, way);

    public HumeHost First { get; }

    public HumeHost Second { get; }

    /// <summary>The way to the first server.</summary>
    public TcpSwitch Way { get; }

    /// <summary>Starts both.</summary>
    /// <param name="configureSecond">Sets the options of the second.</param>
    /// <param name="isAnnounced">Whether they tell each other their addresses.</param>
    public static async Task<TwoServers> StartAsync(Action<HumeServerOptions>? configureSecond = null, bool isAnnounced = true)
    {
        var folder = Directory.CreateTempSubdirectory("humegen-data-");
        List<HumeDatabase> databases = [await HumeDatabase.OpenAsync(new() { Folder = folder.FullName }), await HumeDatabase.OpenAsync(new() { Folder = folder.FullName })];
        var first = await HumeHost.StartServerAsync(options => options.Stores = databases[0].Stores);
        var second = await HumeHost.StartServerAsync(options =>
        {
            options.Stores = databases[1].Stores;
            configureSecond?.Invoke(options);
        });
        var way = new TcpSwitch(first.Address);
        if (isAnnounced)
        {
            await databases[0].AnnounceAsync(way.Address);
            await databases[1].AnnounceAsync(second.Address);
        }

        return new TwoServers(folder, databases, first, second, way);
    }

    /// <summary>Tells another address for the first server.</summary>
    public Task AnnounceFirstAsync(Uri address) => _databases[0].AnnounceAsync(address);

    public async Task<NewKey> AddKeyAsync(KeyLimits limits)
    {
        var key = NewKey.Create("an app", limits, DateTimeOffset.UtcNow);
        await _databases[0].Stores.Keys!.AddAsync(key.Stored);
        return key;
    }

    public async Task RevokeAsync(NewKey key) => Assert.True(await _databases[0].Stores.Keys!.RevokeAsync(key.Stored.Id, DateTimeOffset.UtcNow));

    /// <summary>Opens a chat at the first server, and joins it at the second.</summary>
    public async Task<(HumeSocket Chat, HumeSocket Joined, string ChatId)> OpenBothAsync()
    {
        var (chat, metadata) = await First.OpenChatAsync("allow_connection=true");
        var id = (string)metadata["chat_id"]!;
        return (chat, await HumeSocket.OpenAsync(Second, $"/v0/evi/chat/{id}/connect"), id);
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Way.DisposeAsync();
        foreach (var database in _databases)
            await database.DisposeAsync();

        _folder.Delete(recursive: true);
    }
}
