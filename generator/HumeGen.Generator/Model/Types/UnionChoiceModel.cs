namespace HumeGen.Generator.Model;

/// <summary>A member of a union that is meant where its conditions hold.</summary>
/// <param name="TypeName">The full name of the member.</param>
/// <param name="AllOf">Conditions that must all hold.</param>
/// <param name="AnyOf">Conditions of which one must hold; empty where there are none.</param>
/// <param name="WithoutKey">Whether it is meant only where the key is missing.</param>
internal sealed record UnionChoiceModel(
    string TypeName,
    EquatableArray<PropertyTestModel> AllOf,
    EquatableArray<PropertyTestModel> AnyOf,
    bool WithoutKey);
