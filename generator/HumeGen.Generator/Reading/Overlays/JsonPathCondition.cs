using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Overlays;

/// <summary>Condition of a JSONPath filter on a node.</summary>
internal abstract record JsonPathCondition
{
    public abstract bool Holds(JsonNode? current);

    /// <summary>Whether it depends on the text of a description.</summary>
    public virtual bool ComparesDescriptions => false;

    /// <summary>All of the parts hold, or with <paramref name="IsAny"/> at least one.</summary>
    internal sealed record Combined(bool IsAny, IReadOnlyList<JsonPathCondition> Parts) : JsonPathCondition
    {
        public override bool Holds(JsonNode? current) =>
            IsAny ? Parts.Any(part => part.Holds(current)) : Parts.All(part => part.Holds(current));

        public override bool ComparesDescriptions => Parts.Any(part => part.ComparesDescriptions);
    }

    /// <summary>The path leads to a node, be it null.</summary>
    internal sealed record Exists(IReadOnlyList<JsonPath.Selector> Path) : JsonPathCondition
    {
        public override bool Holds(JsonNode? current) => TryFollow(Path, current, out _);
    }

    /// <summary>The path leads to a node that equals the literal: a string, a number as double, a bool or null.</summary>
    internal sealed record Comparison(IReadOnlyList<JsonPath.Selector> Path, bool IsNegated, object? Literal) : JsonPathCondition
    {
        public override bool Holds(JsonNode? current) => (TryFollow(Path, current, out var node) && IsLiteral(node)) != IsNegated;

        public override bool ComparesDescriptions => Path.Count == 0 || Path[Path.Count - 1] is JsonPath.NameSelector { Name: "description" };

        private bool IsLiteral(JsonNode? node) => (node?.GetValueKind() ?? JsonValueKind.Null) switch
        {
            JsonValueKind.Null => Literal is null,
            JsonValueKind.True => Literal is true,
            JsonValueKind.False => Literal is false,
            JsonValueKind.String => Literal is string text && node!.GetValue<string>() == text,
            JsonValueKind.Number => Literal is double number
                && double.TryParse(node!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && value.Equals(number),
            _ => false,
        };
    }

    private static bool TryFollow(IReadOnlyList<JsonPath.Selector> path, JsonNode? node, out JsonNode? found)
    {
        found = node;
        foreach (var step in path)
        {
            switch (found, step)
            {
                case (JsonObject members, JsonPath.NameSelector { Name: var name }) when members.TryGetPropertyValue(name, out var member):
                    found = member;
                    break;
                case (JsonArray items, JsonPath.IndexSelector { Index: var index }) when index < items.Count && index >= -items.Count:
                    found = items[index < 0 ? items.Count + index : index];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
