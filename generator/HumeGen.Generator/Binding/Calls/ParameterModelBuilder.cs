using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Decides how a parameter is sent, when its type is known. The one place that does; what it cannot send it turns into text, which is reported.</summary>
internal static class ParameterModelBuilder
{
    /// <summary>The property of the record of parameters: of a parameter that cannot be sent as it is, a text.</summary>
    public static PropertyDraft Property(ParameterDraft draft, TypeRef type) =>
        Problem(draft, type) is null ? draft.Property : draft.Property with { Use = TypeUse.Of(RefKind.String) };

    /// <param name="document">The document, to report.</param>
    /// <param name="draft">The parameter.</param>
    /// <param name="name">The argument or property that holds its value.</param>
    /// <param name="type">The type of that.</param>
    /// <param name="declared">The type that the document describes.</param>
    public static ParameterModel Build(DocumentContext document, ParameterDraft draft, string name, TypeRef type, TypeRef declared)
    {
        var place = Place(draft);
        var style = Style(draft, place);
        if (Problem(draft, declared) is { } problem)
        {
            document.Report(Descriptors.UnsupportedParameter, draft.Pointer, draft.Property.WireName, problem, "it takes text, which is sent as it is");
            type = new TypeRef(RefKind.String, "", null, type.Nullable);
            place = place is ParameterPlace.DeepQuery or ParameterPlace.WholeQuery ? ParameterPlace.Query : place;
            style = place is ParameterPlace.Query or ParameterPlace.Cookie ? ParameterSpelling.Form : ParameterSpelling.Simple;
        }

        return new ParameterModel(draft.Property.WireName, name, type, place == ParameterPlace.Path || draft.Property.Required, place, style, draft.Explode, draft.Property.Doc);
    }

    // What a parameter cannot be, in words.
    private static string? Problem(ParameterDraft draft, TypeRef type)
    {
        var place = Place(draft);
        return (Style(draft, place), type.Kind) switch
        {
            (_, RefKind.File) => "a file",
            (ParameterSpelling.Json, _) => null,
            (ParameterSpelling.DeepObject, not (RefKind.Model or RefKind.Map)) => "a deepObject without properties",
            (_, not (RefKind.Model or RefKind.Map)) when place == ParameterPlace.WholeQuery => "a whole query without names",
            (_, RefKind.List) when type.Element!.Kind is RefKind.Model or RefKind.Map or RefKind.List or RefKind.File => "a list of something else than plain values",
            _ => null,
        };
    }

    private static ParameterPlace Place(ParameterDraft draft) => draft.Place switch
    {
        ParameterIn.Path => ParameterPlace.Path,
        ParameterIn.Header => ParameterPlace.Header,
        ParameterIn.Cookie => ParameterPlace.Cookie,
        ParameterIn.QueryString when !IsJson(draft) => ParameterPlace.WholeQuery,
        _ when draft.Style == "deepObject" => ParameterPlace.DeepQuery,
        _ => ParameterPlace.Query,
    };

    private static ParameterSpelling Style(ParameterDraft draft, ParameterPlace place) => draft.Style switch
    {
        _ when IsJson(draft) => ParameterSpelling.Json,
        _ when place == ParameterPlace.WholeQuery => ParameterSpelling.Form,
        "label" when place == ParameterPlace.Path => ParameterSpelling.Label,
        "matrix" when place == ParameterPlace.Path => ParameterSpelling.Matrix,
        "deepObject" when place == ParameterPlace.DeepQuery => ParameterSpelling.DeepObject,
        "spaceDelimited" when place == ParameterPlace.Query => ParameterSpelling.SpaceDelimited,
        "pipeDelimited" when place == ParameterPlace.Query => ParameterSpelling.PipeDelimited,
        _ => place is ParameterPlace.Path or ParameterPlace.Header ? ParameterSpelling.Simple : ParameterSpelling.Form,
    };

    private static bool IsJson(ParameterDraft draft) => draft.ContentType is { } type && MediaType.IsJson(MediaType.WithoutParameters(type));
}
