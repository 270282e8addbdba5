namespace HumeGen.Generator.Model;

/// <summary>A member of a union that the kind of its JSON distinguishes.</summary>
/// <param name="TypeName">Its full name.</param>
/// <param name="Kinds">The kinds that it may be; objects are those that no member of the union is.</param>
/// <param name="Values">The values that tell it from others of the kind; empty where none do.</param>
/// <param name="Items">Rules that distinguish a list from other lists; empty without any.</param>
internal sealed record UnionValueModel(string TypeName, JsonKinds Kinds, EquatableArray<KeyValueModel> Values, EquatableArray<ItemTestModel> Items);
