using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hume.Tests;

/// <summary>Changes of JSON that servers make outside the schema.</summary>
internal static class Mutations
{
    public const string Future = "some_future_value";

    /// <summary>Adds a member that nobody knows to every object.</summary>
    public static JsonNode WithUnknownMembers(Schema schema, JsonNode json) => Change(schema, json, places =>
    {
        foreach (var place in places.Where(p => p.Schema.IsRecord && p.Value is JsonObject))
            place.Value!.AsObject()["x_future"] = JsonNode.Parse("""{"deep":[1,null,{"er":"ä\n"}],"empty":{}}""");
    });

    /// <summary>Puts the constants of each object, its key among them, at a place among the other members.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="json">The instance.</param>
    /// <param name="share">Position: 0 is first, 1 is last.</param>
    public static JsonNode WithConstantsAt(Schema schema, JsonNode json, double share) => Change(schema, json, places =>
    {
        foreach (var place in places.Where(p => p.Value is JsonObject))
        {
            var members = place.Value!.AsObject();
            var constants = members.Where(m => place.Schema.Properties.GetValueOrDefault(m.Key)?.Constant is not null).ToList();
            foreach (var constant in constants)
            {
                members.Remove(constant.Key);
                members.Insert((int)Math.Round(members.Count * share), constant.Key, constant.Value);
            }
        }
    });

    /// <summary>Writes each whole number as 60.0.</summary>
    public static JsonNode WithDecimals(Schema schema, JsonNode json) => Change(schema, json, places =>
    {
        foreach (var place in places.Where(p => p.Schema.Types.Contains("integer") && p.Value?.GetValueKind() == JsonValueKind.Number))
        {
            if (!place.Value!.ToJsonString().Contains('.', StringComparison.Ordinal))
                place.Value.ReplaceWith(JsonNode.Parse(place.Value.ToJsonString() + ".0"));
        }
    });

    /// <summary>Gives each enum a value that is not listed.</summary>
    public static JsonNode WithUnknownEnums(Schema schema, JsonNode json) => Change(schema, json, places =>
    {
        foreach (var place in places.Where(p => p.Schema is { Enum: not null, Constant: null } && p.Value is not null))
            place.Value!.ReplaceWith(JsonNode.Parse($"\"{Future}\""));
    });

    /// <summary>The expected JSON after reading and writing a document: constants are always there.</summary>
    public static JsonNode Settled(Schema schema, JsonNode json) => Change(schema, json, places =>
    {
        foreach (var place in places.Where(p => p.Schema.IsRecord && p.Value is JsonObject))
            Settle(place.Schema, place.Value!.AsObject());
    });

    /// <summary>For each optional member, there or not: the document with null in its place, and what is expected to be written of it.</summary>
    public static IEnumerable<(string Name, JsonNode Given, JsonNode Expected)> WithNulls(Schema schema, JsonNode json)
    {
        foreach (var (at, record) in Objects(schema, json))
        {
            foreach (var (name, property) in record.Properties)
            {
                if (record.Required.Contains(name) && !property.IsNullable)
                    continue;
                var given = json.DeepClone();
                Twin(at, given).AsObject()[name] = null;
                var expected = json.DeepClone();
                Twin(at, expected).AsObject()[name] = null;
                Settle(record, Twin(at, expected).AsObject());
                yield return (name, given, expected);
            }
        }
    }

    /// <summary>For each union: the document with a member of it that nobody knows.</summary>
    public static IEnumerable<JsonNode> WithUnknownVariants(Schema schema, JsonNode json)
    {
        foreach (var union in schema.Places(json).Where(p => p.Schema.Variants.Count > 1 && p.Value is JsonObject).ToList())
        {
            var stranger = new JsonObject { ["x_new"] = JsonNode.Parse("[1, {}]") };
            if (union.Schema.Key is { } key)
                stranger.Add(key, Future);
            var copy = json.DeepClone();
            if (!ReferenceEquals(union.Value, json))
                Twin(union.Value!, copy).ReplaceWith(stranger);
            yield return ReferenceEquals(union.Value, json) ? stranger : copy;
        }
    }

    private static void Settle(Schema schema, JsonObject members)
    {
        foreach (var (name, property) in schema.Properties)
        {
            if (property.Constant is { } constant && members[name] is null)
                members[name] = constant;
        }
    }

    private static List<(JsonNode At, Schema Record)> Objects(Schema schema, JsonNode json) =>
        [.. schema.Places(json).Where(p => p.Schema.IsRecord && p.Value is JsonObject).Select(p => (p.Value!, p.Schema))];

    /// <summary>The node of a copy that stands where a node stands in the original.</summary>
    private static JsonNode Twin(JsonNode node, JsonNode copy) => node.Parent switch
    {
        JsonObject parent => Twin(parent, copy)[node.GetPropertyName()]!,
        JsonArray parent => Twin(parent, copy)[node.GetElementIndex()]!,
        _ => copy,
    };

    private static JsonNode Change(Schema schema, JsonNode json, Action<IReadOnlyList<Place>> change)
    {
        var copy = json.DeepClone();
        change([.. schema.Places(copy)]);
        return copy;
    }
}
