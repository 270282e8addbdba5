using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>Writes how the parameters of a call or a channel become part of the variable <c>request</c>.</summary>
internal static class ParameterWriter
{
    /// <summary>Makes sure that there is a record of parameters where one of them is always sent.</summary>
    public static void WriteCheck(SourceWriter writer, ParametersModel query)
    {
        if (query.Required)
            writer.NotNull("query");
        else if (query.HasPresets)
            writer.Line($"query ??= new {query.TypeName}();");
    }

    /// <summary>Writes what is sent without being asked for.</summary>
    public static void WriteConstants(SourceWriter writer, EquatableArray<ConstantParameterModel> constants)
    {
        foreach (var parameter in constants)
            writer.Line($"request.{parameter.Method}({Literals.String(parameter.WireName)}, {Literals.String(parameter.Value)});");
    }

    /// <param name="writer">Destination of the code.</param>
    /// <param name="path">The parameters of the path.</param>
    /// <param name="query">All others.</param>
    /// <param name="position">The property of the query that a local replaces, and that local; null where there is none.</param>
    public static void WriteParameters(SourceWriter writer, EquatableArray<ParameterModel> path, ParametersModel? query, (string Property, string Local)? position)
    {
        foreach (var parameter in path)
            writer.Line(Add(parameter, new Argument(parameter.Name, parameter.Name)));
        if (query is null)
            return;

        foreach (var parameter in query.Parameters)
        {
            var argument = position is { } replaced && parameter.Name == replaced.Property
                ? new Argument(replaced.Local, replaced.Local)
                : new Argument((query.Required || query.HasPresets ? "query." : "query?.") + parameter.Name, "query." + parameter.Name);
            writer.Line(Add(parameter, argument));
        }
    }

    /// <summary>The expression of an argument.</summary>
    /// <param name="Value">The argument, null where the query is.</param>
    /// <param name="Some">The same where the argument is known not to be null, and so the query is not either.</param>
    private readonly record struct Argument(string Value, string Some);

    private static string Add(ParameterModel parameter, Argument argument)
    {
        var value = parameter.Form switch
        {
            ParameterForm.Styled => Styled(parameter, argument),
            ParameterForm.Text => TextExpressions.Of(parameter.Type, argument.Value) + Known(parameter),
            ParameterForm.Joined => TextExpressions.Joined(argument.Value) + Known(parameter),
            ParameterForm.Each => TextExpressions.Each(argument.Value) + Known(parameter),
            _ => argument.Value,
        };
        return $"request.{parameter.Method}({Literals.String(parameter.WireName)}, {value});";
    }

    // The text of an argument of the path is never null.
    private static string Known(ParameterModel parameter) => parameter.Method is ParameterMethod.AddPath or ParameterMethod.AddPathSteps ? "!" : "";

    private static string Styled(ParameterModel parameter, Argument argument)
    {
        var type = parameter.Type;
        return $"{RuntimeTypes.ParameterStyle}.{parameter.Style}, {(parameter.Explode ? "true" : "false")}, {Json()}{(parameter.AllowsReserved ? ", allowReserved: true" : "")}";

        string Json()
        {
            if (type.Kind is RefKind.Model or RefKind.Tuple or RefKind.Struct)
                return argument.Value;
            var write = "writer => " + JsonExpressions.Write(type, JsonExpressions.Unwrap(type, argument.Some), "writer");
            return type.Nullable ? $"{argument.Value} is null ? null : {write}" : write;
        }
    }
}
