using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>A parameter of an operation.</summary>
internal sealed class ParameterNode(ApiDocument document, JsonPointer pointer, JsonObject? json, IOpenApiParameter parameter)
    : SpecNode(document, pointer, json)
{
    /// <summary>The name; null where the document forgets it.</summary>
    public string? Name => parameter.Name;

    public ParameterIn? Place => PlaceOf(parameter.In);

    public bool IsRequired => parameter.Required;

    public bool IsDeprecated => parameter.Deprecated;

    public bool Explode => parameter.Explode;

    /// <summary>Whether signs that mean something in an address stay as they are.</summary>
    public bool AllowsReserved => parameter.AllowReserved;

    public string? Description => parameter.Description;

    /// <summary>The style, in the word of OpenAPI such as <c>deepObject</c>; null where the document does not say.</summary>
    public string? Style => parameter.Style switch
    {
        ParameterStyle.Matrix => "matrix",
        ParameterStyle.Label => "label",
        ParameterStyle.SpaceDelimited => "spaceDelimited",
        ParameterStyle.PipeDelimited => "pipeDelimited",
        ParameterStyle.DeepObject => "deepObject",
        _ => null,
    };

    /// <summary>The style as the document spells it; null where it does not say.</summary>
    public string? WrittenStyle => OwnText("style");

    /// <summary>The media types, of which OpenAPI allows one.</summary>
    public IReadOnlyList<string> ContentTypes => [.. parameter.Content?.Keys ?? []];

    /// <summary>The schema that stands at the parameter itself; null where there is none.</summary>
    public SchemaNode? Schema => parameter.Schema is { } schema ? new SchemaNode(Document, Pointer / "schema", OwnObject("schema"), schema) : null;

    /// <summary>The first media type; null where there is none.</summary>
    public MediaTypeNode? Content => parameter.Content?.FirstOrDefault() is { Key: not null } content
        ? MediaTypeNode.Of(this, Json, content.Key, content.Value) : null;

    /// <summary>The parameters of an operation or a path.</summary>
    public static IReadOnlyList<ParameterNode> List(SpecNode owner, IList<IOpenApiParameter>? parameters, JsonObject? json)
    {
        var written = json?["parameters"] as JsonArray;
        return [.. (parameters ?? []).Select((p, i) =>
            new ParameterNode(owner.Document, owner.Pointer / "parameters" / i, i < written?.Count ? owner.Document.Follow(written[i]) : null, p))];
    }

    public static ParameterIn? PlaceOf(ParameterLocation? location) => location switch
    {
        ParameterLocation.Query => ParameterIn.Query,
        ParameterLocation.Header => ParameterIn.Header,
        ParameterLocation.Path => ParameterIn.Path,
        ParameterLocation.Cookie => ParameterIn.Cookie,
        ParameterLocation.QueryString => ParameterIn.QueryString,
        _ => null,
    };
}
