using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>Finds the node that a reader means whose pointers lack the indices of lists, and still have names on the way of what was read before.</summary>
internal static class ReportedPlace
{
    // Looked at for one pointer, so that no document can make the search long.
    private const int MaxSteps = 20_000;

    /// <summary>The places that fit, in the order of the document: of all that can be reached with the names in their order, those that pass over the fewest.</summary>
    /// <param name="root">The document.</param>
    /// <param name="reported">The pointer as it was reported.</param>
    /// <param name="member">A member that the node must have; null for any node.</param>
    public static IReadOnlyList<JsonPointer> Find(JsonNode root, JsonPointer reported, string? member)
    {
        var names = reported.Tokens;
        var steps = 0;
        for (var passed = 0; passed <= names.Length && steps < MaxSteps; passed++)
        {
            var found = new List<JsonPointer>();
            Search(root, 0, passed, JsonPointer.Root, found);
            if (found.Count > 0)
                return found;
        }

        return [];

        void Search(JsonNode? node, int next, int passed, JsonPointer way, List<JsonPointer> found)
        {
            if (node is null || ++steps > MaxSteps)
                return;
            if (node is JsonArray items && !(next < names.Length && JsonPointer.TryIndex(names[next], out _)))
            {
                for (var i = 0; i < items.Count; i++)
                    Search(items[i], next, passed, way / i, found);
                if (member is not null || next < names.Length)
                    return;
            }

            if (next == names.Length)
            {
                if (passed == 0 && (member is null || (node as JsonObject)?.ContainsKey(member) == true))
                    found.Add(way);
                return;
            }

            if (JsonPointer.Step(node, names[next]) is { } child)
                Search(child, next + 1, passed, way / names[next], found);
            if (passed > 0)
                Search(node, next + 1, passed - 1, way, found);
        }
    }
}
