namespace HumeGen.Server.Tool.Engines;

/// <summary>Something that a server needs an engine for.</summary>
/// <param name="Key">The key in a configuration.</param>
/// <param name="Label">The name for people.</param>
/// <param name="Kinds">The kinds that can take it. Without a configuration the first that lacks nothing does.</param>
internal sealed record EngineRole(string Key, string Label, IReadOnlyList<EngineKind> Kinds)
{
    /// <summary>Effect of having no engine, for people.</summary>
    public string Without { get; init; } = "";
}
