namespace HumeGen.Generator.Model;

/// <summary>A member of a union.</summary>
/// <param name="TypeName">Its full name.</param>
/// <param name="KeyValues">The values of the key that lead to it, as texts.</param>
internal sealed record UnionMemberModel(string TypeName, EquatableArray<string> KeyValues);
