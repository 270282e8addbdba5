namespace HumeGen.Generator.Model;

/// <summary>A condition on the first item of a list.</summary>
/// <param name="Depth">The depth of the item: 1 for the first item, 2 for the first item of that.</param>
/// <param name="Kinds">The kinds of JSON that it may be.</param>
/// <param name="Properties">Conditions on its properties; empty where the kind is enough.</param>
internal sealed record ListTestModel(int Depth, JsonKinds Kinds, EquatableArray<PropertyTestModel> Properties);
