using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>Finds what a pointer means whose author did not escape the names in it.</summary>
internal static class PointerSearch
{
    // Looked at for one pointer, so that no file can make the search long.
    private const int MaxSteps = 256;

    /// <summary>
    /// The pointer to what a URI fragment leads to. Where a name is not there as it is escaped, slashes and percent signs in it count as they stand.
    /// </summary>
    /// <param name="root">The node from which the pointer counts.</param>
    /// <param name="fragment">The fragment with its leading '#'.</param>
    /// <returns>Null where nothing fits.</returns>
    public static JsonPointer? Find(JsonNode root, string fragment)
    {
        var pointer = JsonPointer.Parse(fragment);
        if (pointer.Find(root) is not null)
            return pointer;
        return Joined(root, pointer) ?? (fragment.IndexOf('%') >= 0 ? Joined(root, JsonPointer.Parse(fragment.Substring(1))) : null);
    }

    private static JsonPointer? Joined(JsonNode root, JsonPointer pointer)
    {
        var tokens = pointer.Tokens;
        var steps = 0;
        return Search(root, 0, JsonPointer.Root);

        // A name that is there wins over a longer one that begins with it, but for those that lead on to nothing.
        JsonPointer? Search(JsonNode node, int from, JsonPointer way)
        {
            if (from == tokens.Length)
                return way;
            var name = tokens[from];
            for (var next = from + 1; ++steps <= MaxSteps; next++)
            {
                if (JsonPointer.Step(node, name) is { } child && Search(child, next, way / name) is { } found)
                    return found;
                if (next == tokens.Length || node is not JsonObject)
                    return null;
                name += "/" + tokens[next];
            }

            return null;
        }
    }
}
