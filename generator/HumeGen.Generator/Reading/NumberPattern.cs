using System.Text.RegularExpressions;

namespace HumeGen.Generator.Reading;

/// <summary>
/// Tells whether the texts of a schema are numbers. Serializers that read numbers from texts too describe them with both types and a pattern:
/// <c>{type: [integer, string], pattern: '^-?(?:0|[1-9]\d*)$', format: int32}</c>.
/// </summary>
internal static class NumberPattern
{
    private static readonly HashSet<string> Formats =
    [
        "int8", "int16", "int32", "int64", "int128", "uint8", "uint16", "uint32", "uint64", "uint128", "float", "double", "half", "decimal", "decimal128",
    ];

    /// <summary>Whether a format is one of numbers.</summary>
    public static bool IsFormat(string? format) => format is not null && Formats.Contains(format);

    /// <summary>Whether texts of a pattern, which are numbers, have a fraction and no exponent: a decimal is never written with one.</summary>
    public static bool IsDecimal(string? pattern) => pattern is not null && (pattern.Contains("\\.") || pattern.Contains("[.]"))
        && pattern.Replace("\\d", "").IndexOfAny(['e', 'E', 'I', 'N']) < 0;

    /// <summary>Whether texts of a pattern and a format are numbers.</summary>
    /// <remarks>Without a format, the pattern must not allow leading zeros, which a number would lose.</remarks>
    public static bool IsNumber(string? pattern, string? format)
    {
        if (pattern is null)
            return IsFormat(format);
        var rest = Regex.Replace(pattern, @"\{\d+(,\d*)?\}", "*").Replace("NaN", "").Replace("Infinity", "").Replace("[1-9]", "9").Replace("[0-9]", "\\d").Replace("[eE]", "").Replace("[+-]", "").Replace("[.]", "")
            .Replace("\\.", "");
        var hasDigits = rest.Contains("\\d");
        rest = rest.Replace("\\d", "9");
        return hasDigits && rest.All(c => c is '^' or '$' or '-' or '+' or '?' or '*' or '(' or ')' or ':' or '|' or '0' or '9')
            && (IsFormat(format) || rest.Contains("0|99*"));
    }
}
