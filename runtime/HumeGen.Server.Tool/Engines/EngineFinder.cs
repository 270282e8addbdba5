using HumeGen.Server.Engines;
using HumeGen.Simulator.Engines;

namespace HumeGen.Server.Tool.Engines;

/// <summary>Chooses an engine for each role: what a configuration says, or else the first that lacks nothing.</summary>
internal static class EngineFinder
{
    /// <summary>Finds the engines.</summary>
    /// <param name="roles">The roles that there are.</param>
    /// <param name="configuration">The path of a configuration; null for none.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <exception cref="ToolException">The configuration makes no sense, or asks for an engine that lacks something.</exception>
    public static FoundEngines Find(IReadOnlyList<EngineRole> roles, string? configuration, Func<string, string?> variable)
    {
        var chosen = configuration is null ? null : EngineConfiguration.Read(configuration, roles, variable);
        var found = new FoundEngines(new HumeServerEngines());
        try
        {
            var problems = new Problems();
            foreach (var role in roles)
                problems.Try(() => Fill(found, role, chosen?.For(role)));

            problems.ThrowIfAny();
        }
        catch
        {
            found.Dispose();
            throw;
        }

        return found;
    }

    /// <summary>The engines of the simulator, which invent the same for the same input.</summary>
    public static FoundEngines Deterministic()
    {
        var found = new FoundEngines(DeterministicEngines.Create());
        EngineRoles.Codecs.Kinds[0].Add(found.Engines, EngineSettings.None);
        found.Lines.Add("engines: deterministic; transcripts, answers, speech and scores are invented");
        found.IsInvented = true;
        found.ScoresNote = "Invented scores, the same for the same sound.";
        return found;
    }

    private static void Fill(FoundEngines found, EngineRole role, (EngineKind Kind, EngineSettings Settings)? choice)
    {
        if (choice is { } given)
        {
            if (given.Kind.FindMissing(given.Settings) is { } lacking)
                throw given.Settings.Wrong("kind", $"is '{given.Kind.Name}', which cannot be used. {lacking}");

            Take(found, role, given.Kind, given.Settings);
            return;
        }

        foreach (var kind in role.Kinds.Where(kind => !kind.IsByConfiguration))
        {
            if (kind.FindMissing(EngineSettings.None) is not { } missing)
            {
                Take(found, role, kind, EngineSettings.None);
                return;
            }

            found.Missing.Add(missing);
        }

        Take(found, role, EngineKind.None, EngineSettings.None);
    }

    private static void Take(FoundEngines found, EngineRole role, EngineKind kind, EngineSettings settings)
    {
        try
        {
            kind.Add(found.Engines, settings);
        }
        catch (Exception e) when (e is EngineException or ArgumentException)
        {
            // Without the name of a parameter, which nobody sees from outside.
            var problem = e.Message.Split(" (Parameter", 2)[0];
            throw settings == EngineSettings.None
                ? new ToolException($"The engine '{kind.Name}' for {role.Label} cannot be used. {problem} Choose another one in a configuration.")
                : settings.Wrong("kind", $"is '{kind.Name}', which cannot be used. {problem}");
        }

        if (kind.Load is { } load)
            found.Loads.Add((kind.Name, load));

        if (kind.FindWanting() is { } wanting)
            found.Missing.Add(wanting);

        found.ScoresNote = kind.ScoresNote ?? found.ScoresNote;
        var description = kind == EngineKind.None ? role.Without : kind.Describe(settings);
        found.Lines.Add($"{role.Label}: {kind.Name}{(description.Length > 0 ? ", " + description : "")}");
    }
}
