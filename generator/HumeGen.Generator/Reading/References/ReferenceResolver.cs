using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>Where the <c>$ref</c>s of a document lead. Nothing outside the document is ever looked at.</summary>
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

    /// <summary>What a reference leads to, however it is escaped.</summary>
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
    public static string? Of(JsonNode? node) =>
        node is JsonObject members && members["$ref"] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : null;

    private Target Look(string reference)
    {
        if (!reference.StartsWith("#", StringComparison.Ordinal))
            return new Target(Problem.External, [], null, "");
        var tokens = JsonPointer.Split(reference);
        JsonNode? node = reference.StartsWith("#/", StringComparison.Ordinal) ? root : null;
        foreach (var token in tokens)
            node = JsonPointer.Step(node, token);
        return new Target(node is null ? Problem.Unresolved : Problem.None, tokens, node, "");
    }

    private string? FindCycle(JsonNode start)
    {
        var seen = new HashSet<JsonNode>();
        for (var node = start; Of(node) is { } next; node = Look(next).Node!)
        {
            if (!seen.Add(node))
                return $"it comes back to '{next}'";
            if (seen.Count > Limits.ReferenceHops)
                return $"after {Limits.ReferenceHops.ToString(CultureInfo.InvariantCulture)} of them it still does not";

            // A reference further on that leads nowhere is reported where it stands.
            if (Look(next).Node is null)
                return null;
        }

        return null;
    }

    /// <summary>The end of a reference.</summary>
    /// <param name="Problem">Whether it can be followed.</param>
    /// <param name="Tokens">The names and indices on the way, unescaped.</param>
    /// <param name="Node">What stands there; null when there is a problem.</param>
    /// <param name="Detail">What to say of a cycle.</param>
    internal sealed record Target(Problem Problem, string[] Tokens, JsonNode? Node, string Detail);
}
