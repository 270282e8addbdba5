namespace HumeGen.Generator.Binding.Drafts;

/// <summary>An answer of a call that is no success.</summary>
/// <param name="Status">The status, a range such as <c>4XX</c>, or <c>default</c>.</param>
/// <param name="Use">The type of its body; null where it has none that can be read.</param>
/// <param name="Doc">The description.</param>
internal sealed record ErrorDraft(string Status, TypeUse? Use, string Doc);
