using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>A member of a union of objects.</summary>
/// <param name="Draft">The type.</param>
/// <param name="KeyValues">The values of the key that mean it.</param>
/// <param name="AllOf">Without a key: the properties that must all be there.</param>
/// <param name="AnyOf">Without a key, and where no property is required: one of these must be there.</param>
internal sealed record UnionMember(TypeDraft Draft, IReadOnlyList<string> KeyValues, IReadOnlyList<string> AllOf, IReadOnlyList<string> AnyOf);
