using System.Text.Json;

namespace HumeGen.Server.Tool.Engines;

/// <summary>A file that chooses engines: an object with a member for each role, whose <c>kind</c> names the engine and whose other members are its settings.</summary>
internal sealed class EngineConfiguration
{
    private readonly Dictionary<string, (EngineKind Kind, EngineSettings Settings)> _choices = [];

    private EngineConfiguration()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="roles">The roles that there are.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <exception cref="ToolException">It cannot be read, or has a name that is not known.</exception>
    public static EngineConfiguration Read(string file, IReadOnlyList<EngineRole> roles, Func<string, string?> variable)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            root = document.RootElement.Clone();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"The configuration {file} cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new ToolException($"{file} is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} cannot be read.");
        }

        var configuration = new EngineConfiguration();
        var problems = new Problems();
        foreach (var (key, value) in Members(file, "the configuration", root))
        {
            if (roles.FirstOrDefault(r => r.Key == key) is not { } role)
                problems.Add($"{file}: '{key}' is no role. {RoleHint(key, roles)}");
            else
                problems.Try(() => configuration._choices[key] = Choice(file, role, Members(file, key, value), variable));
        }

        problems.ThrowIfAny();
        return configuration;
    }

    /// <summary>The kind that is chosen for a role, with its settings; null when the file does not name the role.</summary>
    public (EngineKind Kind, EngineSettings Settings)? For(EngineRole role) => _choices.TryGetValue(role.Key, out var choice) ? choice : null;

    private static (EngineKind Kind, EngineSettings Settings) Choice(
        string file, EngineRole role, Dictionary<string, JsonElement> values, Func<string, string?> variable)
    {
        var settings = new EngineSettings(file, role.Key, values, variable);
        string[] known = [.. role.Kinds.Select(k => k.Name), EngineKind.None.Name];
        var name = settings.Text("kind") ?? throw settings.Wrong("kind", $"is missing. Use one of: {string.Join(", ", known)}.");
        var kind = name == EngineKind.None.Name ? EngineKind.None : role.Kinds.FirstOrDefault(k => k.Name == name)
            ?? throw settings.Wrong("kind", $"is '{name}'. {Names.Hint(name, known)}");
        var problems = new Problems();
        foreach (var key in values.Keys.Where(key => key != "kind" && !kind.Keys.Contains(key)))
            problems.Add($"{file}: {role.Key}.{key} is not known for the kind '{name}'. {Names.Hint(key, ["kind", .. kind.Keys])}");

        problems.ThrowIfAny();
        return (kind, settings);
    }

    // The program prints the name for people, which somebody may copy.
    private static string RoleHint(string key, IReadOnlyList<EngineRole> roles) =>
        roles.FirstOrDefault(role => role.Label.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } printed
            ? $"Did you mean '{printed.Key}'?"
            : Names.Hint(key, [.. roles.Select(role => role.Key)]);

    private static Dictionary<string, JsonElement> Members(string file, string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new ToolException($"{file}: {name} is not an object.");

        var members = new Dictionary<string, JsonElement>();
        foreach (var member in element.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
                throw new ToolException($"{file}: {name} has '{member.Name}' twice.");
        }

        return members;
    }
}
