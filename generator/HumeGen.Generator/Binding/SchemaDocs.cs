using System.Text.Json.Nodes;
using HumeGen.Generator.Model;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Binding;

/// <summary>What a schema says of itself, in words: its description, then default and limits where the description does not tell them.</summary>
internal static class SchemaDocs
{
    public static DocModel Of(DocumentContext document, IOpenApiSchema schema, string pointer)
    {
        var text = document.OwnText(pointer, "description") ?? schema.Description ?? schema.Title ?? "";
        if (schema is not OpenApiSchemaReference)
            text = WithLimits(text, schema);
        return new DocModel(text, document.OwnFlag(pointer, "deprecated"));
    }

    /// <summary>The first text that is not empty.</summary>
    public static string First(params string?[] texts) => texts.FirstOrDefault(t => !string.IsNullOrWhiteSpace(t)) ?? "";

    private static string WithLimits(string text, IOpenApiSchema schema)
    {
        var facts = new List<string>();
        if (schema.Default is JsonValue value && Plain(value) is { Length: > 0 } @default && !text.Contains(@default))
            facts.Add($"Left out, it is {@default}.");
        if (schema.Enum is { Count: > 1 } values && schema.Type is { } type && (type & JsonSchemaType.String) == 0 && values.Count <= 20)
            facts.Add($"One of {string.Join(", ", values.OfType<JsonValue>().Select(Plain))}.");
        if (schema.ReadOnly)
            facts.Add("Only the server sets it.");
        if (schema.WriteOnly)
            facts.Add("It is sent, but does not come back.");
        if (schema.Minimum is { } minimum && !text.Contains(minimum))
            facts.Add($"At least {minimum}.");
        if (schema.Maximum is { } maximum && !text.Contains(maximum))
            facts.Add($"At most {maximum}.");
        if (schema.MaxLength is { } maxLength && !text.Contains(maxLength.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            facts.Add($"At most {maxLength} characters.");
        if (schema.MinLength is > 0 and var minLength && !text.Contains(minLength.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            facts.Add($"At least {minLength} characters.");
        if (facts.Count == 0)
            return text;
        var sentence = text.TrimEnd();
        if (sentence.Length > 0 && sentence[sentence.Length - 1] is not ('.' or '!' or '?'))
            sentence += ".";
        return (sentence + " " + string.Join(" ", facts)).TrimStart();
    }

    private static string Plain(JsonValue value) => value.TryGetValue(out string? text) ? text : value.ToJsonString();
}
