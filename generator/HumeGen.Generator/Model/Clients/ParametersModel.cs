namespace HumeGen.Generator.Model;

/// <summary>Query, header and cookie parameters of a call, given as one record.</summary>
/// <param name="TypeName">The record's full name.</param>
/// <param name="Required">Whether one of them must be given.</param>
internal sealed record ParametersModel(string TypeName, bool Required, EquatableArray<ParameterModel> Parameters)
{
    /// <summary>Whether one of them is sent with a default, so that there is a record even where none is given.</summary>
    public bool HasPresets { get; init; }
}
