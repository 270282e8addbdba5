using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Validation;

/// <summary>The embedded specs: one JSON object with a member for each document, overlays applied.</summary>
internal static class SpecSource
{
    public static IReadOnlyList<(string Name, JsonObject Document)> LoadAll()
    {
        using var stream = typeof(SpecSource).Assembly.GetManifestResourceStream("specs.json")!;
        return [.. JsonNode.Parse(stream)!.AsObject().Select(document => (document.Key, document.Value!.AsObject()))];
    }
}
