using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>Turns the bodies of requests into drafts.</summary>
internal sealed class BodyBinder(DocumentContext document, SchemaBinder schemas)
{
    /// <summary>The media types of a body that become calls of their own: of those that get no type, only where there is no other.</summary>
    public static IReadOnlyList<KeyValuePair<string, IOpenApiMediaType>> Contents(OpenApiOperation operation)
    {
        var all = operation.RequestBody?.Content?.ToArray() ?? [];
        var typed = all.Where(c => !IsUntyped(MediaType.Plain(c.Key), c.Value.Schema)).ToArray();
        return typed.Length > 0 ? typed : all.Take(1).ToArray();
    }

    public static string Pointer(string pointer, string contentType) =>
        DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(DocumentContext.Join(pointer, "requestBody"), "content"), contentType), "schema");

    /// <param name="hasQuery">Whether query parameters take the name that the body would have.</param>
    public BodyDraft Bind(string contentType, IOpenApiMediaType media, OpenApiOperation operation, string pointer, string name, bool hasQuery)
    {
        var body = operation.RequestBody!;
        var at = Pointer(pointer, contentType);
        var doc = SchemaDocs.First(body.Description, "The request body.");
        var type = MediaType.Plain(contentType);
        var kind = type switch
        {
            "multipart/form-data" => BodyKind.Multipart,
            "application/x-www-form-urlencoded" => BodyKind.UrlEncoded,
            _ when MediaType.IsJson(type) => BodyKind.Json,
            _ when MediaType.IsText(type) => BodyKind.Text,
            _ => BodyKind.File,
        };
        if (IsUntyped(type, media.Schema))
            document.Report(Descriptors.UntypedContent, at, contentType, kind == BodyKind.Text ? "it is text that you write" : "it is a file that you write");
        if (kind is BodyKind.Json or BodyKind.Text && !MediaType.IsSendable(contentType))
        {
            var sent = kind == BodyKind.Json ? "application/json" : "text/plain";
            document.Report(Descriptors.UntypedContent, at, contentType, $"it is no media type, so {sent} is sent");
            contentType = sent;
        }

        if (kind == BodyKind.Json)
        {
            // Whatever is allowed, JSON is sent.
            contentType = contentType.IndexOf('*') >= 0 ? "application/json" : contentType;
            var use = media.Schema is { } schema ? schemas.Bind(schema, at, name + (hasQuery ? "Body" : "Request")) : TypeUse.Json;
            return new BodyDraft(kind, use, body.Required, doc, null, [], contentType);
        }

        if (kind is BodyKind.Multipart or BodyKind.UrlEncoded && media.Schema is { } form)
            return Form(kind, contentType, form, at, name, doc);
        return kind == BodyKind.Text
            ? new BodyDraft(kind, TypeUse.Of(RefKind.String), body.Required, doc, null, [], contentType.Replace('*', 'p') is var plain && plain == contentType ? contentType : "text/plain")
            : new BodyDraft(BodyKind.File, TypeUse.Of(RefKind.File), body.Required, doc, null, [], contentType);
    }

    private BodyDraft Form(BodyKind kind, string contentType, IOpenApiSchema schema, string at, string name, string doc)
    {
        var resolved = schema is OpenApiSchemaReference reference ? reference.RecursiveTarget ?? schema : schema;
        var owner = schema is OpenApiSchemaReference { Reference.Id: { } id } ? DocumentContext.Join("/components/schemas", id) : at;
        var given = document.OwnText(owner, "x-humegen-name");
        var ownName = given is not null ? CSharpNames.Given(given) : schema is OpenApiSchemaReference { Reference.Id: { } key } ? CSharpNames.ForComponent(key) : null;
        // A component is a type itself, as JSON, and only one that is left out leaves its name to the form.
        var formName = owner == at || document.OwnFlag(owner, "x-humegen-ignore") ? ownName : null;
        var encodings = DocumentContext.Join(at.Substring(0, at.Length - "/schema".Length), "encoding");
        var members = schemas.Members(resolved, owner, ownName ?? name + "Request");
        if (members.Count == 0 && document.Own(owner, "properties") is null)
            document.Report(Descriptors.UntypedContent, at, contentType, "it has no named parts, so nothing is sent");
        var parts = members.Select(p => Part(kind, p, DocumentContext.Join(encodings, p.WireName), DocumentContext.Join(DocumentContext.Join(owner, "properties"), p.WireName))).ToArray();
        return new BodyDraft(kind, TypeUse.Json, true, doc, formName, parts, contentType);
    }

    private PartDraft Part(BodyKind kind, PropertyDraft property, string encoding, string schema)
    {
        // Since OpenAPI 3.1 a file is text of another media type, or says nothing of itself.
        if (kind == BodyKind.Multipart && IsFile(property.Use, document.OwnText(schema, "contentEncoding"), document.OwnText(schema, "contentMediaType") ?? document.OwnText(encoding, "contentType")))
            property = property with { Use = TypeUse.Of(RefKind.File).OrNull(property.Use.Nullable) };
        var isDeep = document.OwnText(encoding, "style") == "deepObject";
        var spelling = document.OwnText(encoding, "x-humegen-array") switch
        {
            "indexed" => ArraySpelling.Indexed,
            "json" => ArraySpelling.Json,
            _ when kind == BodyKind.UrlEncoded && isDeep => ArraySpelling.Deep,
            _ when kind == BodyKind.UrlEncoded && document.Own(encoding, "explode")?.ToJsonString() == "false" => ArraySpelling.Joined,
            _ => ArraySpelling.Repeat,
        };
        // One type that is meant, not a list of those that are taken; a file brings its own.
        var type = kind == BodyKind.Multipart && document.OwnText(encoding, "contentType") is { } given && given.IndexOfAny([',', '*']) < 0
            && MediaType.IsSendable(given) ? given : null;
        return new PartDraft(property, spelling, type);
    }

    private static bool IsFile(TypeUse use, string? encoding, string? type) => use.Kind is RefKind.String or RefKind.Json && encoding is null && type is not null
        && !MediaType.IsText(MediaType.Plain(type)) && !MediaType.IsJson(MediaType.Plain(type));

    // Something with a structure, in a language that nothing here writes.
    private static bool IsUntyped(string type, IOpenApiSchema? schema)
    {
        if (schema is null || MediaType.IsJson(type) || type is "multipart/form-data" or "application/x-www-form-urlencoded")
            return false;
        return SchemaBinder.HasStructure(schema);
    }
}
