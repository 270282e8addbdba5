namespace HumeGen.Generator.Model;

/// <summary>Query, header and cookie parameters of a call, given as one record.</summary>
/// <param name="TypeName">The record's full name.</param>
/// <param name="Required">Whether one of them is required.</param>
internal sealed record ParametersModel(string TypeName, bool Required, EquatableArray<ParameterModel> Parameters);
