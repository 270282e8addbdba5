using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>Rewrites what older versions say in one schema as OpenAPI 3.1 says it.</summary>
internal static class SchemaNormalizer
{
    // What only describes a schema stays outside when the schema itself becomes one alternative beside null.
    private static readonly HashSet<string> Annotations =
    [
        "title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "externalDocs", "$comment", "$defs", "definitions",
    ];

    // What gives a schema more members than the one that it refers to has.
    private static readonly HashSet<string> Beside = ["properties", "required", "allOf", "oneOf", "anyOf", "additionalProperties", "patternProperties"];

    /// <summary>Rewrites the schema itself, not those within it.</summary>
    public static void Modernize(JsonObject schema, PatchedDocument document)
    {
        if (IsPlain(schema))
            return;
        SchemaAnnotations.Clean(schema);
        Draft07Keywords.Rewrite(schema, document);
        WrappedValues.Unwrap(schema, document);
        Constant(schema, document);
        NumberOrText(schema);
        ExclusiveLimit(schema, "exclusiveMinimum", "minimum");
        ExclusiveLimit(schema, "exclusiveMaximum", "maximum");
        Tuple(schema, document);
        BesideReference(schema, document);
        NullAlternatives(schema["oneOf"] ?? schema["anyOf"]);
        if (!schema.TryGetPropertyValue("nullable", out var flag) || !flag.IsBoolean())
            return;
        schema.Remove("nullable");
        if (flag!.GetValue<bool>())
            AllowNull(schema, document);
    }

    // As most schemas are: every version writes these keywords alike, and none of them has a second form.
    private static bool IsPlain(JsonObject schema)
    {
        foreach (var member in schema)
        {
            var isPlain = member.Key switch
            {
                "type" or "format" or "required" or "properties" or "additionalProperties" => true,
                "description" => member.Value is JsonValue text && text.GetValueKind() == JsonValueKind.String,
                "items" => member.Value is JsonObject,
                "$ref" => schema.Count == 1,
                _ => false,
            };
            if (!isPlain)
                return false;
        }

        return true;
    }

    /// <summary>The schema that a value stands for; null when the value is one already.</summary>
    public static JsonObject? Of(JsonNode? node) => node switch
    {
        JsonObject => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.False => new JsonObject { ["not"] = new JsonObject() },
        _ => [],
    };

    // An alternative that says nothing but that it may be null stands for null.
    private static void NullAlternatives(JsonNode? alternatives)
    {
        if (alternatives is not JsonArray { Count: > 1 } list)
            return;
        foreach (var alternative in list.OfType<JsonObject>().Where(a => a["nullable"]?.GetValueKind() == JsonValueKind.True && a.All(k => k.Key == "nullable" || Annotations.Contains(k.Key))))
        {
            alternative.Remove("nullable");
            alternative["type"] = "null";
        }
    }

    private static void AllowNull(JsonObject schema, PatchedDocument document)
    {
        switch (schema["type"])
        {
            case JsonValue type when type.AsText() is { } name:
                if (name != "null")
                    schema["type"] = new JsonArray(name, "null");
                return;
            case JsonArray types:
                if (!types.Any(type => type.AsText() == "null"))
                    types.Add("null");
                return;
        }

        if (schema.ContainsKey("$ref") || schema.ContainsKey("allOf"))
            Wrap(schema, document);
        else if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray variants)
            variants.Add(new JsonObject { ["type"] = "null" });
        else if (schema["enum"] is JsonArray values && !values.Contains(null))
            values.Add(null);
    }

    // OpenAPI 3.0 has no two types, so the type is left out where a number may be written as text.
    private static void NumberOrText(JsonObject schema)
    {
        if (schema.ContainsKey("type") || schema["pattern"].AsText() is not { } pattern || schema["format"].AsText() is not { } format || !NumberPattern.IsFormat(format)
            || !NumberPattern.IsNumber(pattern, format) || schema.Any(m => m.Key is "$ref" or "properties" or "items" or "additionalProperties" or "allOf" or "oneOf" or "anyOf"))
        {
            return;
        }

        schema["type"] = new JsonArray(format.Contains("int") ? "integer" : "number", "string");
    }

    // The library reads plain constants only; an enum may have any.
    private static void Constant(JsonObject schema, PatchedDocument document)
    {
        if (schema["const"] is not (JsonObject or JsonArray))
            return;
        var value = schema["const"]!;
        var origin = document.OriginOf(value);
        schema.Remove("const");
        schema["enum"] ??= new JsonArray(value);
        document.SetOrigin(value, origin);
    }

    // The library reads no prefixItems. As properties of a list, which means nothing otherwise, they are read with all that is in them.
    private static void Tuple(JsonObject schema, PatchedDocument document)
    {
        if (schema["prefixItems"] is not JsonArray { Count: > 0 } items || schema.ContainsKey("properties") || !(schema["type"] is null || IsList(schema["type"]!)))
            return;
        var properties = new JsonObject();
        document.SetStandIn(properties, items);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            document.SetOrigin(item, document.OriginOf(items) / i);
            items[i] = null;
            properties[(i + 1).ToString(CultureInfo.InvariantCulture)] = item;
        }

        schema.Remove("prefixItems");
        schema["type"] ??= "array";
        schema["properties"] = properties;
        document.SetTuple(schema);
    }

    private static bool IsList(JsonNode type) => type switch
    {
        JsonArray types => types.Any(t => t.AsText() == "array"),
        _ => type.AsText() == "array",
    };

    // Since OpenAPI 3.1 a reference may have further parts of the schema beside it, as if all of them stood in an allOf.
    private static void BesideReference(JsonObject schema, PatchedDocument document)
    {
        if (!schema.ContainsKey("$ref") || !schema.Any(m => Beside.Contains(m.Key)) || !document.AllowsBesideReference)
            return;
        var reference = new JsonObject();
        document.SetStandIn(reference, schema);
        var target = schema["$ref"];
        schema.Remove("$ref");
        reference["$ref"] = target;
        if (schema["allOf"] is JsonArray parts)
            parts.Insert(0, reference);
        else
            schema["allOf"] = new JsonArray(reference);
    }

    // Makes the schema one of two alternatives, the other being null.
    private static void Wrap(JsonObject schema, PatchedDocument document)
    {
        var inner = new JsonObject();
        document.SetStandIn(inner, schema);
        foreach (var key in schema.Select(member => member.Key).ToArray())
        {
            if (Annotations.Contains(key) || OpenApiGrammar.IsExtension(key))
                continue;
            var value = schema[key];
            schema.Remove(key);
            inner[key] = value;
        }

        schema["oneOf"] = new JsonArray(inner, new JsonObject { ["type"] = "null" });
    }

    // OpenAPI 3.0 has a flag beside the limit, 3.1 has the limit itself.
    private static void ExclusiveLimit(JsonObject schema, string flag, string limit)
    {
        if (!schema[flag].IsBoolean())
            return;
        var isExclusive = schema[flag]!.GetValue<bool>();
        schema.Remove(flag);
        if (!isExclusive || schema[limit] is not { } value)
            return;
        schema.Remove(limit);
        schema[flag] = value;
    }
}
