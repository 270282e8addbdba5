using System.Globalization;
using System.Text.Json;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>The one value that a schema allows.</summary>
/// <param name="Text">The value as text.</param>
/// <param name="Kind">The kind of value.</param>
internal readonly record struct SchemaConstant(string Text, RefKind Kind)
{
    /// <summary>The one plain value that an inline schema allows; null when it allows several, or refers to a named enum.</summary>
    public static SchemaConstant? Of(SchemaNode schema)
    {
        if (schema.OwnSingleValue is not { } value || JsonValues.IsNull(value))
            return null;
        var text = value.ToString();
        return value.GetValueKind() switch
        {
            JsonValueKind.String when Allows(schema, JsonTypes.String) => new SchemaConstant(text, RefKind.String),
            JsonValueKind.True or JsonValueKind.False when Allows(schema, JsonTypes.Boolean) =>
                new SchemaConstant(text is "true" or "True" ? "true" : "false", RefKind.Boolean),
            JsonValueKind.Number when Allows(schema, JsonTypes.Integer) || Allows(schema, JsonTypes.Number) => Number(value.ToJsonString()),
            _ => null,
        };
    }

    private static bool Allows(SchemaNode schema, JsonTypes type) => !schema.Has(SchemaKeywords.Type) || schema.IsOnly(type);

    private static SchemaConstant? Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new SchemaConstant(whole.ToString(CultureInfo.InvariantCulture), RefKind.Int64);
        // A whole number that fits no long would lose its last digits.
        if (text.IndexOfAny(['.', 'e', 'E']) < 0)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number)
            ? new SchemaConstant(number.ToString("R", CultureInfo.InvariantCulture), RefKind.Double)
            : null;
    }
}
