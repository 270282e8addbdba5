using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Reading.Overlays;

/// <summary>
/// A JSONPath query (RFC 9535) as far as overlays need it: names, indices, wildcards, descendants, and filters with
/// <c>==</c>, <c>!=</c>, <c>&amp;&amp;</c>, <c>||</c>, parentheses and existence.
/// </summary>
/// <remarks>Beyond the RFC, a name after a dot may hold hyphens, as the examples in the Overlay specification do.</remarks>
internal sealed class JsonPath
{
    // Of the nodes at which a query ends, so many keys may be the one that is meant.
    private const int MaxKeys = 2000;

    private readonly IReadOnlyList<Segment> _segments;

    private JsonPath(IReadOnlyList<Segment> segments) => _segments = segments;

    /// <summary>Whether nodes that it selects depend on the texts of descriptions.</summary>
    public bool ComparesDescriptions => _segments.Any(s => s.Selector is FilterSelector { Condition.ComparesDescriptions: true });

    /// <summary>Reads a query.</summary>
    /// <exception cref="JsonPathException">The text is not a query of the supported kind.</exception>
    public static JsonPath Parse(string text) => new(new JsonPathParser(text).Parse());

    /// <summary>The nodes that the query selects, each once, in the order of the document.</summary>
    /// <param name="root">Node of <c>$</c>.</param>
    /// <param name="budget">Number of nodes that may still be visited.</param>
    /// <exception cref="LimitException">The budget is used up.</exception>
    public IReadOnlyList<Match> Select(JsonNode root, Budget budget) => Select(root, budget, out _);

    /// <inheritdoc cref="Select(JsonNode, Budget)"/>
    /// <param name="end">The place where the query no longer matches; null when it selects a node.</param>
    public IReadOnlyList<Match> Select(JsonNode root, Budget budget, out DeadEnd? end)
    {
        end = null;
        List<Match> current = [new Match(null, null, -1, root)];
        for (var i = 0; i < _segments.Count; i++)
        {
            var segment = _segments[i];
            var next = new List<Match>();
            foreach (var match in current)
            {
                if (segment.IsDescendant)
                    Descend(match.Node, segment.Selector, next, budget);
                else
                    Children(match.Node, segment.Selector, next, budget);
            }

            if (next.Count == 0)
            {
                var keys = current.Select(match => match.Node).OfType<JsonObject>().SelectMany(members => members).Select(member => member.Key).Take(MaxKeys);
                end = new DeadEnd(i, segment.Start, segment is { IsDescendant: false, Selector: NameSelector { Name: var name } } ? name : null, [.. keys]);
                return [];
            }

            current = next;
        }

        // Several descendant segments can come to the same node on several ways.
        return _segments.Count(segment => segment.IsDescendant) > 1 ? [.. current.Distinct()] : current;
    }

    private static void Descend(JsonNode? node, Selector selector, List<Match> matches, Budget budget)
    {
        Children(node, selector, matches, budget);
        switch (node)
        {
            case JsonObject members:
                foreach (var member in members)
                    Descend(member.Value, selector, matches, budget);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Descend(item, selector, matches, budget);
                break;
        }
    }

    private static void Children(JsonNode? node, Selector selector, List<Match> matches, Budget budget)
    {
        budget.Spend(1);
        switch (node, selector)
        {
            case (JsonObject members, NameSelector { Name: var name }):
                if (members.TryGetPropertyValue(name, out var value))
                    matches.Add(new Match(members, name, -1, value));
                break;
            case (JsonArray items, IndexSelector { Index: var index }):
                var at = index < 0 ? items.Count + index : index;
                if (at >= 0 && at < items.Count)
                    matches.Add(new Match(items, null, at, items[at]));
                break;
            case (JsonObject members, WildcardSelector or FilterSelector):
                budget.Spend(members.Count);
                foreach (var member in members)
                {
                    if (selector is not FilterSelector filter || filter.Condition.Holds(member.Value))
                        matches.Add(new Match(members, member.Key, -1, member.Value));
                }

                break;
            case (JsonArray items, WildcardSelector or FilterSelector):
                budget.Spend(items.Count);
                for (var i = 0; i < items.Count; i++)
                {
                    if (selector is not FilterSelector filter || filter.Condition.Holds(items[i]))
                        matches.Add(new Match(items, null, i, items[i]));
                }

                break;
        }
    }

    /// <summary>A selected node and where it hangs: in an object by name, in an array by index, or nowhere when it is the root.</summary>
    internal readonly record struct Match(JsonNode? Parent, string? Name, int Index, JsonNode? Node);

    /// <summary>A place where a query no longer matches.</summary>
    /// <param name="Depth">The number of segments that match.</param>
    /// <param name="Start">The position in the text of the first one that does not.</param>
    /// <param name="Name">The key that is not there; null where the query asks for something else.</param>
    /// <param name="Keys">The keys that there are.</param>
    internal sealed record DeadEnd(int Depth, int Start, string? Name, IReadOnlyList<string> Keys);

    internal readonly record struct Segment(bool IsDescendant, Selector Selector, int Start);

    internal abstract record Selector;

    internal sealed record NameSelector(string Name) : Selector;

    internal sealed record IndexSelector(int Index) : Selector;

    internal sealed record WildcardSelector : Selector;

    internal sealed record FilterSelector(JsonPathCondition Condition) : Selector;

    /// <summary>Number of nodes that may be looked at, over several queries.</summary>
    internal sealed class Budget(int nodes, CancellationToken cancellationToken)
    {
        private int _left = nodes;

        public void Spend(int nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _left -= nodes;
            if (_left < 0)
                throw new LimitException(Descriptors.OverlayTooExpensive, Limits.OverlayVisits);
        }
    }
}
