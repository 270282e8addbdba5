using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading;

/// <summary>Size of a tree that is about to be copied.</summary>
internal static class TreeSize
{
    /// <summary>The number of nodes and of levels, the node itself included. Trees are limited in depth, so this may recurse.</summary>
    public static (int Nodes, int Depth) Measure(JsonNode? node)
    {
        var (nodes, depth) = (1, 0);
        foreach (var child in node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        })
        {
            var below = Measure(child);
            nodes += below.Nodes;
            depth = Math.Max(depth, below.Depth);
        }

        return (nodes, depth + 1);
    }
}
