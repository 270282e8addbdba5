using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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
        return schema.Default is { } value && use.Custom is null ? Of(value, use) : null;
    }

    /// <summary>The items of a default that is a list, each as such a text; null where there is none, or where C# has no constant of one.</summary>
    public static IReadOnlyList<string>? ItemsOf(SchemaNode schema, TypeUse use)
    {
        if (schema.AnyDefault is not JsonArray list || use is not { Kind: RefKind.List, Element: { Nullable: false, Custom: null } element, Custom: null })
            return null;
        string[] items = [.. list.Select(i => i is JsonValue value ? Of(value, element) : null).OfType<string>()];
        return items.Length == list.Count ? items : null;
    }

    private static string? Of(JsonValue value, TypeUse use)
    {
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
            (RefKind.DateOnly, JsonValueKind.String) when DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => text,
            (RefKind.DateTimeOffset, JsonValueKind.String) when IsTime(text) => text,
            _ => null,
        };
    }

    // As RFC 3339 has it, so that the zone is not that of the machine.
    private static bool IsTime(string text) => Regex.IsMatch(text, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$")
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
