using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>The members of a form.</summary>
/// <param name="Members">The members of all that the form may be.</param>
/// <param name="Keys">The values of members that tell which of several forms is meant, by the name of the member.</param>
internal sealed record FormMembers(IReadOnlyList<PropertyDraft> Members, IReadOnlyDictionary<string, IReadOnlyList<FormKeyValue>> Keys);
