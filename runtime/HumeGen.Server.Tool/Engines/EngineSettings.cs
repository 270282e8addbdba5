using System.Text.Json;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Tool.Engines;

/// <summary>Settings of a configuration for the engine of one role.</summary>
/// <param name="file">The path of the configuration; empty without one.</param>
/// <param name="role">The key of the role.</param>
/// <param name="values">The values by their keys.</param>
/// <param name="variable">Reads a variable of the environment.</param>
internal sealed class EngineSettings(string file, string role, IReadOnlyDictionary<string, JsonElement> values, Func<string, string?> variable)
{
    /// <summary>The settings of an engine that no configuration names.</summary>
    public static EngineSettings None { get; } = new("", "", new Dictionary<string, JsonElement>(), static _ => null);

    /// <summary>The error of a value that makes no sense.</summary>
    public ToolException Wrong(string key, string problem) => new($"{file}: {role}.{key} {problem}");

    /// <summary>A text; null when there is none.</summary>
    public string? Text(string key) => !values.TryGetValue(key, out var value) ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Trim().Length > 0 ? text.Trim()
        : throw Wrong(key, "is not a text.");

    public string RequiredText(string key) => Text(key) ?? throw Wrong(key, "is missing.");

    /// <summary>A number within limits; null when there is none.</summary>
    public double? Number(string key, double least, double most) => !values.TryGetValue(key, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most ? number
        : throw Wrong(key, $"is not a number from {least} to {most}.");

    /// <summary>A whole number within limits; null when there is none.</summary>
    public int? Integer(string key, int least, int most) => Number(key, least, most) is not { } number ? null
        : number == Math.Floor(number) ? (int)number
        : throw Wrong(key, "is not a whole number.");

    /// <summary>The path of a file, which a configuration names from its own folder.</summary>
    public string RequiredPath(string key) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, RequiredText(key));

    /// <summary>A secret, which a configuration names by a variable of the environment; null when there is none.</summary>
    public string? Secret(string key)
    {
        if (Text(key) is not { } name)
            return null;

        // A key in the place of the name must not be printed.
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && variable(name)?.Trim() is { Length: > 0 } secret
            ? secret
            : throw Wrong(key, "must be the name of a variable of the environment, and the variable must hold the key. Set it, or correct the name.");
    }

    /// <summary>Voices: names that are ids as well, or objects with both.</summary>
    public IReadOnlyList<CatalogVoice> Voices(string key)
    {
        if (!values.TryGetValue(key, out var list))
            throw Wrong(key, "is missing: name the voices that the endpoint has.");
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            throw Wrong(key, "is not a list with a voice at least.");

        return [.. list.EnumerateArray().Select(voice => Voice(key, voice))];
    }

    private CatalogVoice Voice(string key, JsonElement voice)
    {
        if (voice.ValueKind == JsonValueKind.String && voice.GetString() is { Length: > 0 } both)
            return new CatalogVoice(both, both);
        if (voice.ValueKind == JsonValueKind.Object && voice.EnumerateObject().All(p => p.Name is "id" or "name" && p.Value.ValueKind == JsonValueKind.String)
            && voice.TryGetProperty("id", out var id) && voice.TryGetProperty("name", out var name))
        {
            return new CatalogVoice(id.GetString()!, name.GetString()!);
        }

        throw Wrong(key, "has a voice that is neither a name nor an object with id and name.");
    }
}
