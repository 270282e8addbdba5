using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Server.Validation;

/// <summary>
/// Turns the schemas of one OpenAPI document into <see cref="Schema"/> objects, each reference into the object it points at.
/// </summary>
internal sealed class SchemaCompiler(JsonObject document)
{
    private const string ComponentPrefix = "#/components/schemas/";

    private static readonly string[] Annotations =
        ["description", "title", "default", "example", "examples", "deprecated", "readOnly", "writeOnly"];

    private readonly Dictionary<string, Schema> _components = new(StringComparer.Ordinal);

    // A document that declares null nowhere has left the question open: its server takes null for anything optional.
    private readonly bool _leavesNullsOpen = !DeclaresNull(document);

    public Schema Compile(JsonNode? node)
    {
        // In JSON Schema, true and {} both mean: anything goes.
        if (node is not JsonObject definition)
            return new Schema();

        if (definition["$ref"] is JsonValue reference)
        {
            var target = Component(reference.GetValue<string>());
            var rest = definition.Where(member => member.Key != "$ref" && !IsAnnotation(member.Key)).ToList();
            if (rest.Count == 0)
                return target;

            var combined = Fill(new Schema(), new JsonObject(rest.Select(member => KeyValuePair.Create(
                member.Key, member.Value?.DeepClone()))));
            combined.AllOf.Add(target);
            return combined;
        }

        return Fill(new Schema(), definition);
    }

    private static bool IsAnnotation(string keyword) => Annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);

    private Schema Component(string reference)
    {
        if (!reference.StartsWith(ComponentPrefix, StringComparison.Ordinal))
            throw new InvalidDataException($"The reference '{reference}' does not point into {ComponentPrefix}.");

        var name = reference[ComponentPrefix.Length..];
        if (_components.TryGetValue(name, out var known))
            return known;

        // Keys such as State<Inference> stand unescaped in references, so the raw text is tried first.
        var schemas = document["components"]?["schemas"] as JsonObject;
        var unescaped = Uri.UnescapeDataString(name).Replace("~1", "/", StringComparison.Ordinal).Replace(
            "~0", "~", StringComparison.Ordinal);
        var definition = (schemas?[name] ?? schemas?[unescaped]) as JsonObject
            ?? throw new InvalidDataException($"The reference '{reference}' points at a schema that does not exist.");

        // Registered before it is filled: schemas may refer to themselves.
        var schema = new Schema();
        _components.Add(name, schema);
        if (definition.ContainsKey("$ref"))
        {
            schema.AllOf.Add(Compile(definition));
            return schema;
        }

        return Fill(schema, definition);
    }

    private Schema Fill(Schema schema, JsonObject definition)
    {
        schema.TakesNullForOptional = _leavesNullsOpen;
        schema.Kinds = KindsOf(definition["type"]);
        if (schema.Kinds != JsonKinds.Any && definition["nullable"] is JsonValue nullable && nullable.GetValueKind() == JsonValueKind.True)
            schema.Kinds |= JsonKinds.Null;

        schema.Format = (definition["format"] as JsonValue)?.GetValue<string>();
        schema.Minimum = Number(definition["minimum"]);
        schema.Maximum = Number(definition["maximum"]);
        schema.MinLength = (int?)Number(definition["minLength"]);
        schema.MaxLength = (int?)Number(definition["maxLength"]);
        schema.MinItems = (int?)Number(definition["minItems"]);
        schema.MaxItems = (int?)Number(definition["maxItems"]);
        schema.Values = definition["x-open"] is not null ? null
            : definition["enum"] is JsonArray values
            ? [.. values.Select(value => value?.DeepClone())]
            : definition.ContainsKey("const") ? [definition["const"]?.DeepClone()] : null;

        foreach (var (name, property) in definition["properties"] as JsonObject ?? [])
            schema.Properties.Add(name, Compile(property));

        foreach (var name in definition["required"] as JsonArray ?? [])
            schema.Required.Add(name!.GetValue<string>());

        schema.AdditionalProperties = definition["additionalProperties"] switch
        {
            null => null,
            JsonValue allowed => allowed.GetValueKind() == JsonValueKind.True ? new Schema() : null,
            var other => Compile(other),
        };
        schema.Items = definition["items"] is { } items ? Compile(items) : null;
        schema.AllOf.AddRange((definition["allOf"] as JsonArray ?? []).Select(Compile));
        schema.Variants.AddRange((definition["oneOf"] as JsonArray ?? []).Select(Compile));
        schema.Variants.AddRange((definition["anyOf"] as JsonArray ?? []).Select(Compile));
        FindKey(schema, definition["discriminator"] as JsonObject);
        return schema;
    }

    /// <summary>
    /// Finds the property that tells the variants apart: the declared discriminator, or a required constant that all of them have.
    /// </summary>
    private void FindKey(Schema schema, JsonObject? discriminator)
    {
        var variants = schema.Variants.Where(variant => variant.Kinds != JsonKinds.Null).ToList();
        if (variants.Count < 2)
            return;

        var declared = (discriminator?["propertyName"] as JsonValue)?.GetValue<string>();
        foreach (var (value, reference) in discriminator?["mapping"] as JsonObject ?? [])
            schema.VariantByKey[value] = Component(reference!.GetValue<string>());

        var candidates = declared is not null ? [declared] : variants[0].Required.OrderBy(name => name != "type").ToList();
        foreach (var candidate in candidates)
        {
            var constants = variants.Select(variant => variant.ConstantOf(candidate)).ToList();
            if (schema.VariantByKey.Count > 0 || (
                constants.TrueForAll(value => value is not null) && constants.Distinct().Count() == constants.Count))
            {
                schema.Key = candidate;
                foreach (var (variant, constant) in variants.Zip(constants))
                {
                    if (constant is not null)
                        schema.VariantByKey.TryAdd(constant, variant);
                }

                return;
            }
        }
    }

    private static bool DeclaresNull(JsonNode? node) => node switch
    {
        JsonObject members => members.ContainsKey("nullable") || members.Any(
            member => (member.Key == "type" && IsNullType(member.Value)) || DeclaresNull(member.Value)),
        JsonArray items => items.Any(DeclaresNull),
        _ => false,
    };

    private static bool IsNullType(JsonNode? type) =>
        type is JsonArray list ? list.Any(IsNullType) : type is JsonValue value && value.TryGetValue(out string? name) && name == "null";

    private static JsonKinds KindsOf(JsonNode? type) => type switch
    {
        null => JsonKinds.Any,
        JsonArray list => list.Aggregate(JsonKinds.Any, (kinds, item) => kinds | KindsOf(item)),
        _ => type.GetValue<string>() switch
        {
            "null" => JsonKinds.Null,
            "boolean" => JsonKinds.Boolean,
            "integer" => JsonKinds.Integer,
            "number" => JsonKinds.Number,
            "string" => JsonKinds.String,
            "array" => JsonKinds.Array,
            "object" => JsonKinds.Object,
            var other => throw new InvalidDataException($"A schema has the type '{other}', which JSON Schema does not know."),
        },
    };

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
