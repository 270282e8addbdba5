namespace HumeGen.Server.Configs;

/// <summary>A part of a list.</summary>
/// <param name="Versions">The versions of this part.</param>
/// <param name="Total">The number of versions in the whole list.</param>
public sealed record ResourcePage(IReadOnlyList<ResourceVersion> Versions, int Total);
