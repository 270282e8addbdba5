using HumeGen.Server.Engines;

namespace HumeGen.Server.Tool.Engines;

/// <summary>A kind of engine that can take a role.</summary>
/// <param name="Name">The name, as a configuration has it.</param>
/// <param name="Add">Puts the engine in place.</param>
internal sealed record EngineKind(string Name, Action<HumeServerEngines, EngineSettings> Add)
{
    /// <summary>The keys of its settings in a configuration.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Tells what it lacks and how to get that, in one line; null when it can be used.</summary>
    public Func<EngineSettings, string?> FindMissing { get; init; } = static _ => null;

    /// <summary>Tells what it can do without but would use, and how to get that, in one line; null when nothing is wanting.</summary>
    public Func<string?> FindWanting { get; init; } = static () => null;

    /// <summary>Loads what the engine would load with its first call; nothing unless set.</summary>
    public Func<HumeServerEngines, CancellationToken, Task>? Load { get; init; }

    /// <summary>Says in a few words what it is, after its name.</summary>
    public Func<EngineSettings, string> Describe { get; init; } = static _ => "";

    /// <summary>The sentence that says how its scores of a voice come about; null for one that gives none, or of which nothing is known.</summary>
    public string? ScoresNote { get; init; }

    /// <summary>Whether it is only taken when a configuration asks for it.</summary>
    public bool IsByConfiguration { get; init; }

    /// <summary>The kind that leaves a role empty.</summary>
    public static EngineKind None { get; } = new("none", static (_, _) => { });
}
