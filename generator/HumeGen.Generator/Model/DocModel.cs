namespace HumeGen.Generator.Model;

/// <summary>The documentation that the specification gives.</summary>
/// <param name="Summary">The description, with units and limits.</param>
/// <param name="Deprecated">Whether the specification marks it as deprecated.</param>
internal sealed record DocModel(string Summary, bool Deprecated)
{
    /// <summary>The documentation of a thing that is described twice: a gap is filled from the second, and deprecated in one place is deprecated.</summary>
    public DocModel Unite(DocModel second) => new(Summary.Length > 0 ? Summary : second.Summary, Deprecated || second.Deprecated);
}
