using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading;

/// <summary>
/// Brings a document into the one form that is loaded: schemas as OpenAPI 3.1 writes them, every <c>$ref</c> checked and
/// spelt as the library resolves it. What cannot be used is reported and taken out, so that nothing behind it stumbles.
/// </summary>
/// <remarks>
/// The library throws at null and boolean schemas, resolves neither escaped names nor names with a slash, and recurses
/// into schemas and references without a limit; hence this step.
/// </remarks>
internal sealed class Normalizer(ResolvedDocument document, List<DiagnosticInfo> diagnostics)
{
    // Keywords whose members or items are schemas, or that are a schema themselves.
    private static readonly HashSet<string> SchemaMaps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];
    private static readonly HashSet<string> SchemaLists = ["allOf", "anyOf", "oneOf", "prefixItems"];
    private static readonly HashSet<string> SchemaKeywords =
    [
        "items", "not", "contains", "propertyNames", "if", "then", "else", "unevaluatedItems", "contentSchema", "additionalItems",
    ];

    // What only describes a schema stays outside when the schema itself becomes one alternative beside null.
    private static readonly HashSet<string> Annotations =
    [
        "title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "externalDocs", "$comment",
    ];

    // Outside schemas: keys whose members have free names, and the section of components that a $ref there must point into.
    private static readonly Dictionary<string, string?> Maps = new()
    {
        ["paths"] = "pathItems",
        ["webhooks"] = "pathItems",
        ["pathItems"] = "pathItems",
        ["responses"] = "responses",
        ["parameters"] = "parameters",
        ["headers"] = "headers",
        ["requestBodies"] = "requestBodies",
        ["securitySchemes"] = "securitySchemes",
        ["callbacks"] = "callbacks",
        ["content"] = "mediaTypes",
        ["mediaTypes"] = "mediaTypes",
        ["encoding"] = null,
        ["variables"] = null,
        ["servers"] = null,
        ["channels"] = null,
        ["messages"] = null,
        ["operations"] = null,
    };

    // Data rather than description: nothing in there is a schema or a reference that matters.
    private static readonly HashSet<string> Data = ["example", "examples", "default", "value", "links", "enum", "const"];

    private readonly List<Reference> _references = [];
    private readonly HashSet<JsonNode> _schemas = [];
    private readonly bool _isOpenApi = document.Source.Kind == SpecKind.OpenApi;
    private bool _isTooDeep;

    /// <summary>Changes the document in place.</summary>
    /// <returns>Whether it can be loaded; if not, the diagnostics say why.</returns>
    public bool Run()
    {
        Walk(document.Root, null, isMap: false);
        if (_isTooDeep)
            return false;

        // First all are looked up, then they are changed: a change must not lead another one astray.
        var references = new References(document.Root);
        var found = _references.Select(reference => (reference, references.Find(reference.Text))).ToList();
        var hoisted = new Dictionary<JsonNode, string>();
        foreach (var (reference, target) in found)
            Settle(reference, target, hoisted);
        return true;
    }

    private void Walk(JsonNode? node, string? section, bool isMap)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Walk(item, section, isMap: false);
        }

        if (node is not JsonObject members)
            return;
        if (!isMap && References.Of(members) is { } text)
            _references.Add(new Reference(members, "$ref", text, section, IsSchema: false));
        foreach (var key in Keys(members))
        {
            var child = members[key];
            if (isMap)
                Walk(child, section, isMap: false);
            else if (Data.Contains(key) || IsExtension(key))
                continue;
            else if (key == "schemas" && child is JsonObject schemas)
                SchemasOf(schemas, 1);
            else if (key is "schema" or "itemSchema" || (!_isOpenApi && IsAsyncSchema(key, child)))
                Schema(members, key, 1);
            else if (Maps.TryGetValue(key, out var inner))
                Walk(child, inner, isMap: child is JsonObject);
            else
                Walk(child, key == "requestBody" ? "requestBodies" : null, isMap: false);
        }
    }

    // AsyncAPI has schemas in messages and in the bindings of WebSocket channels.
    private static bool IsAsyncSchema(string key, JsonNode? child) =>
        key == "payload"
        || (key is "headers" or "query" && child is JsonObject members
            && (members.ContainsKey("type") || members.ContainsKey("properties") || members.ContainsKey("$ref")));

    private void Schema(JsonObject parent, string key, int depth)
    {
        if (ToSchema(parent[key]) is { } replacement)
        {
            ReportSchema(parent, key, parent[key]);
            parent[key] = replacement;
        }

        Schema((JsonObject)parent[key]!, depth);
    }

    private void Schema(JsonArray parent, int index, int depth)
    {
        if (ToSchema(parent[index]) is { } replacement)
        {
            ReportSchema(parent, index.ToString(CultureInfo.InvariantCulture), parent[index]);
            parent[index] = replacement;
        }

        Schema((JsonObject)parent[index]!, depth);
    }

    private void SchemasOf(JsonObject members, int depth)
    {
        foreach (var key in Keys(members))
            Schema(members, key, depth);
    }

    private void Schema(JsonObject schema, int depth)
    {
        if (depth > Limits.SchemaDepth)
        {
            if (!_isTooDeep)
                Report(Descriptors.SchemaTooDeep, schema, Limits.SchemaDepth.ToString(CultureInfo.InvariantCulture));
            _isTooDeep = true;
            return;
        }

        _schemas.Add(schema);
        ExclusiveLimit(schema, "exclusiveMinimum", "minimum");
        ExclusiveLimit(schema, "exclusiveMaximum", "maximum");
        Nullable(schema);
        if (References.Of(schema) is { } text)
            _references.Add(new Reference(schema, "$ref", text, "schemas", IsSchema: true));
        if (schema["discriminator"] is JsonObject discriminator && discriminator["mapping"] is JsonObject mapping)
            Mapping(mapping);

        foreach (var key in Keys(schema))
        {
            var child = schema[key];
            if (SchemaMaps.Contains(key) && child is JsonObject members)
            {
                SchemasOf(members, depth + 1);
            }
            else if (SchemaLists.Contains(key) && child is JsonArray items)
            {
                for (var i = 0; i < items.Count; i++)
                    Schema(items, i, depth + 1);
            }
            else if (SchemaKeywords.Contains(key) || (key is "additionalProperties" or "unevaluatedProperties" && !IsBoolean(child)))
            {
                Schema(schema, key, depth + 1);
            }
        }
    }

    // A mapping names a component or holds a reference; the name alone is as good.
    private void Mapping(JsonObject mapping)
    {
        foreach (var key in Keys(mapping))
        {
            if (mapping[key] is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
                continue;
            var text = value.GetValue<string>();
            var isName = (document.Root["components"]?["schemas"] as JsonObject)?.ContainsKey(text) == true;
            var reference = isName ? "#/components/schemas/" + Uri.EscapeDataString(text.Replace("~", "~0").Replace("/", "~1")) : text;
            _references.Add(new Reference(mapping, key, reference, "schemas", IsSchema: true));
        }
    }

    // nullable: true is how OpenAPI 3.0 says it; many 3.1 and AsyncAPI documents still do.
    private void Nullable(JsonObject schema)
    {
        if (!schema.TryGetPropertyValue("nullable", out var flag) || !IsBoolean(flag))
            return;
        schema.Remove("nullable");
        if (!flag!.GetValue<bool>())
            return;

        switch (schema["type"])
        {
            case JsonValue type when type.GetValueKind() == JsonValueKind.String:
                if (type.GetValue<string>() != "null")
                    schema["type"] = new JsonArray(type.DeepClone(), "null");
                return;
            case JsonArray types:
                if (!types.Any(type => type is JsonValue && type.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "null"))
                    types.Add("null");
                return;
        }

        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray variants && !schema.ContainsKey("$ref") && !schema.ContainsKey("allOf"))
            variants.Add(new JsonObject { ["type"] = "null" });
        else if (schema.ContainsKey("$ref") || schema.ContainsKey("allOf"))
            Wrap(schema);
        else if (schema["enum"] is JsonArray values && !values.Contains(null))
            values.Add(null);
    }

    // Makes the schema one of two alternatives, the other being null.
    private void Wrap(JsonObject schema)
    {
        var inner = new JsonObject();
        document.SetOrigin(inner, document.OriginOf(schema));
        foreach (var key in Keys(schema))
        {
            if (Annotations.Contains(key) || IsExtension(key))
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
        if (!IsBoolean(schema[flag]))
            return;
        var isExclusive = schema[flag]!.GetValue<bool>();
        schema.Remove(flag);
        if (!isExclusive || schema[limit] is not { } value)
            return;
        schema.Remove(limit);
        schema[flag] = value;
    }

    private void Settle(Reference reference, References.Target target, Dictionary<JsonNode, string> hoisted)
    {
        switch (target.Problem)
        {
            case References.Problem.External:
                Drop(reference, Descriptors.ExternalReference, reference.Text);
                return;
            case References.Problem.Unresolved:
                Drop(reference, Descriptors.UnresolvedReference, reference.Text);
                return;
            case References.Problem.Cycle:
                Drop(reference, Descriptors.ReferenceCycle, reference.Text, target.Detail);
                return;
        }

        // What AsyncAPI refers to besides schemas is read from the tree.
        if (!_isOpenApi && !reference.IsSchema)
            return;
        var isComponent = target.Tokens.Length == 3 && target.Tokens[0] == "components"
            && (reference.Section is null || target.Tokens[1] == reference.Section);
        if (isComponent && CanBeReferredTo(target.Tokens[2]))
            reference.Holder[reference.Key] = $"#/components/{target.Tokens[1]}/{target.Tokens[2]}";
        else if (isComponent || (reference.IsSchema && _schemas.Contains(target.Node!)))
            reference.Holder[reference.Key] = Hoist(isComponent ? target.Tokens[1] : "schemas", target, hoisted);
        else if (reference.Section is not null)
            Drop(reference, Descriptors.UnsupportedReference, reference.Text, reference.Section);
    }

    // What stands in the middle of the document, or has an impossible name, becomes a component, and its place refers to that.
    private string Hoist(string section, References.Target target, Dictionary<JsonNode, string> hoisted)
    {
        var node = target.Node!;
        if (hoisted.TryGetValue(node, out var known))
            return known;
        if (document.Root["components"] is not JsonObject components)
            document.Root["components"] = components = [];
        if (components[section] is not JsonObject members)
            components[section] = members = [];
        var name = Unused(members, target.Tokens.Where(token => token is not ("components" or "schemas" or "properties")));
        var reference = $"#/components/{section}/{name}";
        hoisted.Add(node, reference);

        var origin = document.OriginOf(node);
        var replacement = new JsonObject { ["$ref"] = reference };
        document.SetOrigin(node, origin);
        document.SetOrigin(replacement, origin);
        node.ReplaceWith(replacement);
        members[name] = node;
        return reference;
    }

    private static string Unused(JsonObject members, IEnumerable<string> tokens)
    {
        var plain = string.Concat(string.Join("_", tokens).Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_'));
        if (plain.Length == 0)
            plain = "_";
        var name = plain;
        for (var i = 2; members.ContainsKey(name); i++)
            name = plain + "_" + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private static bool CanBeReferredTo(string name) => name.IndexOf('/') < 0 && !string.IsNullOrWhiteSpace(name);

    private void Drop(Reference reference, DiagnosticDescriptor descriptor, params string[] arguments)
    {
        Report(descriptor, reference.Holder[reference.Key] ?? reference.Holder, arguments);
        switch (reference.Holder.Parent)
        {
            case JsonArray items when !reference.IsSchema:
                document.RemoveItem(items, reference.Holder.GetElementIndex());
                break;
            case JsonObject members when !reference.IsSchema:
                members.Remove(reference.Holder.GetPropertyName());
                break;
            default:
                reference.Holder.Remove(reference.Key);
                break;
        }
    }

    private void ReportSchema(JsonNode parent, string token, JsonNode? found)
    {
        if (IsBoolean(found) || diagnostics.Count >= Limits.Diagnostics)
            return;
        var origin = document.OriginOf(parent).Append(token);
        diagnostics.Add(DiagnosticInfo.Create(
            Descriptors.OpenApiReader, origin.Map.Find(origin.Pointer), "A schema must be a mapping, true or false", origin.Pointer));
    }

    private void Report(DiagnosticDescriptor descriptor, JsonNode node, params string[] arguments)
    {
        if (diagnostics.Count < Limits.Diagnostics)
            diagnostics.Add(DiagnosticInfo.Create(descriptor, document.Locate(node), arguments));
    }

    // What a value stands for where a schema is expected; null when it is one already.
    private static JsonObject? ToSchema(JsonNode? node) => node switch
    {
        JsonObject => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.False => new JsonObject { ["not"] = new JsonObject() },
        _ => [],
    };

    private static bool IsBoolean(JsonNode? node) => node is JsonValue && node.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    private static bool IsExtension(string key) => key.StartsWith("x-", StringComparison.Ordinal);

    // A copy, as the members change on the way.
    private static string[] Keys(JsonObject members) => [.. members.Select(member => member.Key)];

    /// <summary>A reference where it stands.</summary>
    /// <param name="Holder">The object that has it.</param>
    /// <param name="Key">Its name there.</param>
    /// <param name="Text">What it says.</param>
    /// <param name="Section">The section of components it must point into; null when any will do.</param>
    /// <param name="IsSchema">Whether a schema is expected at its end.</param>
    private sealed record Reference(JsonObject Holder, string Key, string Text, string? Section, bool IsSchema);
}
