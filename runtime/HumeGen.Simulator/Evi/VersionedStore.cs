using System.Text.Json.Nodes;
using HumeGen.Simulator.Hosting;

namespace HumeGen.Simulator.Evi;

/// <summary>
/// Resources that are kept in versions: tools, prompts, configs and custom voices. A resource has an id and a name for all of its versions;
/// a version has a number, counted from 0 and never given twice, a description and a content.
/// </summary>
internal sealed class VersionedStore(IdSource ids, TimeProvider clock, Storage storage)
{
    private readonly Lock _gate = new();
    private readonly List<Resource> _resources = [];

    public ResourceVersion Create(string name, string? description, JsonObject content)
    {
        lock (_gate)
        {
            storage.Take(SizeOf(name) + SizeOf(description) + SizeOf(content));
            var now = Now();
            var resource = new Resource(ids.Next(), name, now);
            _resources.Add(resource);
            return Add(resource, description, content, now);
        }
    }

    /// <summary>Adds a version; null when there is no such resource.</summary>
    public ResourceVersion? AddVersion(string id, string? description, JsonObject content)
    {
        lock (_gate)
        {
            if (Find(id) is not { } resource)
                return null;

            storage.Take(SizeOf(description) + SizeOf(content));
            return Add(resource, description, content, Now());
        }
    }

    /// <summary>All resources in the order of their creation: their newest versions, or all versions from the oldest.</summary>
    public IReadOnlyList<ResourceVersion> List(bool newestOnly, string? name = null)
    {
        lock (_gate)
        {
            var found = _resources.Where(resource => name is null || resource.Name == name);
            return [.. found.SelectMany(resource => Versions(resource, newestOnly))];
        }
    }

    /// <summary>The versions of a resource, the newest or all of them; null when there is no such resource.</summary>
    public IReadOnlyList<ResourceVersion>? ListVersions(string id, bool newestOnly)
    {
        lock (_gate)
            return Find(id) is { } resource ? [.. Versions(resource, newestOnly)] : null;
    }

    /// <summary>A version of a resource, the newest when no number is given; null when there is none.</summary>
    public ResourceVersion? Get(string id, int? version = null)
    {
        lock (_gate)
        {
            return Find(id) is { } resource
                ? Versions(resource, newestOnly: false).LastOrDefault(entry => version is null || entry.Version == version)
                : null;
        }
    }

    /// <summary>The newest version of the resource with this name, of the youngest when several have it; null when none has.</summary>
    public ResourceVersion? GetByName(string name)
    {
        lock (_gate)
            return _resources.FindLast(resource => resource.Name == name) is { } resource ? View(resource, resource.Versions[^1]) : null;
    }

    /// <summary>Renames all versions; false when there is no such resource.</summary>
    public bool Rename(string id, string name)
    {
        lock (_gate)
        {
            if (Find(id) is not { } resource)
                return false;

            storage.Take(SizeOf(name));
            storage.Return(SizeOf(resource.Name));
            resource.Name = name;
            resource.Versions.ForEach(entry => entry.ModifiedOn = Now());
            return true;
        }
    }

    /// <summary>Changes the description of a version; null when there is none.</summary>
    public ResourceVersion? Describe(string id, int version, string? description)
    {
        lock (_gate)
        {
            var resource = Find(id);
            if (resource?.Versions.Find(entry => entry.Number == version) is not { } found)
                return null;

            storage.Take(SizeOf(description));
            storage.Return(SizeOf(found.Description));
            found.Description = description;
            found.ModifiedOn = Now();
            return View(resource, found);
        }
    }

    /// <summary>Deletes a resource with all versions; false when there is none.</summary>
    public bool Delete(string id)
    {
        lock (_gate)
        {
            if (Find(id) is not { } resource)
                return false;

            resource.Versions.ForEach(entry => storage.Return(SizeOf(entry.Description) + SizeOf(entry.Content)));
            Remove(resource);
            return true;
        }
    }

    /// <summary>Deletes one version, and the resource with its last one; false when there is none.</summary>
    public bool DeleteVersion(string id, int version)
    {
        lock (_gate)
        {
            if (Find(id) is not { } resource || resource.Versions.Find(entry => entry.Number == version) is not { } found)
                return false;

            storage.Return(SizeOf(found.Description) + SizeOf(found.Content));
            resource.Versions.Remove(found);

            if (resource.Versions.Count == 0)
                Remove(resource);

            return true;
        }
    }

    private void Remove(Resource resource)
    {
        storage.Return(SizeOf(resource.Name));
        _resources.Remove(resource);
    }

    private static long SizeOf(string? text) => 2L * (text?.Length ?? 0);

    private static long SizeOf(JsonObject content) => Storage.Overhead + (2L * content.ToJsonString().Length);

    private static ResourceVersion Add(Resource resource, string? description, JsonObject content, long now)
    {
        var entry = new Entry(resource.NextNumber++, content, now) { Description = description, ModifiedOn = now };
        resource.Versions.Add(entry);
        return View(resource, entry);
    }

    private static IEnumerable<ResourceVersion> Versions(Resource resource, bool newestOnly) =>
        (newestOnly ? resource.Versions.TakeLast(1) : resource.Versions).Select(entry => View(resource, entry));

    private static ResourceVersion View(Resource resource, Entry entry) =>
        new(resource.Id, resource.Name, entry.Number, entry.Description, entry.Content, resource.CreatedOn, entry.ModifiedOn);

    private Resource? Find(string id) => _resources.Find(resource => string.Equals(resource.Id, id, StringComparison.OrdinalIgnoreCase));

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed class Resource(string id, string name, long createdOn)
    {
        public string Id => id;

        public string Name { get; set; } = name;

        public long CreatedOn => createdOn;

        public int NextNumber { get; set; }

        public List<Entry> Versions { get; } = [];
    }

    private sealed class Entry(int number, JsonObject content, long modifiedOn)
    {
        public int Number => number;

        public JsonObject Content => content;

        public string? Description { get; set; }

        public long ModifiedOn { get; set; } = modifiedOn;
    }
}
