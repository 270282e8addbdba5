namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A fact of an enum's values in the making.</summary>
/// <param name="Name">Its name in the document.</param>
/// <param name="Doc">The description; empty where the document gives none.</param>
/// <param name="IsBoolean">Whether the fact is a boolean; otherwise it is a string.</param>
/// <param name="Values">The fact of each value, by the value's text on the wire.</param>
internal sealed record EnumFactDraft(string Name, string Doc, bool IsBoolean, IReadOnlyDictionary<string, string> Values);
