using System.Globalization;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>Finds the part of a tree at which a reader throws, by giving it ever smaller parts.</summary>
internal static class FaultLocator
{
    private const int MaxAttempts = 100_000;

    /// <summary>The pointer of the smallest part with which alone the reader still throws.</summary>
    /// <param name="root">An OpenAPI document with which the reader throws.</param>
    /// <param name="read">The reader.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static JsonPointer Find(JsonObject root, Action<JsonNode> read, CancellationToken cancellationToken)
    {
        var attempts = 0;
        var tokens = new List<string>();
        JsonNode? current = root;
        while (current is not null)
        {
            var guilty = Children(current).FirstOrDefault(child => ++attempts <= MaxAttempts && Throws(Alone(root, [.. tokens, child.Token]), read, cancellationToken));
            if (guilty.Token is null)
                break;
            tokens.Add(guilty.Token);
            current = guilty.Node;
        }

        return tokens.Aggregate(JsonPointer.Root, (pointer, token) => pointer / token);
    }

    private static IEnumerable<(string Token, JsonNode? Node)> Children(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => (member.Key, member.Value)),
        JsonArray items => items.Select((item, i) => (i.ToString(CultureInfo.InvariantCulture), item)),
        _ => [],
    };

    private static bool Throws(JsonNode tree, Action<JsonNode> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            read(tree);
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }

    /// <summary>The document with nothing but the node, what is around it, and its version.</summary>
    private static JsonObject Alone(JsonObject root, IReadOnlyList<string> tokens)
    {
        var alone = new JsonObject { ["openapi"] = root["openapi"]?.DeepClone(), ["info"] = new JsonObject { ["title"] = "", ["version"] = "" } };
        JsonNode? source = root;
        JsonNode target = alone;
        for (var i = 0; i < tokens.Count; i++)
        {
            source = JsonPointer.Step(source, tokens[i]);
            JsonNode? copy = i == tokens.Count - 1 ? source?.DeepClone() : source is JsonArray ? new JsonArray() : new JsonObject();
            if (target is JsonObject members)
                members[tokens[i]] = copy;
            else
                ((JsonArray)target).Add(copy);
            target = copy!;
        }

        return alone;
    }
}
