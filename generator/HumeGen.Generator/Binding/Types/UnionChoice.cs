using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>A member of a union that is meant where its conditions hold.</summary>
/// <param name="Draft">The member.</param>
/// <param name="AllOf">Conditions that must all hold.</param>
/// <param name="AnyOf">Conditions of which one must hold; empty where there are none.</param>
internal sealed record UnionChoice(TypeDraft Draft, IReadOnlyList<PropertyTestModel> AllOf, IReadOnlyList<PropertyTestModel> AnyOf)
{
    /// <summary>Whether it is meant only where the key is missing.</summary>
    public bool WithoutKey { get; init; }
}
