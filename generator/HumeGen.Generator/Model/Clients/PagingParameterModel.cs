namespace HumeGen.Generator.Model;

/// <summary>The parameter that takes the position in a list.</summary>
/// <param name="Name">The property of the query record or of the body.</param>
/// <param name="InBody">Whether it is one of the body.</param>
internal sealed record PagingParameterModel(string Name, TypeRef Type, bool InBody)
{
    /// <summary>The property of the body that is the object with the parameter; null where that is the body itself.</summary>
    public string? Holder { get; init; }

    /// <summary>The type of that object; null where there is none.</summary>
    public TypeRef? HolderType { get; init; }
}
