namespace HumeGen.Generator.Model;

/// <summary>What documentation the specification gives.</summary>
/// <param name="Summary">What it is, with units and limits.</param>
/// <param name="Deprecated">Whether the specification marks it as deprecated.</param>
internal sealed record DocModel(string Summary, bool Deprecated);
