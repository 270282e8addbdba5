using System.Text.Json.Nodes;

namespace Hume.Tests;

/// <summary>Makes instances of schemas in which every property is set.</summary>
internal static class SchemaSamples
{
    /// <summary>Enough instances for every alternative of every union to occur.</summary>
    public static IReadOnlyList<JsonNode> Of(Schema schema) =>
        [.. Enumerable.Range(0, Choices(schema)).Select(i => Make(schema, i))];

    /// <summary>One instance.</summary>
    /// <param name="schema">Schema of the sample.</param>
    /// <param name="choice">Number of the alternative to take of each union, from 0 and modulo their count.</param>
    public static JsonNode Make(Schema schema, int choice = 0) => Make(schema, choice, new Numbers());

    private static int Choices(Schema schema) => schema switch
    {
        { Variants: { Count: > 0 } variants } => variants.Count * variants.Max(Choices),
        { Items: { } items } => Choices(items),
        { Values: { } values } => Choices(values),
        _ => schema.Properties.Values.Select(Choices).DefaultIfEmpty(1).Max(),
    };

    private static JsonNode Make(Schema schema, int choice, Numbers numbers)
    {
        if (schema.Variants is { Count: > 0 } variants)
            return Make(variants[choice % variants.Count], choice / variants.Count, numbers);
        if (schema.Enum is { } values)
            return values[numbers.Next() % values.Count];
        return schema.Types.FirstOrDefault(t => t != "null") switch
        {
            "boolean" => true,
            "integer" => numbers.Next(),
            "number" => numbers.Next() + 0.25,
            "string" when schema.Format is "base64" or "byte" => Convert.ToBase64String([1, 2, 3, (byte)numbers.Next()]),
            "string" => $"text \"{numbers.Next()}\" ä/\\\n☃",
            "array" => new JsonArray(schema.Items!.Variants.Count > 1
                ? [.. Enumerable.Range(0, schema.Items.Variants.Count).Select(i => Make(schema.Items, i, numbers))]
                : [Make(schema.Items, choice, numbers), Make(schema.Items, choice, numbers)]),
            "object" when schema.IsRecord => new JsonObject(schema.Properties.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Make(p.Value, choice, numbers)))),
            "object" when schema.Values is { } inner => new JsonObject { ["one"] = Make(inner, choice, numbers), ["an other"] = Make(inner, choice + 1, numbers) },
            _ => JsonNode.Parse("""{"any":[1,null,{"thing":true}]}""")!,
        };
    }

    private sealed class Numbers
    {
        private int _last;

        public int Next() => ++_last;
    }
}
