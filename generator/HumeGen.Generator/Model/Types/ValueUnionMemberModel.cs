namespace HumeGen.Generator.Model;

/// <summary>A member of a value union.</summary>
/// <param name="Name">How the member is called in C#, such as <c>String</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Objects">The full names of the records that it can be where it is a union of objects.</param>
/// <param name="Items">What tells a list from other lists; empty where nothing does, and for all that is no list.</param>
/// <param name="Properties">What tells an object from a map; empty for all else.</param>
internal sealed record ValueUnionMemberModel(
    string Name,
    TypeRef Type,
    EquatableArray<string> Objects,
    EquatableArray<ItemTestModel> Items,
    EquatableArray<PropertyTestModel> Properties);
