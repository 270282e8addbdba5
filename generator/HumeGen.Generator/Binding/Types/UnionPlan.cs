using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The way in which the members of a union are told apart.</summary>
/// <param name="Form">The C# form.</param>
/// <param name="Variants">All variants, unions within the union taken apart.</param>
/// <param name="Key">The property whose value tells the member; null where the properties that are present tell it.</param>
/// <param name="Members">The objects.</param>
/// <param name="Values">Messages around a value, told by the kind of their JSON; objects are those that no other member is.</param>
/// <param name="Frames">Members that are no JSON, so that no key tells them.</param>
/// <param name="Default">The member that is meant when nothing tells one; null when there is none.</param>
internal sealed record UnionPlan(
    UnionForm Form,
    IReadOnlyList<VariantDraft> Variants,
    string? Key,
    IReadOnlyList<UnionMember> Members,
    IReadOnlyList<UnionValue> Values,
    IReadOnlyList<TypeDraft> Frames,
    TypeDraft? Default);
