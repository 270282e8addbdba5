namespace HumeGen.Generator.Spec;

/// <summary>A tag of an OpenAPI document.</summary>
/// <param name="Parent">The tag above it, since OpenAPI 3.2; null where there is none.</param>
internal sealed record TagNode(string? Name, string? Description, string? Parent);
