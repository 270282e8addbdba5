namespace HumeGen.Generator.Model;

/// <summary>A root namespace as a document asks for it, and as the project has it.</summary>
internal sealed record RootNamespaceModel(string Own, string Given);
