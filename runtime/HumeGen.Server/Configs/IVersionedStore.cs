using System.Text.Json.Nodes;
using HumeGen.Server.Storage;

namespace HumeGen.Server.Configs;

/// <summary>
/// Keeps resources of one kind in versions: the configs, prompts, tools or custom voices. A resource has an id and a name for all of its versions; a version
/// has a number, counted from 0 and never given twice, a description and a content. Ids are compared without case.
/// </summary>
/// <remarks>
/// The server calls it from several threads at once. An exception of a method is logged, and the client gets 500 without its text.
/// </remarks>
public interface IVersionedStore
{
    /// <summary>Adds a resource with its first version.</summary>
    /// <param name="first">The version, with the number 0.</param>
    /// <param name="cancellationToken">Set when nobody waits for the answer any more.</param>
    ValueTask CreateAsync(ResourceVersion first, CancellationToken cancellationToken = default);

    /// <summary>Adds a version with the next number.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="description">The description of the version.</param>
    /// <param name="content">The content of the version.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Set when nobody waits for the answer any more.</param>
    /// <returns>The version; null when there is no such resource.</returns>
    ValueTask<ResourceVersion?> AddVersionAsync(
        string id, string? description, JsonObject content, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Finds a version of a resource.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="version">The number; the newest version when null.</param>
    /// <param name="cancellationToken">Set when nobody waits for the answer any more.</param>
    /// <returns>The version; null when there is none.</returns>
    ValueTask<ResourceVersion?> GetAsync(string id, int? version = null, CancellationToken cancellationToken = default);

    /// <summary>Finds the newest version of the resource with a name, of the youngest when several have it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Set when nobody waits for the answer any more.</param>
    /// <returns>The version; null when no resource has the name.</returns>
    ValueTask<ResourceVersion?> GetByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Lists versions, the oldest resource first, and the oldest version of each first.</summary>
    /// <param name="query">The versions to list.</param>
    /// <param name="cancellationToken">Set when nobody waits for the answer any more.</param>
    ValueTask<StoredPage<ResourceVersion>> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default);

    /// <summary>Changes the name of all versions.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="name">The new name.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Set when nobody waits for the answer any more.</param>
    /// <returns>False when there is no such resource.</returns>
    ValueTask<bool> RenameAsync(string id, string name, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Changes the description of a version.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="version">The number of the version.</param>
    /// <param name="description">The new description; null for none.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancellationToken">Set when nobody waits for the answer any more.</param>
    /// <returns>The version as it is now; null when there is none.</returns>
    ValueTask<ResourceVersion?> DescribeAsync(
        string id, int version, string? description, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Deletes a resource with all versions.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="cancellationToken">Set when nobody waits for the answer any more.</param>
    /// <returns>False when there is none.</returns>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Deletes a version, and the resource with its last one.</summary>
    /// <param name="id">The resource.</param>
    /// <param name="version">The number of the version.</param>
    /// <param name="cancellationToken">Set when nobody waits for the answer any more.</param>
    /// <returns>False when there is none.</returns>
    ValueTask<bool> DeleteVersionAsync(string id, int version, CancellationToken cancellationToken = default);
}
