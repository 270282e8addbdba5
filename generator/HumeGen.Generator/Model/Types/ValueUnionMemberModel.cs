namespace HumeGen.Generator.Model;

/// <summary>A member of a value union.</summary>
/// <param name="Name">How the member is called in C#, such as <c>String</c>.</param>
internal sealed record ValueUnionMemberModel(string Name, TypeRef Type);
