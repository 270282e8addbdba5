using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hume.Tests;

/// <summary>What servers do to JSON that no schema tells.</summary>
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
    /// <param name="share">Where: 0 is first, 1 is last.</param>
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

    /// <summary>What is written of a document that was read: constants are always there, optional members never null.</summary>
    public static JsonNode Settled(Schema schema, JsonNode json) => Change(schema, json, places =>
    {
        foreach (var place in places.Where(p => p.Schema.IsRecord && p.Value is JsonObject))
            Settle(place.Schema, place.Value!.AsObject());
    });

    /// <summary>For each optional member, there or not: the document with null in its place, and what is expected to be written of it.</summary>
    public static IEnumerable<(string Name, JsonNode Given, JsonNode Expected)> WithNulls(Schema schema, JsonNode json)
    {
        var objects = Objects(schema, json);
        for (var i = 0; i < objects.Count; i++)
        {
            foreach (var (name, property) in objects[i].Schema.Properties)
            {
                if (objects[i].Schema.Required.Contains(name) && !property.IsNullable)
                    continue;
                var given = json.DeepClone();
                Objects(schema, given)[i].Value!.AsObject()[name] = null;
                var expected = json.DeepClone();
                var place = Objects(schema, expected)[i];
                place.Value!.AsObject()[name] = null;
                Settle(place.Schema, place.Value.AsObject());
                yield return (name, given, expected);
            }
        }
    }

    /// <summary>For each union: the document with a member of it that nobody knows.</summary>
    public static IEnumerable<JsonNode> WithUnknownVariants(Schema schema, JsonNode json)
    {
        var count = Unions(schema, json).Count;
        for (var i = 0; i < count; i++)
        {
            var copy = json.DeepClone();
            var union = Unions(schema, copy)[i];
            var stranger = new JsonObject { ["x_new"] = JsonNode.Parse("[1, {}]") };
            if (union.Schema.Key is { } key)
                stranger.Add(key, Future);
            if (ReferenceEquals(union.Value, copy))
            {
                yield return stranger;
                continue;
            }

            union.Value!.ReplaceWith(stranger);
            yield return copy;
        }
    }

    private static void Settle(Schema schema, JsonObject members)
    {
        foreach (var (name, property) in schema.Properties)
        {
            if (members[name] is not null)
                continue;
            if (property.Constant is { } constant)
                members[name] = constant;
            else if (!schema.Required.Contains(name) && !property.IsAnything)
                members.Remove(name);
        }
    }

    private static List<Place> Unions(Schema schema, JsonNode json) =>
        [.. schema.Places(json).Where(p => p.Schema.Variants.Count > 1 && p.Value is JsonObject)];

    private static List<Place> Objects(Schema schema, JsonNode json) => [.. schema.Places(json).Where(p => p.Schema.IsRecord && p.Value is JsonObject)];

    private static JsonNode Change(Schema schema, JsonNode json, Action<IReadOnlyList<Place>> change)
    {
        var copy = json.DeepClone();
        change([.. schema.Places(copy)]);
        return copy;
    }
}
