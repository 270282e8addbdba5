using System.Text.Json.Nodes;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Voices;

/// <summary>A voice of the library or of the account.</summary>
internal sealed record Voice(string Id, string Name, string Provider, IReadOnlyList<string> Models, EngineVoice EngineVoice)
{
    /// <summary>Tags that the list of the library can be filtered by.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of the voice that is heard in place of this one, which the library does not have; null for a voice that is there.</summary>
    public string? StandIn { get; init; }

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["provider"] = Provider,
        ["compatible_octave_models"] = new JsonArray([.. Models.Select(model => (JsonNode)model)]),
    };
}
