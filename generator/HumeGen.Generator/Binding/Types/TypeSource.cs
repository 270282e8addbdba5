using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The place of a type in the specifications, in words for its documentation.</summary>
internal static class TypeSource
{
    // A type that many documents describe names the first of them.
    private const int Longest = 3;

    /// <summary>Names schema and file, those whose descriptions count first.</summary>
    public static string Of(TypeDraft draft)
    {
        var places = draft.Sources.Select(Describe).Distinct(StringComparer.Ordinal).ToArray();
        var named = string.Join(", ", places.Take(Longest));
        return "From " + (places.Length > Longest ? named + " and others" : named);
    }

    private static string Describe(DraftSource source)
    {
        var path = source.Document.Spec.File.PathOf(source.Pointer);
        return $"{Node(source.Pointer.Tokens)} of `{Path.GetFileName(path)}`";
    }

    private static string Node(string[] steps) => (steps.ElementAtOrDefault(0), steps.ElementAtOrDefault(1)) switch
    {
        ("components", "schemas") when steps.Length == 3 => $"the schema `{steps[2]}`",
        ("components", "schemas") when steps.Length > 3 => $"a part of the schema `{steps[2]}`",
        ("components", _) when steps.Length > 2 => $"a part of the component `{steps[2]}`",
        ("paths", { } path) => $"`{steps.ElementAtOrDefault(2)?.ToUpperInvariant()} {path}`",
        ("channels", { } channel) => $"the channel `{channel}`",
        ("webhooks", { } webhook) => $"the webhook `{webhook}`",
        _ => "a part",
    };
}
