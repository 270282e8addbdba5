using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>All types, with settled names and unions.</summary>
/// <param name="Drafts">The types, each once.</param>
/// <param name="Unions">The plan by which a reader distinguishes the members of each union.</param>
internal sealed record SettledTypes(IReadOnlyList<TypeDraft> Drafts, IReadOnlyDictionary<TypeDraft, UnionPlan> Unions);
