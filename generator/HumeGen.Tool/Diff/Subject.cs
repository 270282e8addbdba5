namespace HumeGen.Tool.Diff;

/// <summary>A client, a channel or a type.</summary>
/// <param name="Name">The full C# name.</param>
internal sealed record Subject(SubjectKind Kind, string Name);
