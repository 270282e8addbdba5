using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>Finds the references of a tree: each <c>$ref</c>, each <c>$dynamicRef</c>, and what the mapping of a discriminator has, which may be a plain name.</summary>
internal static class ReferenceHolders
{
    /// <summary>The objects with a reference, its name there, its text, and the section of the components that it would point into.</summary>
    /// <param name="root">The tree, which must not change before all are found.</param>
    /// <param name="rootSection">The section in which the tree itself stands.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static IEnumerable<(JsonObject Owner, string Key, string Text, string Section)> In(JsonNode root, string rootSection, CancellationToken cancellationToken)
    {
        var open = new Stack<(JsonNode Node, string Section, bool IsMap)>([(root, rootSection, false)]);
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (node, section, isMap) = open.Pop();
            if (node is JsonArray items)
            {
                foreach (var item in items)
                {
                    if (item is JsonObject or JsonArray)
                        open.Push((item, section, false));
                }

                continue;
            }

            var members = (JsonObject)node;
            foreach (var member in members)
            {
                if (member.Value is not (JsonObject or JsonArray))
                {
                    if (!isMap && member.Key is "$ref" or "$dynamicRef" && member.Value.AsText() is { } reference)
                        yield return (members, member.Key, reference, section);
                }
                else if (isMap)
                {
                    open.Push((member.Value, section, false));
                }
                else if (member.Key == "mapping" && member.Value is JsonObject mapping && members.ContainsKey("propertyName"))
                {
                    foreach (var value in mapping)
                    {
                        if (value.Value.AsText() is { } text)
                            yield return (mapping, value.Key, text, "schemas");
                    }
                }
                else if (!OpenApiGrammar.IsData(member.Key) && !OpenApiGrammar.IsExtension(member.Key))
                {
                    open.Push((member.Value, OpenApiGrammar.SectionOf(member.Key, section), OpenApiGrammar.HasFreeNames(member.Key)));
                }
            }
        }
    }
}
