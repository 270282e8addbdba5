using System.Text.Json.Nodes;

namespace HumeGen.Server.Voices;

/// <summary>A voice of the library or of the account. <paramref name="Seed"/> decides how it sounds.</summary>
internal sealed record Voice(
    string Id, string Name, string Provider, IReadOnlyList<string> Models, IReadOnlyDictionary<string, string> Tags, string Seed)
{

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["provider"] = Provider,
        ["compatible_octave_models"] = new JsonArray([.. Models.Select(model => (JsonNode)model)]),
    };
}
