namespace HumeGen.Generator.Model;

/// <summary>The documentation that the specification gives.</summary>
/// <param name="Summary">The description, with units and limits.</param>
/// <param name="Deprecated">Whether the specification marks it as deprecated.</param>
internal sealed record DocModel(string Summary, bool Deprecated);
