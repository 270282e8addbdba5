using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>
/// Decides how a parameter is sent, when its type is known: place, style, and the runtime's method. The one place that does. A parameter that cannot be
/// sent as the document has it becomes text, which is reported.
/// </summary>
internal static class ParameterModelBuilder
{
    // Styles in which the runtime writes a parameter, with the names that its enum has.
    private enum ParameterStyle
    {
        Simple,
        Form,
        SpaceDelimited,
        PipeDelimited,
        DeepObject,
        Label,
        Matrix,
        Json,
    }

    /// <summary>The method of the runtime that takes a plain text at a place.</summary>
    public static ParameterMethod Method(ParameterIn place) => place switch
    {
        ParameterIn.Path => ParameterMethod.AddPath,
        ParameterIn.Header => ParameterMethod.AddHeader,
        ParameterIn.Cookie => ParameterMethod.AddCookie,
        _ => ParameterMethod.AddQuery,
    };

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
        var style = StyleOf(draft);
        if (Problem(draft, declared) is { } problem)
        {
            document.Report(Descriptors.UnsupportedParameter, draft.Pointer, draft.Property.WireName, problem, "it is a string, which is sent unchanged");
            type = new TypeRef(RefKind.String, "", null, type.Nullable);
            style = UsualStyle(draft.Place);
        }

        var method = draft.Place switch
        {
            ParameterIn.Path when draft.HasSteps && type.Kind == RefKind.String => ParameterMethod.AddPathSteps,
            ParameterIn.Path or ParameterIn.Header or ParameterIn.Cookie => Method(draft.Place),
            _ when style == ParameterStyle.DeepObject && type.Kind == RefKind.Model && !draft.AllowsReserved => ParameterMethod.AddQueryObject,
            _ when style == ParameterStyle.Form && type is { Kind: RefKind.List, Element.Kind: not RefKind.Bytes } && !draft.Explode && !draft.AllowsReserved =>
                ParameterMethod.AddQueryJoined,
            _ => ParameterMethod.AddQuery,
        };
        return new ParameterModel(
            draft.Property.WireName,
            name,
            type,
            draft.Place == ParameterIn.Path || draft.Property.Required,
            method,
            draft.AllowsReserved ? ParameterForm.Styled : FormOf(method, style, draft.Explode, type),
            style.ToString(),
            draft.Explode || IsWholeQuery(draft),
            draft.Property.Doc)
        {
            AllowsReserved = draft.AllowsReserved,
        };
    }

    // Why a parameter cannot be sent as the document has it; null where it can.
    private static string? Problem(ParameterDraft draft, TypeRef type) => (StyleOf(draft), type.Kind) switch
    {
        _ when HasFile(type) => "a file",
        (ParameterStyle.Json, _) => null,
        (ParameterStyle.DeepObject, not (RefKind.Model or RefKind.Map or RefKind.List or RefKind.Struct or RefKind.Json)) => "a deepObject without properties",
        (ParameterStyle.DeepObject, _) => null,
        (_, not (RefKind.Model or RefKind.Map)) when IsWholeQuery(draft) => "a whole query without names",
        (_, RefKind.List) when type.Element!.Kind is RefKind.Model or RefKind.Map or RefKind.List => "a list of something else than plain values",
        _ => null,
    };

    private static bool HasFile(TypeRef type) => type.Kind == RefKind.File || (type.Element is { } element && HasFile(element));

    private static bool IsWholeQuery(ParameterDraft draft) => draft.Place == ParameterIn.QueryString && !IsJson(draft);

    private static ParameterStyle StyleOf(ParameterDraft draft) => (draft.Place, draft.Style) switch
    {
        _ when IsJson(draft) => ParameterStyle.Json,
        (ParameterIn.Path, "label") => ParameterStyle.Label,
        (ParameterIn.Path, "matrix") => ParameterStyle.Matrix,
        (ParameterIn.Query, "deepObject") => ParameterStyle.DeepObject,
        (ParameterIn.Query, "spaceDelimited") => ParameterStyle.SpaceDelimited,
        (ParameterIn.Query, "pipeDelimited") => ParameterStyle.PipeDelimited,
        _ => UsualStyle(draft.Place),
    };

    private static ParameterStyle UsualStyle(ParameterIn place) => place is ParameterIn.Path or ParameterIn.Header ? ParameterStyle.Simple : ParameterStyle.Form;

    private static bool IsJson(ParameterDraft draft) => draft.ContentType is { } type && MediaType.IsJson(MediaType.WithoutParameters(type));

    private static ParameterForm FormOf(ParameterMethod method, ParameterStyle style, bool explode, TypeRef type)
    {
        if (NeedsStyle(method, style, explode, type))
            return ParameterForm.Styled;
        return (method, type.Kind) switch
        {
            (ParameterMethod.AddPath, RefKind.String or RefKind.Int64) or (ParameterMethod.AddPathSteps, _) or (ParameterMethod.AddQueryObject, _) => ParameterForm.Value,
            (ParameterMethod.AddQuery, RefKind.Boolean or RefKind.Int32 or RefKind.Int64 or RefKind.Double) => ParameterForm.Value,
            (ParameterMethod.AddQueryJoined or ParameterMethod.AddPath or ParameterMethod.AddQuery, RefKind.List) =>
                type.Element!.Kind == RefKind.String ? ParameterForm.Value : ParameterForm.Each,
            (_, RefKind.List) => ParameterForm.Joined,
            _ => ParameterForm.Text,
        };
    }

    // Whether the runtime has no shorter way for it than to name its style.
    private static bool NeedsStyle(ParameterMethod method, ParameterStyle style, bool explode, TypeRef type) => (style, type.Kind) switch
    {
        (ParameterStyle.Json or ParameterStyle.Label or ParameterStyle.Matrix, _) => true,
        (ParameterStyle.DeepObject, RefKind.List or RefKind.Struct or RefKind.Json) => true,
        (ParameterStyle.SpaceDelimited or ParameterStyle.PipeDelimited, RefKind.List) when !explode => true,
        (_, RefKind.Map or RefKind.Bytes or RefKind.Tuple) => true,
        (_, RefKind.Struct) => type.MayHaveParts,
        (_, RefKind.Model) => method != ParameterMethod.AddQueryObject,
        (_, RefKind.List) => method == ParameterMethod.AddCookie || type.Element!.Kind == RefKind.Bytes,
        _ => false,
    };
}
