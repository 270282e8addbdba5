using System.Text.Json.Nodes;
using HumeGen.Server.Configs;
using HumeGen.Server.Storage;

namespace HumeGen.Server.Tests;

/// <summary>A store whose database is down.</summary>
internal sealed class BrokenStore : IVersionedStore
{
    public const string Words = "Host=db.inside;Password=of the database";

    private static Exception Fault => new InvalidOperationException(Words);

    public ValueTask CreateAsync(ResourceVersion first, CancellationToken cancellationToken = default) => throw Fault;

    public ValueTask<ResourceVersion?> AddVersionAsync(string id, string? description, JsonObject content, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        throw Fault;

    public ValueTask<ResourceVersion?> GetAsync(string id, int? version = null, CancellationToken cancellationToken = default) => throw Fault;

    public ValueTask<ResourceVersion?> GetByNameAsync(string name, CancellationToken cancellationToken = default) => throw Fault;

    public ValueTask<StoredPage<ResourceVersion>> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default) => throw Fault;

    public ValueTask<bool> RenameAsync(string id, string name, DateTimeOffset now, CancellationToken cancellationToken = default) => throw Fault;

    public ValueTask<ResourceVersion?> DescribeAsync(string id, int version, string? description, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        throw Fault;

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw Fault;

    public ValueTask<bool> DeleteVersionAsync(string id, int version, CancellationToken cancellationToken = default) => throw Fault;
}
