using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;
using DiagnosticSeverity = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Turns the bodies of requests into drafts.</summary>
internal sealed class BodyBinder(DocumentContext document, SchemaBinder schemas)
{
    private readonly FormBinder _forms = new(schemas);

    /// <summary>
    /// The media types of a body that become calls of their own: of those that get no type, only where there is no other, and of those that are the same
    /// JSON, only one.
    /// </summary>
    public static IReadOnlyList<MediaTypeNode> Contents(OperationNode operation)
    {
        var all = operation.Body?.Contents ?? [];
        var typed = all.Where(c => !IsUntyped(c)).ToList();
        if (typed.Count == 0)
            return [.. all.Take(1)];
        // The usual one stands for all, at the place of the first.
        var json = typed.Where(c => KindOf(c) == BodyKind.Json).ToArray();
        if (json.FirstOrDefault(c => MediaType.WithoutParameters(c.ContentType) == "application/json") is { } usual && json[0] != usual)
        {
            typed.Remove(usual);
            typed.Insert(typed.IndexOf(json[0]), usual);
        }

        return [.. typed.Where((c, i) => KindOf(c) != BodyKind.Json || c.GivenName is not null || !typed.Take(i).Any(o => KindOf(o) == BodyKind.Json && o.HasSchemaOf(c)))];
    }

    /// <param name="body">The body.</param>
    /// <param name="media">The media type that is sent.</param>
    /// <param name="name">The name of the call.</param>
    /// <param name="hasQuery">Whether query parameters take the name that the body would have.</param>
    /// <returns>The draft; null for a form without parts that need not be sent.</returns>
    public BodyDraft? Bind(RequestBodyNode body, MediaTypeNode media, string name, bool hasQuery)
    {
        var doc = SchemaDocumentation.First(body.Description, "The request body.");
        var kind = KindOf(media);
        var contentType = Sendable(media, kind);
        return kind switch
        {
            BodyKind.Json => new BodyDraft(
                kind, media.Schema is { } schema ? schemas.Bind(schema, name + (hasQuery ? "Body" : "Request")) : TypeUse.Json, body.IsRequired, doc, null, [], contentType),
            BodyKind.Multipart or BodyKind.UrlEncoded when media.Schema is { } form => Form(kind, media, form, name, body.IsRequired, doc),
            BodyKind.Text => new BodyDraft(kind, TypeUse.Of(RefKind.String), body.IsRequired, doc, null, [], contentType),
            _ => new BodyDraft(BodyKind.File, TypeUse.Of(RefKind.File), body.IsRequired, doc, null, [], contentType),
        };
    }

    private static BodyKind KindOf(MediaTypeNode media) => MediaType.WithoutParameters(media.ContentType) switch
    {
        // Bytes may be of any type; within JSON they are base64. Anything of any type can only be bytes.
        var type when MediaType.IsAny(type) && media.Schema is null or { IsBinary: true } => BodyKind.File,
        "multipart/form-data" => BodyKind.Multipart,
        "application/x-www-form-urlencoded" => BodyKind.UrlEncoded,
        var type when MediaType.IsJson(type) => BodyKind.Json,
        var type when MediaType.IsText(type) => BodyKind.Text,
        _ => BodyKind.File,
    };

    // The media type that is sent. What the document has there may be none, or a pattern.
    private string Sendable(MediaTypeNode media, BodyKind kind)
    {
        if (IsUntyped(media))
            document.Report(Descriptors.UntypedContent, media.SchemaPointer, media.ContentType, kind == BodyKind.Text ? "it is text that you write" : "it is a file that you write");
        if (kind is not (BodyKind.Json or BodyKind.Text))
            return media.ContentType;
        var usual = kind == BodyKind.Json ? "application/json" : "text/plain";
        if (!MediaType.IsSendable(media.ContentType))
        {
            document.Report(Descriptors.UntypedContent, media.SchemaPointer, media.ContentType, $"it is no media type, so {usual} is sent");
            return usual;
        }

        return media.ContentType.IndexOf('*') >= 0 ? usual : media.ContentType;
    }

