namespace HumeGen.Generator.Model;

/// <summary>A member of a union that is told by the kind of its JSON.</summary>
/// <param name="TypeName">Its full name.</param>
/// <param name="Kinds">The kinds that no other such member has; objects are those that no member of the union is.</param>
internal sealed record UnionValueModel(string TypeName, JsonKinds Kinds);
