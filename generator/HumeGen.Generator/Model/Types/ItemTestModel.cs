namespace HumeGen.Generator.Model;

/// <summary>A condition on one item of a list.</summary>
/// <param name="Place">The place of the item from 0; 0 is the first item that is not null.</param>
/// <param name="Depth">1 for an item of the list, 2 for the first item of that item.</param>
/// <param name="Kinds">The kinds of JSON that it may be.</param>
/// <param name="Values">The values that it may have; empty where the kind is enough.</param>
/// <param name="Properties">Conditions on its properties; empty where the kind is enough.</param>
internal sealed record ItemTestModel(
    int Place,
    int Depth,
    JsonKinds Kinds,
    EquatableArray<KeyValueModel> Values,
    EquatableArray<PropertyTestModel> Properties)
{
    /// <summary>Whether a list without items is meant as well.</summary>
    public bool OrEmpty { get; init; }
}
