using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Sees to it that keywords have values of their kinds. What is meant is taken where that is plain (<c>type: bool</c>); any other value is taken out, so that it
/// costs no more than itself. Both are reported.
/// </summary>
/// <param name="report">Takes a diagnostic about a member of an object.</param>
/// <param name="isClosed">Whether schemas have no other keywords than those known, as in OpenAPI 3.0; since then they may have any.</param>
internal sealed class KeywordKinds(Action<DiagnosticDescriptor, JsonObject, string, string[]> report, bool isClosed)
{
    private const int MaxShown = 40;

    // In shorter words, nearly anything is a slip of the pen.
    private const int MinSlip = 5;

    // Nothing that a client has comes of them, so nothing in them can be wrong.
    private static readonly HashSet<string> Passed = ["example", "examples", "externalDocs", "xml", "links"];

    private static readonly HashSet<string> Texts =
    [
        "title", "version", "summary", "description", "termsOfService", "email", "identifier", "url", "operationId", "name", "contentType", "style", "scheme", "bearerFormat",
        "openIdConnectUrl", "authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl", "jsonSchemaDialect", "$self", "parent", "kind",
    ];

    private static readonly HashSet<string> Flags = ["deprecated", "required", "explode", "allowReserved", "allowEmptyValue"];
    private static readonly HashSet<string> Styles = ["matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"];
    private static readonly HashSet<string> SchemaTexts = ["format", "pattern", "contentEncoding", "contentMediaType", "$dynamicRef", "$dynamicAnchor"];
    private static readonly HashSet<string> SchemaFlags = ["nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems"];
    private static readonly HashSet<string> Limits = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private static readonly HashSet<string> Counts = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"];
    private static readonly HashSet<string> Types = ["null", "boolean", "object", "array", "number", "string", "integer"];

    // Those of OpenAPI and of any draft of JSON Schema, and what AsyncAPI has around schemas.
    private static readonly HashSet<string> SchemaWords =
    [
        "title", "summary", "description", .. Passed, .. SchemaTexts, .. SchemaFlags, .. Limits, .. Counts, .. OpenApiGrammar.SchemaMaps, .. OpenApiGrammar.SchemaLists, .. OpenApiGrammar.Schemas,
        "type", "enum", "const", "default", "required", "items", "additionalItems", "additionalProperties", "unevaluatedItems", "unevaluatedProperties", "discriminator", "not", "if", "then",
        "else", "contains", "propertyNames", "contentSchema", "dependentRequired", "dependencies", "id", "$id", "$ref", "$anchor", "$recursiveRef", "$recursiveAnchor", "$schema",
        "$vocabulary", "$comment", "schema", "schemaFormat",
    ];