    private BodyDraft? Form(BodyKind kind, MediaTypeNode media, SchemaNode schema, string name, bool isRequired, string doc)
    {
        var owner = schema.Component ?? schema;
        var ownName = owner.TypeName is { } given ? CSharpNames.Given(given) : schema.ReferenceKey is { } key ? document.ComponentName(key) : null;
        // A component is a type itself, as JSON, and only one that is left out leaves its name to the form.
        var formName = !schema.IsReference || owner.IsIgnored ? ownName : null;
        var (members, keys) = _forms.Bind(schema.Target, ownName ?? name + "Request");
        var further = Further(schema.Target, ownName ?? name + "Request");
        if (members.Count == 0 && further is null && !owner.DeclaresProperties)
        {
            document.Report(
                Descriptors.UntypedContent, DiagnosticSeverity.Warning, media.SchemaPointer, media.ContentType, "it has no named parts, so nothing is sent");
        }

        if (members.Count == 0 && further is null && !isRequired)
            return null;
        var parts = members.Select(p => Part(kind, p, media.Encoding(p.WireName), owner.OwnProperty(p.WireName)) with
        {
            KeyValues = keys.TryGetValue(p.WireName, out var values) ? values : [],
        });
        return new BodyDraft(kind, TypeUse.Json, isRequired, doc, formName, [.. further is null ? parts : parts.Append(further)], media.ContentType);
    }

    // Parts of any name; files among them have no text.
    private PartDraft? Further(SchemaNode form, string name)
    {
        if (form.FurtherProperties is not { } values || schemas.Bind(values, name + "Value") is not { Kind: not RefKind.File } use)
            return null;
        var parts = new PropertyDraft("additionalProperties", "FurtherParts", TypeUse.MapOf(use), false, null, false, new DocModel("Further parts, by name.", false));
        return new PartDraft(parts, ArrayFormat.Repeat, null)
        {
            IsMap = true,
        };
    }

    private static PartDraft Part(BodyKind kind, PropertyDraft property, EncodingNode encoding, SchemaNode? schema)
    {
        // Since OpenAPI 3.1 a file is text of another media type, or says nothing of itself.
        if (kind == BodyKind.Multipart && IsFile(property.Use, schema?.ContentEncoding, schema?.ContentMediaType ?? encoding.ContentType))
            property = property with { Use = TypeUse.Of(RefKind.File).OrNull(property.Use.Nullable) };
        var array = encoding.Text(ExtensionWords.Array) switch
        {
            "indexed" => ArrayFormat.Indexed,
            "json" => ArrayFormat.Json,
            _ when kind == BodyKind.UrlEncoded && encoding.Style == "deepObject" => ArrayFormat.Deep,
            _ when kind == BodyKind.UrlEncoded && encoding.IsJoined => ArrayFormat.Joined,
            _ => ArrayFormat.Repeat,
        };
        // One type that is meant, not a list of those that are taken; a file brings its own.
        var type = kind == BodyKind.Multipart && encoding.ContentType is { } given && given.IndexOfAny([',', '*']) < 0 && MediaType.IsSendable(given) ? given : null;
        return new PartDraft(property, array, type);
    }

    private static bool IsFile(TypeUse use, string? encoding, string? type) => use.Kind is RefKind.String or RefKind.Json && encoding is null && type is not null
        && !MediaType.IsText(MediaType.WithoutParameters(type)) && !MediaType.IsJson(MediaType.WithoutParameters(type));

    // Something with a structure, in a language that nothing here writes.
    private static bool IsUntyped(MediaTypeNode media) => media.Schema is { HasStructure: true }
        && KindOf(media) is BodyKind.Text or BodyKind.File;
}
