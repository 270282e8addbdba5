using HumeGen.Server.Database;
using HumeGen.Server.Storage;

namespace HumeGen.Tests.Stores;

/// <summary>A database, with a folder of its own, which several servers share.</summary>
/// <param name="postgreSql">The connection string of an empty database; null for SQLite in the folder.</param>
public sealed class DatabasePlace(string? postgreSql = null) : StorePlace
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("humegen-data-");
    private readonly List<HumeDatabase> _open = [];

    public override async Task<HumeServerStores> OpenAsync()
    {
        var database = await HumeDatabase.OpenAsync(new() { Folder = _folder.FullName, PostgreSql = postgreSql });
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
