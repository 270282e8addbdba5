using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Writes how the parameters of a call or a channel become part of the variable <c>request</c>.</summary>
internal static class ParameterWriter
{
    /// <summary>The local that replaces the page parameter where a list is walked.</summary>
    public const string PageNumber = "pageNumber";

    public static void WriteParameters(
        SourceWriter writer, EquatableArray<ParameterModel> path, ParametersModel? query, PagingModel? paging)
    {
        foreach (var parameter in path)
            writer.Line(AddPath(parameter));
        if (query is null)
            return;

        foreach (var parameter in query.Parameters)
        {
            var argument = paging is not null && parameter.Name == paging.PageParameter
                ? new Argument(PageNumber, PageNumber)
                : new Argument((query.Required ? "query." : "query?.") + parameter.Name, "query." + parameter.Name);
            writer.Line(Add(parameter, argument));
        }
    }

    /// <summary>The expression of an argument.</summary>
    /// <param name="Value">The argument, null where the query is.</param>
    /// <param name="Some">The same where the argument is known not to be null, and so the query is not either.</param>
    private readonly record struct Argument(string Value, string Some);

    private static string AddPath(ParameterModel parameter)
    {
        if (NeedsStyle(parameter))
            return AddStyled("AddPath", parameter, new Argument(parameter.Name, parameter.Name));
        var text = parameter.Type.Kind switch
        {
            RefKind.String or RefKind.Int64 => parameter.Name,
            RefKind.List => TextExpressions.Joined(parameter.Name) + "!",
            _ => TextExpressions.Of(parameter.Type, parameter.Name) + "!",
        };
        return $"request.AddPath({Literals.String(parameter.WireName)}, {text});";
    }

    private static string Add(ParameterModel parameter, Argument argument)
    {
        var (name, value, type) = (Literals.String(parameter.WireName), argument.Value, parameter.Type);
        var isList = type.Kind == RefKind.List;
        return parameter.Place switch
        {
            ParameterPlace.Header when NeedsStyle(parameter) => AddStyled("AddHeader", parameter, argument),
            ParameterPlace.Cookie when NeedsStyle(parameter) => AddStyled("AddCookie", parameter, argument),
            _ when NeedsStyle(parameter) => AddStyled("AddQuery", parameter, argument),
            ParameterPlace.Cookie => $"request.AddCookie({name}, {TextExpressions.Of(type, value)});",
            ParameterPlace.DeepQuery => $"request.AddQueryObject({name}, {value});",
            ParameterPlace.Header when isList => $"request.AddHeader({name}, {TextExpressions.Joined(value)});",
            ParameterPlace.Header => $"request.AddHeader({name}, {TextExpressions.Of(type, value)});",
            _ when !isList => $"request.AddQuery({name}, {(IsNumberOrTruth(type) ? value : TextExpressions.Of(type, value))});",
            _ when !parameter.Explode => $"request.AddQuery({name}, {TextExpressions.Joined(value)});",
            _ when type.Element!.Kind == RefKind.String => $"request.AddQuery({name}, {value});",
            _ => $"request.AddQuery({name}, {TextExpressions.Each(value)});",
        };
    }

    // Whether the runtime has no shorter way for it than to name its style.
    private static bool NeedsStyle(ParameterModel parameter) => parameter.Spelling switch
    {
        ParameterSpelling.Json or ParameterSpelling.Label or ParameterSpelling.Matrix => true,
        ParameterSpelling.SpaceDelimited or ParameterSpelling.PipeDelimited
            when parameter is { Type.Kind: RefKind.List, Explode: false } => true,
        _ => parameter.Type.Kind switch
        {
            RefKind.Map or RefKind.Bytes or RefKind.Tuple => true,
            RefKind.Model => parameter.Place != ParameterPlace.DeepQuery,
            RefKind.List => parameter.Place == ParameterPlace.Cookie || parameter.Type.Element!.Kind == RefKind.Bytes,
            _ => false,
        },
    };

    private static string AddStyled(string method, ParameterModel parameter, Argument argument)
    {
        var type = parameter.Type;
        var explode = parameter.Explode || parameter.Place == ParameterPlace.WholeQuery ? "true" : "false";
        var style = $"{RuntimeTypes.ParameterStyle}.{parameter.Spelling}";
        return $"request.{method}({Literals.String(parameter.WireName)}, {style}, {explode}, {Json()});";

        string Json()
        {
            if (type.Kind is RefKind.Model or RefKind.Tuple or RefKind.Struct)
                return argument.Value;
            var write = "writer => " + JsonExpressions.Write(type, JsonExpressions.Unwrap(type, argument.Some), "writer");
            return type.Nullable ? $"{argument.Value} is null ? null : {write}" : write;
        }
    }

    private static bool IsNumberOrTruth(TypeRef type) => type.Kind is RefKind.Boolean or RefKind.Int32 or RefKind.Int64 or RefKind.Double;
}
