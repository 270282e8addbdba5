using System.Net.Http;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Turns the paths of one document into drafts of calls.</summary>
internal sealed class OperationBinder(DocumentContext document, SchemaBinder schemas)
{
    private static readonly string[] FixedMethods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

    // OpenAPI says that header parameters of these names mean nothing.
    private static readonly string[] IgnoredHeaders = ["Accept", "Content-Type", "Authorization"];

    private readonly HashSet<string> _credentialHeaders = new(Credentials.Names(document.Document, ParameterLocation.Header), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _credentialQueries = new(Credentials.Names(document.Document, ParameterLocation.Query), StringComparer.Ordinal);
    private readonly HashSet<string> _credentialCookies = new(Credentials.Names(document.Document, ParameterLocation.Cookie), StringComparer.Ordinal);
    private readonly BodyBinder _bodies = new(document, schemas);
    private readonly ResponseBinder _responses = new(document, schemas);

    public IEnumerable<OperationDraft> Bind()
    {
        Credentials.Check(document);
        foreach (var path in document.Document.Paths ?? [])
        {
            var at = DocumentContext.Join("/paths", path.Key);
            foreach (var operation in path.Value.Operations ?? [])
            {
                var pointer = Pointer(at, operation.Key);
                if (document.OwnFlag(pointer, "x-humegen-ignore"))
                    continue;
                if (!IsHeaderName(operation.Key.Method))
                {
                    document.Report(Descriptors.UnsafeName, pointer, operation.Key.Method);
                    continue;
                }

                foreach (var call in Calls(path.Key, at, path.Value, operation.Key, operation.Value, pointer))
                    yield return call;
                foreach (var callback in operation.Value.Callbacks ?? new Dictionary<string, IOpenApiCallback>())
                {
                    foreach (var item in callback.Value.PathItems ?? [])
                        Payloads(item.Value, DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(pointer, "callbacks"), callback.Key), item.Key.Expression), callback.Key);
                }
            }
        }

