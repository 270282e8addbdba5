using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>The default of a schema.</summary>
internal static class SchemaDefault
{
    /// <summary>The default as text of the kind that the type tells; null where there is none, or where C# has no constant of the type.</summary>
    public static string? Of(SchemaNode schema, TypeUse use)
    {
        if (schema.Default is not { } value || use.Custom is not null)
            return null;
        var text = value.ToString();
        return (use.Draft is { Kind: DraftKind.Enum } ? RefKind.String : use.Draft is null ? use.Kind : RefKind.Model, value.GetValueKind()) switch
        {
            (RefKind.String, JsonValueKind.String) => text,
            (RefKind.Boolean, JsonValueKind.True) => "true",
            (RefKind.Boolean, JsonValueKind.False) => "false",
            (RefKind.Int32, JsonValueKind.Number) when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => Text(number),
            (RefKind.Int64, JsonValueKind.Number) when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => Text(number),
            (RefKind.UInt64, JsonValueKind.Number) when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => Text(number),
            (RefKind.Double, JsonValueKind.Number) when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number) =>
                number.ToString("R", CultureInfo.InvariantCulture) + "d",
            (RefKind.Decimal, JsonValueKind.Number) when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Text(number) + "m",
            _ => null,
        };
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
