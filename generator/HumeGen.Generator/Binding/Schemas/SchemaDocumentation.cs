using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>The documentation of a schema: its description, then default and limits where the description does not tell them.</summary>
internal static class SchemaDocumentation
{
    public static DocModel Of(SchemaNode schema) => Of(schema, schema);

    /// <param name="place">The schema whose own description comes first.</param>
    /// <param name="schema">The schema that has the limits, and a description where the place has none.</param>
    public static DocModel Of(SchemaNode place, SchemaNode schema)
    {
        var text = place.OwnDescription ?? schema.Description ?? schema.Title ?? "";
        return new DocModel(schema.IsReference ? text : WithLimits(text, schema), place.IsDeprecatedHere);
    }

    /// <summary>A text about a place, then default and limits of its schema as far as the text does not tell them.</summary>
    public static string With(string text, SchemaNode schema) => WithLimits(text, schema);

    /// <summary>The first text that is not empty.</summary>
    public static string First(params string?[] texts) => texts.FirstOrDefault(t => !string.IsNullOrWhiteSpace(t)) ?? "";

    private static string WithLimits(string text, SchemaNode schema)
    {
        var facts = new List<(string?, string)>();
        if (schema.Default is { } value && TextOf(value) is { Length: > 0 } @default)
            facts.Add((@default, $"Left out, it is {@default}."));
        if (schema.Enum is { Count: > 1 and <= 20 } values && schema.Has(SchemaKeywords.Type) && (schema.Types & JsonTypes.String) == 0)
            facts.Add((null, $"One of {string.Join(", ", values.OfType<JsonValue>().Select(TextOf))}."));
        if (schema.IsReadOnly)
            facts.Add((null, "Only the server sets it."));
        if (schema.IsWriteOnly)
            facts.Add((null, "It is sent, but does not come back."));
        if (schema.Minimum is { } minimum)
            facts.Add((minimum, $"At least {minimum}."));
        if (schema.Maximum is { } maximum)
            facts.Add((maximum, $"At most {maximum}."));
        if (schema.MaxLength is { } maxLength)
            facts.Add((Number(maxLength), $"At most {Number(maxLength)} characters."));
        if (schema.MinLength is > 0 and var minLength)
            facts.Add((Number(minLength), $"At least {Number(minLength)} characters."));
        return DescriptionMark.Join(text, facts);
    }

    private static string TextOf(JsonValue value) => value.TryGetValue(out string? text) ? text : value.ToJsonString();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
