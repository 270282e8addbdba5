using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Reading;

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

    /// <summary>Says what a schema without a description is, by its place.</summary>
    public static string Summary(JsonPointer pointer)
    {
        var text = Place(pointer.Tokens);
        return char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
    }

    private static string Place(string[] steps)
    {
        var (last, owner) = (steps.LastOrDefault() ?? "", steps.ElementAtOrDefault(steps.Length - 2));
        return (owner, last) switch
        {
            ("properties", _) => $"the property \"{last}\" on the wire",
            ("oneOf" or "anyOf", _) => "an alternative of " + Place(Up(2)),
            ("allOf", _) => "a part of " + Place(Up(2)),
            ("prefixItems", _) => "an item of " + Place(Up(2)),
            (_, "items" or "additionalItems" or "itemSchema") => "an item of " + Place(Up(1)),
            (_, "additionalProperties") => "a value of " + Place(Up(1)),
            ("patternProperties", _) => "a value of " + Place(Up(2)),
            (_, "schema" or "payload") or ("content", _) when Array.FindLast(steps, IsBody) is { } body => body switch
            {
                "requestBody" or "requestBodies" => "a request body",
                "responses" => "a response body",
                "parameters" => "a parameter",
                _ => "a message",
            },
            _ => $"the schema {last}",
        };

        string[] Up(int count) => [.. steps.Take(steps.Length - count)];

        static bool IsBody(string step) => step is "requestBody" or "requestBodies" or "responses" or "parameters" or "message" or "messages";
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