        foreach (var webhook in document.Document.Webhooks ?? new Dictionary<string, IOpenApiPathItem>())
            Payloads(webhook.Value, DocumentContext.Join("/webhooks", webhook.Key), webhook.Key);
    }

    // The server calls the user here: nothing to call, but the payloads are types.
    private void Payloads(IOpenApiPathItem item, string pointer, string name)
    {
        foreach (var operation in item.Operations ?? [])
        {
            foreach (var content in operation.Value.RequestBody?.Content ?? new Dictionary<string, IOpenApiMediaType>())
            {
                if (content.Value.Schema is { } schema)
                    schemas.Bind(schema, BodyBinder.Pointer(Pointer(pointer, operation.Key), content.Key), CSharpNames.Pascal(name) + "Payload");
            }
        }
    }

    private static string Pointer(string item, HttpMethod method)
    {
        var name = method.Method.ToLowerInvariant();
        return FixedMethods.Contains(name) ? DocumentContext.Join(item, name) : DocumentContext.Join(DocumentContext.Join(item, "additionalOperations"), method.Method);
    }

    // An operation that takes several content types is several calls.
    private IEnumerable<OperationDraft> Calls(string path, string pathPointer, IOpenApiPathItem item, HttpMethod method, OpenApiOperation operation, string pointer)
    {
        var baseName = document.OwnText(pointer, "x-humegen-name") is { } given ? CSharpNames.Given(given)
            : CSharpNames.Pascal(operation.OperationId ?? method.Method.ToLowerInvariant() + " " + path);
        var server = ServerAddress.First(document, operation.Servers, pointer) ?? ServerAddress.First(document, item.Servers, pathPointer);
        var contents = BodyBinder.Contents(operation);
        var isStreamedToo = ResponseBinder.IsStreamedToo(operation);
        if (contents.Count == 0)
        {
            yield return Call(baseName, null, default);
            if (isStreamedToo)
                yield return Call(baseName + "Stream", null, default, streamed: true);
            yield break;
        }

        for (var i = 0; i < contents.Count; i++)
        {
            var mediaName = document.OwnText(DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(pointer, "requestBody"), "content"), contents[i].Key), "x-humegen-name");
            var name = mediaName is not null ? CSharpNames.Given(mediaName) : i == 0 ? baseName : baseName + "As" + CSharpNames.Pascal(contents[i].Key.Split('/').Last());
            yield return Call(name, contents[i].Key, contents[i].Value);
            if (isStreamedToo)
                yield return Call(name + "Stream", contents[i].Key, contents[i].Value, streamed: true);
        }

        OperationDraft Call(string name, string? contentType, IOpenApiMediaType? media, bool streamed = false)
        {
            // What is asked is the same, piece by piece or not.
            var asked = streamed ? name.Substring(0, name.Length - "Stream".Length) : name;
            var parameters = new List<ParameterDraft>();
            var all = Parameters(item, pathPointer).Where(p => operation.Parameters?.Any(o => o.Name == p.Parameter.Name && o.In == p.Parameter.In) != true)
                .Concat(Parameters(operation, pointer));
            foreach (var (parameter, at) in all)
            {
                if (Parameter(parameter, at, asked) is { } draft)
                    parameters.Add(draft);
            }

            return new OperationDraft(
                document,
                pointer,
                Group(pointer),
                name,
                Verb(method),
                path,
                server,
                new DocModel(Docs(operation, item, $"Calls {Verb(method)} {path}"), operation.Deprecated),
                parameters,
                media is null ? null : _bodies.Bind(contentType!, media, operation, pointer, asked, parameters.Any(p => p.Place != ParameterPlace.Path)),
                _responses.Bind(operation, pointer, name, streamed),
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
        return tag.Length == 0 ? "" : string.Join(".", Ancestors(tag).Select(CSharpNames.Pascal));
    }

    // Since OpenAPI 3.2 a tag may lie below another.
    private List<string> Ancestors(string tag)
    {
        var path = new List<string>();
        for (string? name = tag; !string.IsNullOrEmpty(name) && !path.Contains(name!); name = document.Document.Tags?.FirstOrDefault(t => t.Name == name)?.Parent?.Name)
            path.Insert(0, name!);
        return path;
    }

    // Those of HTTP are capitals; any other name is as it is.
    private static string Verb(HttpMethod method) => FixedMethods.Contains(method.Method.ToLowerInvariant()) ? method.Method.ToUpperInvariant() : method.Method;

    private ParameterDraft? Parameter(IOpenApiParameter parameter, string pointer, string operation)
    {
        if (parameter.Name is not { Length: > 0 } name)
            return null;

        if ((parameter.In == ParameterLocation.Query && _credentialQueries.Contains(name)) || (parameter.In == ParameterLocation.Cookie && _credentialCookies.Contains(name)))
            return null;
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

        var content = parameter.Content?.FirstOrDefault() ?? default;
        var schema = parameter.Schema ?? content.Value?.Schema;
        var at = parameter.Schema is not null || content.Key is null
            ? DocumentContext.Join(pointer, "schema")
            : DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(pointer, "content"), content.Key), "schema");
        var use = schema is null ? TypeUse.Of(RefKind.String) : schemas.Bind(schema, at, operation + CSharpNames.Pascal(name));
        var (place, spelling) = Place(parameter, content.Key);
        var text = SchemaDocs.First(parameter.Description, schema is null ? null : SchemaDocs.Of(document, schema, at).Summary, $"The parameter \"{name}\".");
        var given = document.OwnText(pointer, "x-humegen-name");
        return new ParameterDraft(
            new PropertyDraft(name, given is null ? null : CSharpNames.Given(given), use, parameter.Required || place == ParameterPlace.Path, null, schema?.Format == "password", new DocModel(text, parameter.Deprecated)),
            place,
            spelling,
            parameter.Explode,
            pointer);
    }

    private static (ParameterPlace Place, ParameterSpelling Spelling) Place(IOpenApiParameter parameter, string? contentType)
    {
        var place = parameter.In switch
        {
            ParameterLocation.Path => ParameterPlace.Path,
            ParameterLocation.Header => ParameterPlace.Header,
            ParameterLocation.Cookie => ParameterPlace.Cookie,
            ParameterLocation.QueryString when contentType is null || !MediaType.IsJson(MediaType.Plain(contentType)) => ParameterPlace.WholeQuery,
            _ when parameter.Style == ParameterStyle.DeepObject => ParameterPlace.DeepQuery,
            _ => ParameterPlace.Query,
        };
        var spelling = contentType is not null && parameter.Schema is null && MediaType.IsJson(MediaType.Plain(contentType)) ? ParameterSpelling.Json : parameter.Style switch
        {
            _ when place == ParameterPlace.WholeQuery => ParameterSpelling.Form,
            ParameterStyle.Label when place == ParameterPlace.Path => ParameterSpelling.Label,
            ParameterStyle.Matrix when place == ParameterPlace.Path => ParameterSpelling.Matrix,
            ParameterStyle.DeepObject when place == ParameterPlace.DeepQuery => ParameterSpelling.DeepObject,
            ParameterStyle.SpaceDelimited when place == ParameterPlace.Query => ParameterSpelling.SpaceDelimited,
            ParameterStyle.PipeDelimited when place == ParameterPlace.Query => ParameterSpelling.PipeDelimited,
            _ => place is ParameterPlace.Path or ParameterPlace.Header ? ParameterSpelling.Simple : ParameterSpelling.Form,
        };
        return (place, spelling);
    }

    // RFC 9110: what a header name may consist of.
    public static bool IsHeaderName(string name) => name.Length > 0 && name.All(c => c is > ' ' and <= '~' && "()<>@,;:\\\"/[]?={}".IndexOf(c) < 0);
}
