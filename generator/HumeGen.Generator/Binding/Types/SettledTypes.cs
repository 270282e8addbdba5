using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>All types, with settled names and unions.</summary>
/// <param name="Drafts">The types, each once.</param>
/// <param name="Unions">How the members of each union are told apart.</param>
internal sealed record SettledTypes(IReadOnlyList<TypeDraft> Drafts, IReadOnlyDictionary<TypeDraft, UnionPlan> Unions);
