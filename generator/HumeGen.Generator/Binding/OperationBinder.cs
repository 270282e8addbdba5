using System.Net.Http;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Turns the paths of one document into drafts of calls.</summary>
internal sealed class OperationBinder(DocumentContext document, SchemaBinder schemas)
{
    // OpenAPI says that header parameters of these names mean nothing.
    private static readonly string[] IgnoredHeaders = ["Accept", "Content-Type", "Authorization"];

    private readonly HashSet<string> _credentialHeaders = new(CredentialHeaders(document.Document), StringComparer.OrdinalIgnoreCase);

    public IEnumerable<OperationDraft> Bind()
    {
        foreach (var scheme in document.Document.Components?.SecuritySchemes ?? new Dictionary<string, IOpenApiSecurityScheme>())
        {
            if (scheme.Value is { Type: SecuritySchemeType.ApiKey, In: ParameterLocation.Header, Name: { } name } && !IsHeaderName(name))
                document.Report(Descriptors.UnsafeName, DocumentContext.Join("/components/securitySchemes", scheme.Key), name);
        }

        foreach (var path in document.Document.Paths ?? [])
        {
            var at = DocumentContext.Join("/paths", path.Key);
            foreach (var operation in path.Value.Operations ?? [])
            {
                var pointer = DocumentContext.Join(at, operation.Key.Method.ToLowerInvariant());
                if (document.OwnFlag(pointer, "x-humegen-ignore"))
                    continue;
                foreach (var call in Calls(path.Key, at, path.Value, operation.Key, operation.Value, pointer))
                    yield return call;
            }
        }

        // The server calls the user here: nothing to call, but the payloads are types.
        foreach (var webhook in document.Document.Webhooks ?? new Dictionary<string, IOpenApiPathItem>())
        {
            foreach (var operation in webhook.Value.Operations ?? [])
            {
                var pointer = DocumentContext.Join(DocumentContext.Join("/webhooks", webhook.Key), operation.Key.Method.ToLowerInvariant());
                foreach (var content in operation.Value.RequestBody?.Content ?? new Dictionary<string, IOpenApiMediaType>())
                {
                    if (content.Value.Schema is { } schema)
                        schemas.Bind(schema, BodyPointer(pointer, content.Key), CSharpNames.Pascal(webhook.Key) + "Payload");
                }
            }
        }
    }

    public static IEnumerable<string> CredentialHeaders(OpenApiDocument document) => (document.Components?.SecuritySchemes?.Values ?? [])
        .Where(s => s is { Type: SecuritySchemeType.ApiKey, In: ParameterLocation.Header, Name: { } name } && IsHeaderName(name))
        .Select(s => s.Name!);

