using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>A member of a union of objects.</summary>
/// <param name="Draft">The type.</param>
/// <param name="KeyValues">The values of the key that lead to it.</param>
internal sealed record UnionMember(TypeDraft Draft, IReadOnlyList<KeyValueModel> KeyValues);
