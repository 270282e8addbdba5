namespace HumeGen.Generator.Model;

/// <summary>One call.</summary>
/// <param name="Name">The method's name, without <c>Async</c>.</param>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="Server">The address that this call goes to in place of the API's own; null when it has none.</param>
/// <param name="Errors">The errors that it answers, by status.</param>
/// <param name="Query">Query, header and cookie parameters; null when there are none.</param>
internal sealed record OperationModel(
    string Name,
    string Method,
    string Path,
    string? Server,
    DocModel Doc,
    EquatableArray<ParameterModel> PathParameters,
    ParametersModel? Query,
    BodyModel? Body,
    ResponseModel Response,
    EquatableArray<ErrorResponseModel> Errors)
{
    /// <summary>Its credentials.</summary>
    public SecurityModel Security { get; init; } = new(false, default);

    /// <summary>Headers and values that every call sends, before its parameters.</summary>
    public EquatableArray<ConstantParameterModel> Constants { get; init; }

    /// <summary>The lines of an example; empty where there is none.</summary>
    public EquatableArray<string> Example { get; init; }
}
