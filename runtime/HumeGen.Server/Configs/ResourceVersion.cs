using System.Text.Json.Nodes;

namespace HumeGen.Server.Configs;

/// <summary>One version of a resource, as it is now. The content must not be changed.</summary>
internal sealed record ResourceVersion(
    string Id, string Name, int Version, string? Description, JsonObject Content, long CreatedOn, long ModifiedOn);
