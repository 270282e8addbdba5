using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
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
/// <param name="document">The document, which is changed in place.</param>
/// <param name="diagnostics">Gets what is wrong with it.</param>
/// <param name="cancellationToken">Stops on the way; the document is of no use then.</param>
internal sealed class DocumentNormalizer(PatchedDocument document, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
{
    private readonly bool _isOpenApi = document.File.Kind == SpecKind.OpenApi;
    private readonly HashSet<string> _mappings = document.File.Kind == SpecKind.OpenApi ? OpenApiGrammar.OpenApiMappings : OpenApiGrammar.AsyncApiMappings;
    private readonly HashSet<string> _lists = document.File.Kind == SpecKind.OpenApi ? OpenApiGrammar.OpenApiLists : OpenApiGrammar.AsyncApiLists;
    private readonly List<Reference> _references = [];
    private readonly HashSet<JsonNode> _schemas = [];
    private KeywordKinds? _kinds;
    private bool _isTooDeep;

    private KeywordKinds Kinds => _kinds ??= new KeywordKinds(ReportMember, _isOpenApi && document.Root["openapi"].AsText()?.StartsWith("3.0", StringComparison.Ordinal) == true);

    /// <summary>Brings the document into its form.</summary>
    /// <returns>Whether it can be loaded; if not, the diagnostics say why.</returns>
    public bool Run()
    {
        Members(document.Root, null, isMap: false);
        if (_isTooDeep)
            return false;
        new ReferenceNormalizer(document, _schemas, Report, cancellationToken).Rewrite(_references);
        return true;
    }

    private void Members(JsonObject members, string? section, bool isMap)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!isMap && _isOpenApi)
            Kinds.Check(members);
        if (!isMap && members.TryGetPropertyValue("$ref", out var reference))
            AddReference(members, reference, section, isSchema: false);
        foreach (var key in Keys(members))
        {
            var child = members[key];
            if (OpenApiGrammar.IsExtension(key) && (!isMap || MayHaveExtensions(members)))
                continue;
            if (isMap)
                Child(members, key, section, isMap: false, mustBeMapping: true);
            else if (OpenApiGrammar.IsKept(key))
                continue;
            else if (key == "schemas" && child is JsonObject schemas)
                Schemas(schemas, 1);
            else if (key == "itemSchema" && members.Parent is JsonObject && members.GetPropertyName().StartsWith("text/event-stream", StringComparison.Ordinal))
                Event(members);
            else if (key is "schema" or "itemSchema" || (!_isOpenApi && IsAsyncSchema(key, child)))
                Schema(members, key, 1);
            else if (child is JsonArray items && IsList(key))
                Items(items, key == "parameters" ? key : null, mustBeMappings: _lists.Contains(key));
            else if (OpenApiGrammar.Maps.TryGetValue(key, out var inner))
                Child(members, key, inner, isMap: true, mustBeMapping: true);
            else
                Child(members, key, key == "requestBody" ? "requestBodies" : null, isMap: false, _mappings.Contains(key) || _lists.Contains(key));
        }

        if (section == "parameters" && !isMap && _isOpenApi && !members.ContainsKey("$ref"))
            Parameter(members);
    }

    // Paths, and the responses of an operation. Of webhooks and components, any name is one of theirs.
    private static bool MayHaveExtensions(JsonObject map) => map.GetPropertyName() switch
    {
        "paths" => map.Parent!.Parent is null,
        "responses" => map.Parent!.Parent?.Parent is not null,
        _ => false,
    };

    // The schema of an event, since OpenAPI 3.2.
    private void Event(JsonObject media)
    {
        if (ServerSentEventSchemas.Item(document, media["itemSchema"]) is { } item)
            media["itemSchema"] = item;
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
            if (parameter[key].AsText() is not null)
                continue;
            Misplaced(parameter, key, $"A parameter needs '{key}', a string");
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
    private bool IsList(string key) => _lists.Contains(key) || (!_isOpenApi && key == "servers") || !(OpenApiGrammar.Maps.ContainsKey(key) || _mappings.Contains(key));

    private void Schema(JsonObject parent, string key, int depth)
    {
        if (SchemaNormalizer.Of(parent[key]) is { } replacement)
        {
            if (!parent[key].IsBoolean())
                Misplaced(parent, key, "A schema must be a mapping, true or false");
            parent[key] = replacement;
        }

        Schema((JsonObject)parent[key]!, depth);
    }

    private void Schema(JsonArray parent, int index, int depth)
    {
        if (SchemaNormalizer.Of(parent[index]) is { } replacement)
        {
            if (!parent[index].IsBoolean())
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
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > Limits.SchemaDepth)
        {
            if (!_isTooDeep)
                Report(Descriptors.SchemaTooDeep, schema, Number(Limits.SchemaDepth));
            _isTooDeep = true;
            return;
        }

        _schemas.Add(schema);
        Kinds.CheckSchema(schema);
        SchemaNormalizer.Modernize(schema, document);
        if (schema.TryGetPropertyValue("$ref", out var reference))
            AddReference(schema, reference, "schemas", isSchema: true);
        if (schema.ContainsKey("$dynamicRef"))
        {
            ReportMember(Descriptors.IgnoredKeyword, schema, "$dynamicRef", ["$dynamicRef"]);
            schema.Remove("$dynamicRef");
        }

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
            if (OpenApiGrammar.SchemaMaps.Contains(key) && child is JsonObject members)
            {
                Schemas(members, depth + 1);
            }
            else if (OpenApiGrammar.SchemaLists.Contains(key) && child is JsonArray items)
            {
                for (var i = 0; i < items.Count; i++)
                    Schema(items, i, depth + 1);
            }
            else if (OpenApiGrammar.Schemas.Contains(key) || (key is "additionalProperties" or "unevaluatedProperties" && !child.IsBoolean()))
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
            if (value.AsText() is { } name && ((document.Root["components"] as JsonObject)?["schemas"] as JsonObject)?.ContainsKey(name) == true)
                _references.Add(new Reference(mapping, key, (JsonPointer.Root / "components" / "schemas" / name).ToFragment(), "schemas", IsSchema: true));
            else
                AddReference(mapping, value, "schemas", isSchema: true, key);
        }
    }

    private void AddReference(JsonObject holder, JsonNode? value, string? section, bool isSchema, string key = "$ref")
    {
        if (value.AsText() is { } text)
        {
            _references.Add(new Reference(holder, key, text, section, isSchema));
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

    private void ReportMember(DiagnosticDescriptor descriptor, JsonObject owner, string key, string[] arguments)
    {
        if (diagnostics.Count >= Limits.Diagnostics)
            return;
        var origin = document.OriginOf(owner) / key;
        diagnostics.Add(DiagnosticInfo.Create(descriptor, origin.Map.Find(origin.Pointer), arguments));
    }

    // A copy, as the members change on the way.
    private static string[] Keys(JsonObject members) => [.. members.Select(member => member.Key)];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
