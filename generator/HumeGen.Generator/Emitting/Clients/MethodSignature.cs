using HumeGen.Generator.Emitting.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Clients;

/// <summary>A method of a client as callers see it.</summary>
/// <param name="Name">The whole name, with <c>Async</c>.</param>
/// <param name="ReturnType">The type that it returns, as it stands in a declaration.</param>
/// <param name="Arguments">The parameters that the specification describes, in their order.</param>
/// <param name="Settings">The parameters behind them that all methods of the kind have.</param>
internal sealed record MethodSignature(
    string Name,
    string ReturnType,
    EquatableArray<MethodParameter> Arguments,
    EquatableArray<MethodParameter> Settings)
{
    public IEnumerable<MethodParameter> Parameters => Arguments.Concat(Settings);

    /// <summary>The method as it is declared, without modifiers.</summary>
    public string Declaration => Declare(Parameters);

    /// <summary>The method without the parameters that all have.</summary>
    public string ShortDeclaration => Declare(Arguments);

    /// <summary>The method that a call becomes.</summary>
    public static MethodSignature Of(OperationModel operation) => new(
        operation.Name + "Async",
        Result(operation.Response),
        Ordered(operation.PathParameters, operation.Body, operation.Query, $"Query parameters of {operation.Name}Async."),
        Common(RuntimeTypes.ApiCallOptions, "Settings of this call alone; null for those of the client.", "Cancels the call."));

    /// <summary>The method that opens a channel.</summary>
    public static MethodSignature Of(ChannelModel channel) => new(
        channel.Method + "Async",
        $"{RuntimeTypes.Task}<{channel.FullInterfaceName}>",
        Ordered(channel.PathParameters, null, channel.Query, $"Query and header parameters of {channel.Method}Async."),
        Common(
            RuntimeTypes.RealtimeOptions,
            "Time limits and sizes of this connection; null for the defaults.",
            "Cancels connecting. It has no effect on an open connection."));

    private static string Result(ResponseModel response) => response.Kind switch
    {
        ResponseKind.None => RuntimeTypes.Task,
        ResponseKind.Text => RuntimeTypes.Task + "<string>",
        ResponseKind.Binary => $"{RuntimeTypes.Task}<{RuntimeTypes.BinaryResponse}>",
        ResponseKind.Items => $"{RuntimeTypes.AsyncEnumerable}<{TypeNames.Of(response.Type!)}>",
        ResponseKind.Page => $"{RuntimeTypes.Pageable}<{TypeNames.Of(response.Paging!.ItemType)}, {TypeNames.Of(response.Type!)}>",
        _ => $"{RuntimeTypes.Task}<{TypeNames.Of(response.Type!)}>",
    };

    // Arguments that can be left out stand behind those that cannot: a body is asked for before the query, or offered after it.
    private static EquatableArray<MethodParameter> Ordered(
        EquatableArray<ParameterModel> path, BodyModel? body, ParametersModel? query, string queryDoc)
    {
        var parameters = path.Select(p => new MethodParameter(p.Name, p.Type, null, p.Doc.Summary)).ToList();
        if (body is { Required: true, IsEmptyForm: false })
            parameters.Add(new MethodParameter("body", body.Type, null, body.Doc));
        if (query is not null)
        {
            var type = new TypeRef(RefKind.Model, query.TypeName, null, !query.Required);
            parameters.Add(new MethodParameter("query", type, query.Required ? null : "null", queryDoc));
        }

        if (body is { Required: false })
            parameters.Add(new MethodParameter("body", body.Type.WithNullable(true), "null", body.Doc));
        return EquatableArray.From(parameters);
    }

    private static EquatableArray<MethodParameter> Common(string options, string optionsDoc, string cancellationDoc) => EquatableArray.From(
    [
        new MethodParameter("options", new TypeRef(RefKind.Model, options, null, true), "null", optionsDoc),
        new MethodParameter(
            "cancellationToken", new TypeRef(RefKind.Struct, RuntimeTypes.CancellationToken, null, false), "default", cancellationDoc),
    ]);

    private string Declare(IEnumerable<MethodParameter> parameters) =>
        $"{ReturnType} {Name}({string.Join(", ", parameters.Select(p => p.Declaration))})";
}