    // An operation that takes several content types is several calls.
    private IEnumerable<OperationDraft> Calls(string path, string pathPointer, IOpenApiPathItem item, HttpMethod method, OpenApiOperation operation, string pointer)
    {
        var baseName = document.OwnText(pointer, "x-humegen-name") is { } given ? CSharpNames.Given(given)
            : CSharpNames.Pascal(operation.OperationId ?? method.Method.ToLowerInvariant() + " " + path);
        var contents = operation.RequestBody?.Content?.ToArray() ?? [];
        if (contents.Length == 0)
        {
            yield return Call(baseName, null, default);
            yield break;
        }

        for (var i = 0; i < contents.Length; i++)
        {
            var mediaName = document.OwnText(DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(pointer, "requestBody"), "content"), contents[i].Key), "x-humegen-name");
            var name = mediaName is not null ? CSharpNames.Given(mediaName) : i == 0 ? baseName : baseName + "As" + CSharpNames.Pascal(contents[i].Key.Split('/').Last());
            yield return Call(name, contents[i].Key, contents[i].Value);
        }

        OperationDraft Call(string name, string? contentType, IOpenApiMediaType? media)
        {
            var parameters = new List<ParameterDraft>();
            var all = Parameters(item, pathPointer).Where(p => operation.Parameters?.Any(o => o.Name == p.Parameter.Name && o.In == p.Parameter.In) != true)
                .Concat(Parameters(operation, pointer));
            foreach (var (parameter, at) in all)
            {
                if (Parameter(parameter, at, name) is { } draft)
                    parameters.Add(draft);
            }

            return new OperationDraft(
                document,
                pointer,
                Group(pointer),
                name,
                method.Method.ToUpperInvariant(),
                path,
                new DocModel(Docs(operation, item, $"Calls {method.Method.ToUpperInvariant()} {path}"), operation.Deprecated),
                parameters,
                media is null ? null : Body(contentType!, media, operation, pointer, name, parameters.Any(p => p.Place != ParameterPlace.Path)),
                Response(operation, pointer, name),
                document.Own(pointer, "x-humegen-paging") as JsonObject);
        }
    }

    private static IEnumerable<(IOpenApiParameter Parameter, string Pointer)> Parameters(IOpenApiPathItem item, string pointer) =>
        (item.Parameters ?? []).Select((p, i) => (p, DocumentContext.Join(pointer, "parameters", i)));

    private static IEnumerable<(IOpenApiParameter Parameter, string Pointer)> Parameters(OpenApiOperation operation, string pointer) =>
        (operation.Parameters ?? []).Select((p, i) => (p, DocumentContext.Join(pointer, "parameters", i)));

    private static string Docs(OpenApiOperation operation, IOpenApiPathItem item, string otherwise) =>
        SchemaDocs.First(operation.Description, operation.Summary, item.Description, item.Summary, otherwise);

    /// <summary>The client that the call belongs to, as a dotted path from the root client; empty for the root client itself.</summary>
    private string Group(string pointer)
    {
        if (document.OwnText(pointer, "x-humegen-group") is { } given)
            return CSharpNames.Path(given);
        // The library drops tags that are empty, and an empty tag may well have a place of its own.
        if (document.Own(pointer, "tags") is not JsonArray { Count: > 0 } tags || tags[0] is not JsonValue first || !first.TryGetValue(out string? tag))
            return "";
        if (document.Groups?[tag] is JsonValue group && group.TryGetValue(out string? place))
            return CSharpNames.Path(place);
        return tag.Length == 0 ? "" : CSharpNames.Pascal(tag);
    }

    private ParameterDraft? Parameter(IOpenApiParameter parameter, string pointer, string operation)
    {
        if (parameter.Name is not { Length: > 0 } name)
            return null;

        if (parameter.In == ParameterLocation.Cookie)
        {
            document.Report(Descriptors.UnsupportedParameter, pointer, name, "a cookie", "the call is made without it");
            return null;
        }

        if (parameter.In == ParameterLocation.Header)
        {
            if (_credentialHeaders.Contains(name) || IgnoredHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
                return null;
            if (!IsHeaderName(name))
            {
                document.Report(Descriptors.UnsafeName, pointer, name);
                return null;
            }
        }

        var schema = parameter.Schema ?? parameter.Content?.Values.FirstOrDefault()?.Schema;
        var at = DocumentContext.Join(pointer, "schema");
        var use = schema is null ? TypeUse.Of(RefKind.String) : schemas.Bind(schema, at, operation + CSharpNames.Pascal(name));
        var place = parameter.In switch
        {
            ParameterLocation.Path => ParameterPlace.Path,
            ParameterLocation.Header => ParameterPlace.Header,
            _ when parameter.Style == ParameterStyle.DeepObject => ParameterPlace.DeepQuery,
            _ => ParameterPlace.Query,
        };
        var text = SchemaDocs.First(parameter.Description, schema is null ? null : SchemaDocs.Of(document, schema, at).Summary, $"The parameter \"{name}\".");
        var given = document.OwnText(pointer, "x-humegen-name");
        return new ParameterDraft(
            new PropertyDraft(name, given is null ? null : CSharpNames.Given(given), use, parameter.Required || place == ParameterPlace.Path, null, schema?.Format == "password", new DocModel(text, parameter.Deprecated)),
            place,
            parameter.Explode,
            pointer);
    }

    // RFC 9110: what a header name may consist of.
    public static bool IsHeaderName(string name) => name.Length > 0 && name.All(c => c is > ' ' and <= '~' && "()<>@,;:\\\"/[]?={}".IndexOf(c) < 0);

    private static string BodyPointer(string pointer, string contentType) =>
        DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(pointer, "requestBody"), "content"), contentType), "schema");

    /// <param name="hasQuery">Whether query parameters take the name that the body would have.</param>
    private BodyDraft? Body(string contentType, IOpenApiMediaType media, OpenApiOperation operation, string pointer, string name, bool hasQuery)
    {
        var body = operation.RequestBody!;
        var at = BodyPointer(pointer, contentType);
        var doc = SchemaDocs.First(body.Description, "The request body.");
        var kind = contentType.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            "multipart/form-data" => BodyKind.Multipart,
            "application/x-www-form-urlencoded" => BodyKind.UrlEncoded,
            var json when IsJson(json) => BodyKind.Json,
            var text when text.StartsWith("text/", StringComparison.Ordinal) => BodyKind.Text,
            _ => BodyKind.File,
        };
        if (kind is BodyKind.Text or BodyKind.File || media.Schema is not { } schema)
            return new BodyDraft(kind is BodyKind.Multipart or BodyKind.UrlEncoded ? BodyKind.File : kind, kind == BodyKind.Text ? TypeUse.Of(RefKind.String) : kind == BodyKind.Json ? TypeUse.Json : TypeUse.Of(RefKind.File), body.Required, doc, null, [], contentType);

        if (kind == BodyKind.Json)
            return new BodyDraft(kind, schemas.Bind(schema, at, name + (hasQuery ? "Body" : "Request")), body.Required, doc, null, [], contentType);

        var resolved = schema is OpenApiSchemaReference reference ? reference.RecursiveTarget ?? schema : schema;
        var owner = schema is OpenApiSchemaReference { Reference.Id: { } id } ? DocumentContext.Join("/components/schemas", id) : at;
        var given = document.OwnText(owner, "x-humegen-name");
        var ownName = given is not null ? CSharpNames.Given(given) : schema is OpenApiSchemaReference { Reference.Id: { } key } ? CSharpNames.ForComponent(key) : null;
        // A component is a type itself, as JSON, and only one that is left out leaves its name to the form.
        var formName = owner == at || document.OwnFlag(owner, "x-humegen-ignore") ? ownName : null;
        var encodings = DocumentContext.Join(at.Substring(0, at.Length - "/schema".Length), "encoding");
        var parts = schemas.Members(resolved, owner, ownName ?? name + "Request")
            .Select(p => new PartDraft(p, document.OwnText(DocumentContext.Join(encodings, p.WireName), "x-humegen-array") switch
            {
                "indexed" => ArraySpelling.Indexed,
                "json" => ArraySpelling.Json,
                _ => ArraySpelling.Repeat,
            })).ToArray();
        return new BodyDraft(kind, TypeUse.Json, true, doc, formName, parts, contentType);
    }

    private ResponseDraft Response(OpenApiOperation operation, string pointer, string name)
    {
        var responses = operation.Responses ?? [];
        var success = responses.Where(r => r.Key.StartsWith("2", StringComparison.Ordinal)).OrderBy(r => r.Value.Content is { Count: > 0 } ? 0 : 1).ThenBy(r => r.Key, StringComparer.Ordinal)
            .Concat(responses.Where(r => r.Key == "default" && r.Value.Content is { Count: > 0 } && responses.Count == 1)).FirstOrDefault();
        if (success.Value?.Content is not { Count: > 0 } content)
            return new ResponseDraft(ResponseKind.None, null, "", "");

        var at = DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(pointer, "responses"), success.Key), "content");
        var doc = SchemaDocs.First(success.Value.Description, "What the server answers.");
        var media = content.OrderBy(c => Preference(c.Key)).First();
        var contentType = media.Key.Split(';')[0].Trim().ToLowerInvariant();
        var schemaPointer = DocumentContext.Join(DocumentContext.Join(at, media.Key), media.Value.ItemSchema is null ? "schema" : "itemSchema");
        var schema = media.Value.ItemSchema ?? media.Value.Schema;
        if (IsItems(contentType))
        {
            var item = schema is null ? TypeUse.Json : schemas.Bind(schema, schemaPointer, name + "Item");
            return new ResponseDraft(ResponseKind.Items, item, contentType, doc);
        }

        if (!IsJson(contentType))
        {
            return contentType.StartsWith("text/", StringComparison.Ordinal) && !SchemaBinder.IsBinary(schema)
                ? new ResponseDraft(ResponseKind.Text, null, contentType, doc)
                : new ResponseDraft(ResponseKind.Binary, null, contentType, doc);
        }

        if (SchemaBinder.IsBinary(schema))
            return new ResponseDraft(ResponseKind.Binary, null, contentType, doc);
        if (schema is null || SchemaBinder.IsEmptyObject(schema))
            return new ResponseDraft(ResponseKind.None, null, "", "");
        return new ResponseDraft(ResponseKind.Json, schemas.Bind(schema, schemaPointer, name + "Response"), contentType, doc);
    }

    private static int Preference(string contentType) => contentType switch
    {
        _ when IsJson(contentType.Split(';')[0].Trim().ToLowerInvariant()) => 0,
        _ when IsItems(contentType.Split(';')[0].Trim().ToLowerInvariant()) => 1,
        _ => 2,
    };

    private static bool IsJson(string contentType) =>
        contentType is "application/json" or "*/*" || contentType.EndsWith("+json", StringComparison.Ordinal);

    private static bool IsItems(string contentType) =>
        contentType is "text/event-stream" or "application/x-ndjson" or "application/jsonl" or "application/jsonlines" or "application/json-seq" or "application/ndjson";
}