    // What people write who think of their language, with the format that says the rest.
    private static readonly Dictionary<string, (string Type, string? Format)> Meant = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bool"] = ("boolean", null),
        ["int"] = ("integer", null),
        ["int32"] = ("integer", "int32"),
        ["int64"] = ("integer", "int64"),
        ["long"] = ("integer", "int64"),
        ["short"] = ("integer", null),
        ["float"] = ("number", "float"),
        ["double"] = ("number", "double"),
        ["decimal"] = ("number", "decimal"),
        ["str"] = ("string", null),
        ["text"] = ("string", null),
        ["date"] = ("string", "date"),
        ["datetime"] = ("string", "date-time"),
        ["date-time"] = ("string", "date-time"),
        ["uuid"] = ("string", "uuid"),
        ["guid"] = ("string", "uuid"),
        ["file"] = ("string", "binary"),
        ["binary"] = ("string", "binary"),
        ["list"] = ("array", null),
        ["map"] = ("object", null),
        ["dict"] = ("object", null),
        ["none"] = ("null", null),
    };

    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    // The keyword that an unknown one is most like, as the same one often comes again.
    private readonly Dictionary<string, string?> _nearest = new(StringComparer.Ordinal);

    /// <summary>Checks an object of the document that is no schema.</summary>
    public void Check(JsonObject members)
    {
        List<string>? open = null;
        foreach (var member in members)
        {
            if (!(Texts.Contains(member.Key) && member.Value.AsText() is not null && member.Key != "style") && !(Flags.Contains(member.Key) && member.Value.IsBoolean()))
                (open ??= []).Add(member.Key);
        }

        foreach (var key in open ?? [])
            Check(members, key, members[key]);
    }

    private void Check(JsonObject members, string key, JsonNode? value)
    {
        if (Passed.Contains(key))
            members.Remove(key);
        else if (Texts.Contains(key))
            Text(members, key, value);
        else if (Flags.Contains(key))
            Flag(members, key, value);
        else if (key == "tags")
            Tags(members, value);
        else if (key == "default" && value is not null)
            Text(members, key, value);
        else if (key == "enum")
            Choices(members, value);
        if (key == "style" && members[key].AsText() is { } style && !Styles.Contains(style))
            Remove(members, key, "The default applies without it");
    }

    /// <summary>Checks the keywords of a schema, not the schemas within it.</summary>
    public void CheckSchema(JsonObject schema)
    {
        List<string>? wrong = null;
        foreach (var member in schema)
        {
            if (!Fits(schema, member.Key, member.Value))
                (wrong ??= []).Add(member.Key);
        }

        foreach (var key in wrong ?? [])
            Correct(schema, key, schema[key]);
    }

    private static bool Fits(JsonObject schema, string key, JsonNode? value) => key switch
    {
        "type" => value.AsText() is { } type ? Types.Contains(type) : value is JsonArray { Count: > 0 } types && types.All(t => t.AsText() is { } name && Types.Contains(name)),
        "required" => value is JsonArray names && names.All(n => n.AsText() is not null),
        "enum" => value is JsonArray,
        "discriminator" => value is JsonObject discriminator
            ? discriminator["propertyName"].AsText() is not null && discriminator["mapping"] is null or JsonObject : value.AsText() is not null,
        "items" => value is JsonObject or JsonArray || value.IsBoolean(),
        "additionalProperties" or "unevaluatedProperties" => value is JsonObject || value.IsBoolean(),
        "default" => IsAllowed(schema, value),
        _ when Passed.Contains(key) => false,
        _ when OpenApiGrammar.SchemaMaps.Contains(key) => value is JsonObject,
        _ when OpenApiGrammar.SchemaLists.Contains(key) => value is JsonArray,
        _ when SchemaTexts.Contains(key) => value.AsText() is not null,
        _ when SchemaFlags.Contains(key) => value.IsBoolean(),
        _ when Limits.Contains(key) => value?.GetValueKind() == JsonValueKind.Number || (value.IsBoolean() && key is "exclusiveMinimum" or "exclusiveMaximum"),
        _ when Counts.Contains(key) => value is JsonValue count && count.TryGetValue(out int number) && number >= 0,
        _ => SchemaWords.Contains(key) || OpenApiGrammar.IsExtension(key),
    };

    private void Correct(JsonObject schema, string key, JsonNode? value)
    {
        if (Passed.Contains(key))
            schema.Remove(key);
        else if (!SchemaWords.Contains(key))
            Unknown(schema, key);
        else if (key == "type")
            Type(schema, value);
        else if (key == "required")
            Required(schema, value);
        else if (key == "default")
            report(Descriptors.UnfitDefault, schema, key, [Shown(value)]);
        else if (key == "discriminator")
            Discriminator(schema, value);
        else if (SchemaTexts.Contains(key))
            Text(schema, key, value);
        else if (SchemaFlags.Contains(key))
            Flag(schema, key, value);
        else if (Limits.Contains(key) || Counts.Contains(key))
            Number(schema, key, value);
        else if (value is JsonObject or JsonValue && (key == "enum" ? value is JsonValue : OpenApiGrammar.SchemaLists.Contains(key) && value is JsonObject))
            AsList(schema, key, value);
        else
            Remove(schema, key, "It has no effect");
    }

    // A word of somebody's own is reported once, a slip of the pen each time. Beside a $ref, OpenAPI 3.0 has none.
    private void Unknown(JsonObject schema, string key)
    {
        if (isClosed && schema.ContainsKey("$ref"))
            return;
        if (!_nearest.TryGetValue(key, out var meant))
            _nearest.Add(key, meant = key.Length < MinSlip && !isClosed ? null : Spelling.Nearest(key, SchemaWords));
        if (meant is not null || (isClosed && _unknown.Add(key)))
            report(Descriptors.UnknownProperty, schema, key, [key, Spelling.Suggestion(meant)]);
    }

    // Those of the document are described; operations name them.
    private void Tags(JsonObject members, JsonNode? value)
    {
        if (value is not JsonArray tags)
        {
            Remove(members, "tags", "It is a list");
            return;
        }

        if (members.Parent is null ? tags.All(t => t is JsonObject) : tags.All(t => t is JsonValue))
            return;
        Report(members, "tags", members.Parent is null ? "It lists what describes tags" : "It lists the names of tags");
        for (var i = tags.Count - 1; i >= 0; i--)
        {
            if (members.Parent is null ? tags[i] is not JsonObject : tags[i] is not JsonValue)
                tags.RemoveAt(i);
        }
    }

    // The values of a variable in the address of a server.
    private void Choices(JsonObject members, JsonNode? value)
    {
        if (value is JsonArray choices && choices.All(c => c is JsonValue))
            members["enum"] = new JsonArray([.. choices.Select(c => (JsonNode)(c.AsText() ?? c!.ToJsonString()))]);
        else
            Remove(members, "enum", "It is a list of strings");
    }

    private void Type(JsonObject schema, JsonNode? value)
    {
        var names = value is JsonArray list ? list.ToArray() : [value];
        var types = new List<string>();
        var unknown = false;
        foreach (var name in names)
        {
            // An unquoted null in a list of types, or as one of several alternatives, is the word.
            var text = name is null && (value is JsonArray || schema.Parent is JsonArray) ? "null" : name.AsText();
            if (text is null || (!Types.Contains(text) && !Types.Contains(text.ToLowerInvariant()) && !Meant.ContainsKey(text)))
            {
                unknown = true;
                continue;
            }

            var (type, format) = Types.Contains(text.ToLowerInvariant()) ? (text.ToLowerInvariant(), null) : Meant[text];
            types.Add(type);
            if (format is not null && !schema.ContainsKey("format"))
                schema["format"] = format;
        }

        // One that is not known may be anything, so that nothing can be said.
        if (unknown || types.Count == 0)
        {
            if (value is not null)
                Report(schema, "type", "Any JSON is taken");
            schema.Remove("type");
            return;
        }

        if (!(names.Contains(null) && names.All(n => n is null || (n.AsText() is { } known && Types.Contains(known)))))
            Report(schema, "type", $"'{string.Join(", ", types)}' is taken");
        schema["type"] = types.Count == 1 ? types[0] : new JsonArray([.. types.Distinct().Select(t => (JsonNode)t)]);
    }

    private void Required(JsonObject schema, JsonNode? value)
    {
        var names = value is JsonArray list ? list.Select(n => n.AsText()).OfType<string>().ToArray() : value.AsText() is { } one ? [one] : [];
        var consequence = value is JsonArray || names.Length > 0 ? "It lists the names of properties" : "Name the property in the 'required' of the schema around it";
        if (value is not null)
            Report(schema, "required", consequence);
        schema["required"] = new JsonArray([.. names.Select(n => (JsonNode)n)]);
    }

    private void Discriminator(JsonObject schema, JsonNode? value)
    {
        if (value is JsonObject discriminator && discriminator["propertyName"].AsText() is not null)
            Remove(discriminator, "mapping", "The values are the names of the schemas");
        else
            Remove(schema, "discriminator", "It needs 'propertyName', a string");
    }

    private void Text(JsonObject owner, string key, JsonNode? value)
    {
        if (value.AsText() is not null)
            return;
        if (value is JsonValue)
            owner[key] = value.ToJsonString();
        else if (value is null)
            owner.Remove(key);
        else
            Remove(owner, key, "It is a string");
    }

    private void Flag(JsonObject owner, string key, JsonNode? value)
    {
        if (value.AsText()?.ToLowerInvariant() is { } text && text is "true" or "false" or "yes" or "no")
        {
            Report(owner, key, "Write true or false");
            owner[key] = text is "true" or "yes";
        }
        else
        {
            Remove(owner, key, "It is true or false");
        }
    }

    private void Number(JsonObject schema, string key, JsonNode? value)
    {
        var isCount = Counts.Contains(key);
        if (double.TryParse(value.AsText() ?? (isCount && value is JsonValue ? value.ToJsonString() : null), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && !double.IsNaN(number) && !double.IsInfinity(number) && (!isCount || (number >= 0 && number <= int.MaxValue && Math.Floor(number) == number)))
        {
            schema[key] = isCount ? JsonValue.Create((int)number) : JsonValue.Create(number);
        }
        else
        {
            // A limit beyond what any length reaches limits nothing.
            if (isCount && value?.GetValueKind() == JsonValueKind.Number && number > int.MaxValue)
                schema.Remove(key);
            else
                Remove(schema, key, isCount ? "It is a whole number that is not negative" : "It is a number");
        }
    }

    private void AsList(JsonObject schema, string key, JsonNode value)
    {
        Report(schema, key, "It is a list, so it is taken for one of one item");
        schema.Remove(key);
        schema[key] = new JsonArray(value);
    }

    // What a schema says of its values beyond their kind does not count here.
    private static bool IsAllowed(JsonObject schema, JsonNode? value)
    {
        if (value is null || schema["type"].AsText() is not { } type)
            return true;
        var kind = value.GetValueKind();
        return type switch
        {
            // Values that are objects are unwrapped later.
            "string" when schema["enum"] is JsonArray { Count: > 0 } values && kind == JsonValueKind.String && values.All(v => v is not JsonObject) =>
                values.Any(v => v.AsText() == value.AsText()),
            "string" => kind == JsonValueKind.String,
            "integer" => kind == JsonValueKind.Number && !IsFraction(value),
            "number" => kind == JsonValueKind.Number,
            "boolean" => value.IsBoolean(),
            "array" => kind == JsonValueKind.Array,
            "object" => kind == JsonValueKind.Object,
            _ => true,
        };
    }

    private static bool IsFraction(JsonNode value) =>
        decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && decimal.Truncate(number) != number;

    private void Remove(JsonObject owner, string key, string consequence)
    {
        if (owner[key] is not null)
            Report(owner, key, consequence);
        owner.Remove(key);
    }

    private void Report(JsonObject owner, string key, string consequence) => report(Descriptors.UnfitValue, owner, key, [key, Shown(owner[key]), consequence]);

    private static string Shown(JsonNode? value)
    {
        var text = value.AsText() ?? value?.ToJsonString() ?? "null";
        return text.Length > MaxShown ? text.Substring(0, MaxShown) + "..." : text;
    }
}
