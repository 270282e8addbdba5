using System.Text.Json.Nodes;

namespace HumeGen.Server.Configs;

/// <summary>One version of a resource of an <see cref="IVersionedStore"/>, as it is at the moment.</summary>
/// <param name="Id">The id of the resource.</param>
/// <param name="Name">The name of the resource.</param>
/// <param name="Version">The number of the version, from 0.</param>
/// <param name="Description">The description of the version; null for none.</param>
/// <param name="Content">The body of the request that made the version. Nobody changes it.</param>
/// <param name="CreatedOn">When the resource was made.</param>
/// <param name="ModifiedOn">When the version was changed last.</param>
public sealed record ResourceVersion(
    string Id, string Name, int Version, string? Description, JsonObject Content, DateTimeOffset CreatedOn, DateTimeOffset ModifiedOn);
