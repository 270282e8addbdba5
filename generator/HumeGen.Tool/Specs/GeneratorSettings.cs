namespace HumeGen.Tool.Specs;

/// <summary>Settings that a project gives the generator through MSBuild.</summary>
/// <param name="Namespace">The root namespace in place of the documents' own; null for theirs.</param>
/// <param name="IsInternal">Whether the generated types are internal.</param>
/// <param name="Include">The clients to generate, as dotted paths; empty for all.</param>
/// <param name="Perspective">The side that AsyncAPI documents describe, <c>client</c> or <c>server</c>; null for the one that they say.</param>
/// <param name="BaseAddress">The address of the API in place of the documents' servers; null for those.</param>
internal sealed record GeneratorSettings(string? Namespace, bool IsInternal, IReadOnlyList<string> Include, string? Perspective, string? BaseAddress)
{
    /// <summary>The full name of the root client in place of the documents' own; null for theirs.</summary>
    public string? Client { get; init; }

    /// <summary>Settings of a project that gives none.</summary>
    public static GeneratorSettings Default { get; } = new(null, false, [], null, null);
}
