using System.Text.Json.Nodes;

namespace HumeGen.Generator.Spec;

/// <summary>The credentials that a document, an operation or a server asks for.</summary>
internal static class SecurityRequirements
{
    /// <summary>The names of the schemes of each alternative; null where the node does not say.</summary>
    /// <param name="owner">The node that may have <c>security</c>.</param>
    public static IReadOnlyList<IReadOnlyList<string>>? Read(JsonObject? owner) => owner?["security"] is JsonArray alternatives
        ? [.. alternatives.OfType<JsonObject>().Select(a => (IReadOnlyList<string>)[.. a.Select(s => s.Key)])]
        : null;
}
