namespace HumeGen.Generator.Reading.Yaml;

/// <summary>Places where a specification has nothing but texts. An unquoted value there is the text as it is written: <c>1.10</c> stays <c>1.10</c>.</summary>
internal static class TextPlaces
{
    private static readonly HashSet<string> Texts = ["title", "version", "summary", "description", "operationId", "name", "propertyName"];
    private static readonly HashSet<string> Lists = ["tags", "required"];
    private static readonly HashSet<string> Values = ["enum", "const", "default", "example", "examples"];

    /// <summary>Whether a mapping is a schema whose values are all texts, but for null.</summary>
    public static bool IsOfTexts(YamlNode mapping) => mapping["type"] switch
    {
        { Kind: YamlKind.Scalar, Value: "string" } => true,
        { Kind: YamlKind.Sequence, Items: { Count: > 0 } types } =>
            types.All(t => t is { Kind: YamlKind.Scalar, Value: "string" or "null" }) && types.Any(t => t.Value == "string"),
        _ => false,
    };

    /// <summary>Whether the value of an entry is a text, or a list of texts.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isOfTexts">Whether it is one of a schema whose values are texts.</param>
    public static bool HoldsText(YamlEntry entry, bool isOfTexts) =>
        entry.Value.Kind == YamlKind.Scalar ? Texts.Contains(entry.Key) || (isOfTexts && Values.Contains(entry.Key))
        : entry.Value.Kind == YamlKind.Sequence && (Lists.Contains(entry.Key) || (isOfTexts && entry.Key is "enum" or "examples"));
}
