namespace HumeGen.Generator.Model;

/// <summary>The exception of one status.</summary>
/// <param name="Meaning">The reason of the status, in words.</param>
internal sealed record StatusExceptionModel(int Status, string Name, string Meaning);
