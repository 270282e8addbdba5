using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.References;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Brings a document into the one form that is loaded: mappings where mappings belong, schemas as OpenAPI 3.1 writes them,
/// references checked. What cannot be used is reported and taken out, so that nothing behind it stumbles.
/// </summary>
/// <remarks>
/// The library throws at null and boolean schemas, passes other nulls on into its model, resolves neither escaped names
/// nor names with a slash, and recurses into schemas and references without a limit; hence this step.
/// </remarks>
internal sealed class DocumentNormalizer(PatchedDocument document, List<DiagnosticInfo> diagnostics)
{
    // Keywords whose members or items are schemas, or that are a schema themselves.
    private static readonly HashSet<string> SchemaMaps = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];
    private static readonly HashSet<string> SchemaLists = ["allOf", "anyOf", "oneOf", "prefixItems"];
    private static readonly HashSet<string> SchemaKeywords =
    [
        "items", "not", "contains", "propertyNames", "if", "then", "else", "unevaluatedItems", "contentSchema", "additionalItems",
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

    // Further keys with a mapping behind them.
    private static readonly HashSet<string> OpenApiMappings =
    [
        "info", "contact", "license", "components", "externalDocs", "requestBody", "flows", "implicit", "password", "clientCredentials",
        "authorizationCode", "get", "put", "post", "delete", "options", "head", "patch", "trace", "query", "additionalOperations",
    ];

    private static readonly HashSet<string> AsyncApiMappings = ["info", "components", "publish", "subscribe", "message", "bindings", "ws"];

    // Lists of mappings.
    private static readonly HashSet<string> OpenApiLists = ["parameters", "servers", "security"];
    private static readonly HashSet<string> AsyncApiLists = ["oneOf", "messages", "security"];

    // Data rather than description: nothing in there is a schema or a reference that matters.
    private static readonly HashSet<string> Data = ["example", "examples", "default", "value", "links", "enum", "const"];

    private readonly bool _isOpenApi = document.File.Kind == SpecKind.OpenApi;
    private readonly HashSet<string> _mappings = document.File.Kind == SpecKind.OpenApi ? OpenApiMappings : AsyncApiMappings;
    private readonly HashSet<string> _lists = document.File.Kind == SpecKind.OpenApi ? OpenApiLists : AsyncApiLists;
    private readonly List<Reference> _references = [];
    private readonly HashSet<JsonNode> _schemas = [];
    private bool _isTooDeep;

    /// <summary>Changes the document in place.</summary>
    /// <returns>Whether it can be loaded; if not, the diagnostics say why.</returns>
    public bool Run()
    {
        Members(document.Root, null, isMap: false);
        if (_isTooDeep)
            return false;
        new ReferenceNormalizer(document, _schemas, Report).Rewrite(_references);
        return true;
    }

    private void Members(JsonObject members, string? section, bool isMap)
    {
        if (!isMap && members.TryGetPropertyValue("$ref", out var reference))
            AddReference(members, reference, section, isSchema: false);
        foreach (var key in Keys(members))
        {
            var child = members[key];
            if (IsExtension(key) && (!isMap || section is "pathItems" or "responses"))
                continue;
            if (isMap)
                Child(members, key, section, isMap: false, mustBeMapping: true);
            else if (Data.Contains(key))
                continue;
            else if (key == "schemas" && child is JsonObject schemas)
                Schemas(schemas, 1);
            else if (key == "itemSchema" && members.Parent is JsonObject && members.GetPropertyName().StartsWith("text/event-stream", StringComparison.Ordinal))
                Event(members);
            else if (key is "schema" or "itemSchema" || (!_isOpenApi && IsAsyncSchema(key, child)))
                Schema(members, key, 1);
            else if (child is JsonArray items && IsList(key))
                Items(items, key == "parameters" ? key : null, mustBeMappings: _lists.Contains(key));
            else if (Maps.TryGetValue(key, out var inner))
                Child(members, key, inner, isMap: true, mustBeMapping: true);
            else
                Child(members, key, key == "requestBody" ? "requestBodies" : null, isMap: false, _mappings.Contains(key) || _lists.Contains(key));
        }

        if (section == "parameters" && !isMap && _isOpenApi && !members.ContainsKey("$ref"))
            Parameter(members);
    }

    // The schema of an event, since OpenAPI 3.2: what counts is the JSON in its data.
    private void Event(JsonObject media)
    {
        if (ServerSentEventSchemas.Data(document, media["itemSchema"]) is { } data)
            media["itemSchema"] = data;
        Schema(media, "itemSchema", 1);
    }

    private void Child(JsonObject parent, string key, string? section, bool isMap, bool mustBeMapping)
    {
        var child = parent[key];
        if (child is JsonObject members)
        {
            Members(members, section, isMap);
        }
        else if (mustBeMapping)
        {
            // A key without a value is a usual way to write an empty mapping.
            if (child is not null || !(isMap || key == "components"))
                Misplaced(parent, key, _lists.Contains(key) ? "A list is expected here" : "A mapping is expected here");
            parent.Remove(key);
        }
    }

    private void Items(JsonArray items, string? section, bool mustBeMappings)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (items[i] is JsonObject || !mustBeMappings)
                continue;
            Misplaced(items, Number(i), "A mapping is expected here");
            document.RemoveItem(items, i);
        }

        // A copy, as a parameter may be taken out.
        foreach (var item in items.ToArray())
        {
            if (item is JsonObject members)
                Members(members, section, isMap: false);
            else if (item is JsonArray inner)
                Items(inner, section, mustBeMappings);
        }
    }

    private void Parameter(JsonObject parameter)
    {
        foreach (var key in (string[])["name", "in"])
        {
            if (SchemaNormalizer.IsText(parameter[key]))
                continue;
            Misplaced(parameter, key, $"A parameter needs '{key}', a text");
            if (parameter.Parent is JsonArray items)
                document.RemoveItem(items, parameter.GetElementIndex());
            else
                (parameter.Parent as JsonObject)?.Remove(parameter.GetPropertyName());
            return;
        }
    }

    // AsyncAPI has schemas in messages and in the bindings of WebSocket channels.
    private static bool IsAsyncSchema(string key, JsonNode? child) => key == "payload" || (key is "headers" or "query" && child is JsonObject);

    // Where both are possible, as with the servers of AsyncAPI and those that a channel names, a list is one.
    private bool IsList(string key) => _lists.Contains(key) || (!_isOpenApi && key == "servers") || !(Maps.ContainsKey(key) || _mappings.Contains(key));

    private void Schema(JsonObject parent, string key, int depth)
    {
        if (SchemaNormalizer.Of(parent[key]) is { } replacement)
        {
            if (!SchemaNormalizer.IsBoolean(parent[key]))
                Misplaced(parent, key, "A schema must be a mapping, true or false");
            parent[key] = replacement;
        }

        Schema((JsonObject)parent[key]!, depth);
    }

    private void Schema(JsonArray parent, int index, int depth)
    {
        if (SchemaNormalizer.Of(parent[index]) is { } replacement)
        {
            if (!SchemaNormalizer.IsBoolean(parent[index]))
                Misplaced(parent, Number(index), "A schema must be a mapping, true or false");
            parent[index] = replacement;
        }

        Schema((JsonObject)parent[index]!, depth);
    }

    private void Schemas(JsonObject members, int depth)
    {
        foreach (var key in Keys(members))
            Schema(members, key, depth);
    }

    private void Schema(JsonObject schema, int depth)
    {
        if (depth > Limits.SchemaDepth)
        {
            if (!_isTooDeep)
                Report(Descriptors.SchemaTooDeep, schema, Number(Limits.SchemaDepth));
            _isTooDeep = true;
            return;
        }

        _schemas.Add(schema);
        SchemaNormalizer.Modernize(schema, document);
        if (schema.TryGetPropertyValue("$ref", out var reference))
            AddReference(schema, reference, "schemas", isSchema: true);
        if (schema["discriminator"] is JsonObject discriminator)
        {
            if (discriminator["mapping"] is JsonObject mapping)
                Mapping(mapping, Keys(mapping));
            if (discriminator.ContainsKey("defaultMapping"))
                Mapping(discriminator, "defaultMapping");
        }

        foreach (var key in Keys(schema))
        {
            var child = schema[key];
            if (SchemaMaps.Contains(key) && child is JsonObject members)
            {
                Schemas(members, depth + 1);
            }
            else if (SchemaLists.Contains(key) && child is JsonArray items)
            {
                for (var i = 0; i < items.Count; i++)
                    Schema(items, i, depth + 1);
            }
            else if (SchemaKeywords.Contains(key) || (key is "additionalProperties" or "unevaluatedProperties" && !SchemaNormalizer.IsBoolean(child)))
            {
                Schema(schema, key, depth + 1);
            }
        }
    }

    // A mapping names a component or holds a reference; both become references.
    private void Mapping(JsonObject mapping, params string[] keys)
    {
        foreach (var key in keys)
        {
            var value = mapping[key];
            var isName = SchemaNormalizer.IsText(value)
                && ((document.Root["components"] as JsonObject)?["schemas"] as JsonObject)?.ContainsKey(value!.GetValue<string>()) == true;
            if (isName)
                _references.Add(new Reference(mapping, key, (JsonPointer.Root / "components" / "schemas" / value!.GetValue<string>()).ToFragment(), "schemas", IsSchema: true));
            else
                AddReference(mapping, value, "schemas", isSchema: true, key);
        }
    }

    private void AddReference(JsonObject holder, JsonNode? value, string? section, bool isSchema, string key = "$ref")
    {
        if (SchemaNormalizer.IsText(value))
        {
            _references.Add(new Reference(holder, key, value!.GetValue<string>(), section, isSchema));
            return;
        }

        Report(Descriptors.UnresolvedReference, value ?? holder, value?.ToJsonString() ?? "null");
        holder.Remove(key);
    }

    private void Misplaced(JsonNode parent, string token, string problem)
    {
        if (diagnostics.Count >= Limits.Diagnostics)
            return;
        var origin = document.OriginOf(parent) / token;
        diagnostics.Add(DiagnosticInfo.Create(Descriptors.OpenApiReader, origin.Map.Find(origin.Pointer), problem, origin.Pointer.ToString()));
    }

    private void Report(DiagnosticDescriptor descriptor, JsonNode node, params string[] arguments)
    {
        if (diagnostics.Count < Limits.Diagnostics)
            diagnostics.Add(DiagnosticInfo.Create(descriptor, document.Locate(node), arguments));
    }

    private static bool IsExtension(string key) => key.StartsWith("x-", StringComparison.Ordinal);

    // A copy, as the members change on the way.
    private static string[] Keys(JsonObject members) => [.. members.Select(member => member.Key)];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
