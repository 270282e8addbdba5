namespace HumeGen.Generator.Model;

/// <summary>A member of a value union.</summary>
/// <param name="Name">Name of the member in C#, such as <c>String</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Objects">The full names of the records that it can be where it is a union of objects.</param>
/// <param name="Items">Rules that distinguish a list from other lists; empty without any, and for members other than lists.</param>
/// <param name="Properties">Properties that distinguish an object from a map; empty for other members.</param>
internal sealed record ValueUnionMemberModel(
    string Name,
    TypeRef Type,
    EquatableArray<string> Objects,
    EquatableArray<ItemTestModel> Items,
    EquatableArray<PropertyTestModel> Properties);
