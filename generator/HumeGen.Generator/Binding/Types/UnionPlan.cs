using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The C# form of a union.</summary>
internal enum UnionForm
{
    /// <summary>Objects: an interface that its members implement.</summary>
    Objects,

    /// <summary>Values of several JSON kinds: a struct.</summary>
    Values,

    /// <summary>Members that cannot be told apart: JSON as it comes.</summary>
    Json,
}

/// <summary>How the members of a union are told apart.</summary>
/// <param name="Form">The C# form.</param>
/// <param name="Variants">All variants, unions within the union taken apart.</param>
/// <param name="Key">The property whose value tells the member; null where the properties that are present tell it.</param>
/// <param name="Members">The objects.</param>
/// <param name="Binaries">Members that are no JSON, so that no key tells them.</param>
/// <param name="Default">The member that is meant when nothing tells one; null when there is none.</param>
internal sealed record UnionPlan(
    UnionForm Form,
    IReadOnlyList<VariantDraft> Variants,
    string? Key,
    IReadOnlyList<UnionMember> Members,
    IReadOnlyList<TypeDraft> Binaries,
    TypeDraft? Default);

/// <summary>A member of a union of objects.</summary>
/// <param name="Draft">The type.</param>
/// <param name="KeyValues">The values of the key that mean it.</param>
/// <param name="AllOf">Without a key: the properties that must all be there.</param>
/// <param name="AnyOf">Without a key, and where no property is required: one of these must be there.</param>
internal sealed record UnionMember(TypeDraft Draft, IReadOnlyList<string> KeyValues, IReadOnlyList<string> AllOf, IReadOnlyList<string> AnyOf);
