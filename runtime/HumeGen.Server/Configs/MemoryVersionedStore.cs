using System.Text.Json.Nodes;
using HumeGen.Server.Storage;

namespace HumeGen.Server.Configs;

/// <summary>Keeps resources in memory, as far as there is room.</summary>
internal sealed class MemoryVersionedStore(StorageBudget storage) : IVersionedStore
{
    private readonly object _gate = new();
    private readonly List<Resource> _resources = [];

    public ValueTask CreateAsync(ResourceVersion first, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            storage.Take(SizeOf(first.Name) + SizeOf(first.Description) + SizeOf(first.Content));
            var resource = new Resource(first.Id, first.Name, first.CreatedOn);
            _resources.Add(resource);
            Add(resource, first.Description, first.Content, first.ModifiedOn);
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask<ResourceVersion?> AddVersionAsync(
        string id, string? description, JsonObject content, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (Find(id) is not { } resource)
                return None;

            storage.Take(SizeOf(description) + SizeOf(content));
            return ValueTask.FromResult<ResourceVersion?>(Add(resource, description, content, now));
        }
    }

    public ValueTask<ResourceVersion?> GetAsync(string id, int? version = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var found = Find(id) is { } resource
                ? Versions(resource, newestOnly: false).LastOrDefault(entry => version is null || entry.Version == version)
                : null;
            return ValueTask.FromResult(found);
        }
    }

    public ValueTask<ResourceVersion?> GetByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var found = _resources.FindLast(resource => resource.Name == name) is { } resource ? View(resource, resource.Versions[^1]) : null;
            return ValueTask.FromResult(found);
        }
    }

    public ValueTask<StoredPage<ResourceVersion>> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var found = _resources
                .Where(resource => (query.Id is null || Is(resource, query.Id)) && (query.Name is null || resource.Name == query.Name))
                .SelectMany(resource => Versions(resource, query.NewestOnly))
                .ToList();
            return ValueTask.FromResult(new StoredPage<ResourceVersion>([.. found.Skip(query.Skip).Take(query.Take)], found.Count));
        }
    }

    public ValueTask<bool> RenameAsync(string id, string name, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (Find(id) is not { } resource)
                return ValueTask.FromResult(false);

            storage.Take(SizeOf(name));
            storage.Return(SizeOf(resource.Name));
            resource.Name = name;
            resource.Versions.ForEach(entry => entry.ModifiedOn = now);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<ResourceVersion?> DescribeAsync(
        string id, int version, string? description, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var resource = Find(id);
            if (resource?.Versions.Find(entry => entry.Number == version) is not { } found)
                return None;

            storage.Take(SizeOf(description));
            storage.Return(SizeOf(found.Description));
            found.Description = description;
            found.ModifiedOn = now;
            return ValueTask.FromResult<ResourceVersion?>(View(resource, found));
        }
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (Find(id) is not { } resource)
                return ValueTask.FromResult(false);

            resource.Versions.ForEach(entry => storage.Return(SizeOf(entry.Description) + SizeOf(entry.Content)));
            Remove(resource);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<bool> DeleteVersionAsync(string id, int version, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (Find(id) is not { } resource || resource.Versions.Find(entry => entry.Number == version) is not { } found)
                return ValueTask.FromResult(false);

            storage.Return(SizeOf(found.Description) + SizeOf(found.Content));
            resource.Versions.Remove(found);
            if (resource.Versions.Count == 0)
                Remove(resource);

            return ValueTask.FromResult(true);
        }
    }

    private static ValueTask<ResourceVersion?> None => ValueTask.FromResult<ResourceVersion?>(null);

    private static long SizeOf(string? text) => 2L * (text?.Length ?? 0);

    private static long SizeOf(JsonObject content) => StorageBudget.Overhead + (2L * content.ToJsonString().Length);

    private static ResourceVersion Add(Resource resource, string? description, JsonObject content, DateTimeOffset now)
    {
        var entry = new Entry(resource.NextNumber++, content, now) { Description = description };
        resource.Versions.Add(entry);
        return View(resource, entry);
    }

    private static IEnumerable<ResourceVersion> Versions(Resource resource, bool newestOnly) =>
        (newestOnly ? resource.Versions.TakeLast(1) : resource.Versions).Select(entry => View(resource, entry));

    private static ResourceVersion View(Resource resource, Entry entry) =>
        new(resource.Id, resource.Name, entry.Number, entry.Description, entry.Content, resource.CreatedOn, entry.ModifiedOn);

    private static bool Is(Resource resource, string id) => string.Equals(resource.Id, id, StringComparison.OrdinalIgnoreCase);

    private void Remove(Resource resource)
    {
        storage.Return(SizeOf(resource.Name));
        _resources.Remove(resource);
    }

    private Resource? Find(string id) => _resources.Find(resource => Is(resource, id));

    private sealed class Resource(string id, string name, DateTimeOffset createdOn)
    {
        public string Id => id;

        public string Name { get; set; } = name;

        public DateTimeOffset CreatedOn => createdOn;

        public int NextNumber { get; set; }

        public List<Entry> Versions { get; } = [];
    }

    private sealed class Entry(int number, JsonObject content, DateTimeOffset modifiedOn)
    {
        public int Number => number;

        public JsonObject Content => content;

        public string? Description { get; set; }

        public DateTimeOffset ModifiedOn { get; set; } = modifiedOn;
    }
}
