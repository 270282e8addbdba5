namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A value that a member of a form has where other members are given.</summary>
/// <param name="Value">The value.</param>
/// <param name="Members">The names of these members.</param>
internal sealed record FormKeyValue(string Value, IReadOnlyList<string> Members);
