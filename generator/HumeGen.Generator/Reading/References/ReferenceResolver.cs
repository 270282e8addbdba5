using System.Globalization;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>Follows the <c>$ref</c>s of a document, and never leaves the document.</summary>
internal sealed class ReferenceResolver(JsonObject root)
{
    private readonly Dictionary<string, Target> _targets = [];

    public enum Problem
    {
        None,

        /// <summary>It leads out of the document.</summary>
        External,

        /// <summary>There is nothing at its end.</summary>
        Unresolved,

        /// <summary>It leads to references only.</summary>
        Cycle,
    }

    /// <summary>The target of a reference, however it is escaped.</summary>
    public Target Find(string reference)
    {
        if (_targets.TryGetValue(reference, out var known))
            return known;
        var target = Look(reference);
        if (target.Problem == Problem.None && FindCycle(target.Node!) is { } cycle)
            target = target with { Problem = Problem.Cycle, Detail = cycle };
        _targets.Add(reference, target);
        return target;
    }

    /// <summary>The text of a node's <c>$ref</c>, if it has one.</summary>
    public static string? Of(JsonNode? node) => (node as JsonObject)?["$ref"].AsText();

    /// <summary>Follows references from a node to the first node that is none; null when one of them leads nowhere.</summary>
    /// <param name="root">The document.</param>
    /// <param name="node">Node to begin at.</param>
    /// <param name="keptSection">A section of the components whose members stay behind their references: the last reference, which leads there, is returned.</param>
    /// <returns>A reference when it leads out of the document, or to references only.</returns>
    public static JsonNode? Follow(JsonObject root, JsonNode? node, string? keptSection = null)
    {
        for (var hops = 0; hops < Limits.ReferenceHops && Of(node) is { } reference && IsLocal(reference); hops++)
        {
            var pointer = JsonPointer.Parse(reference);
            var target = pointer.Find(root);
            if (keptSection is not null && Of(target) is null && pointer.Tokens is { Length: 3 } tokens && tokens[0] == "components" && tokens[1] == keptSection)
                return node;
            node = target;
        }

        return node;
    }

    private static bool IsLocal(string reference) => reference.StartsWith("#/", StringComparison.Ordinal);

    private Target Look(string reference)
    {
        if (!reference.StartsWith("#", StringComparison.Ordinal))
            return new Target(Problem.External, [], null, "");
        var tokens = JsonPointer.Parse(reference).Tokens;
        var node = IsLocal(reference) ? JsonPointer.Find(root, tokens) : null;
        return new Target(node is null ? Problem.Unresolved : Problem.None, tokens, node, "");
    }

    private string? FindCycle(JsonNode start)
    {
        var seen = new HashSet<JsonNode>();
        for (var node = start; Of(node) is { } next;)
        {
            if (!seen.Add(node))
                return $"it comes back to '{next}'";
            if (seen.Count > Limits.ReferenceHops)
                return $"after {Limits.ReferenceHops.ToString(CultureInfo.InvariantCulture)} of them it still does not";

            // A reference further on that leads nowhere is reported where it stands.
            if (Look(next).Node is not { } target)
                return null;
            node = target;
        }

        return null;
    }

    /// <summary>The end of a reference.</summary>
    /// <param name="Problem">Whether it can be followed.</param>
    /// <param name="Tokens">The names and indices on the way, unescaped.</param>
    /// <param name="Node">Node that was found; null if there is a problem.</param>
    /// <param name="Detail">Description of a cycle.</param>
    internal sealed record Target(Problem Problem, string[] Tokens, JsonNode? Node, string Detail);
}
