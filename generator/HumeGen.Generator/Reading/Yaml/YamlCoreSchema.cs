using System.Globalization;
using System.Numerics;

namespace HumeGen.Generator.Reading.Yaml;

/// <summary>The JSON value that a YAML scalar stands for, by the core schema of YAML 1.2.</summary>
internal static class YamlCoreSchema
{
    // A number in another base is turned into decimal, which takes quadratic time: longer ones stay strings.
    private const int MaxRadixDigits = 64;

    public enum JsonType
    {
        Null,
        True,
        False,
        Number,
        String,
    }

    /// <summary>Types a scalar.</summary>
    /// <returns>The type and, for a number, its spelling in JSON, which keeps the digits and exponent as they were written.</returns>
    /// <exception cref="FormatException">The scalar has a tag that its text does not fit.</exception>
    public static (JsonType Type, string Text) Resolve(YamlNode scalar)
    {
        if (scalar.Tag == ScalarTag.String || (scalar.Tag == ScalarTag.None && !scalar.IsPlain))
            return (JsonType.String, scalar.Value);
        var resolved = ResolvePlain(scalar.Value);
        var fits = scalar.Tag switch
        {
            ScalarTag.Null => resolved.Type == JsonType.Null,
            ScalarTag.Boolean => resolved.Type is JsonType.True or JsonType.False,
            ScalarTag.Integer => resolved.Type == JsonType.Number && resolved.Text.IndexOfAny(['.', 'e', 'E']) < 0,
            ScalarTag.Float => resolved.Type == JsonType.Number,
            _ => true,
        };
        return fits ? resolved : throw new FormatException();
    }

    /// <summary>Whether a scalar of which only the text counts is there: not null, and without a tag of another type.</summary>
    public static bool IsText(YamlNode scalar) =>
        scalar.Tag == ScalarTag.String || (scalar.Tag == ScalarTag.None && (!scalar.IsPlain || ResolvePlain(scalar.Value).Type != JsonType.Null));

    private static (JsonType Type, string Text) ResolvePlain(string value) => value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => (JsonType.Null, value),
        "true" or "True" or "TRUE" => (JsonType.True, value),
        "false" or "False" or "FALSE" => (JsonType.False, value),
        _ => Number(value) is { } number ? (JsonType.Number, number) : (JsonType.String, value),
    };

    private static string? Number(string value)
    {
        if (value.Length > 2 && value[0] == '0' && value[1] is 'x' or 'o' && value.Length <= MaxRadixDigits + 2)
            return Radix(value);

        // [-+]? ( '.' [0-9]+ | [0-9]+ ( '.' [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
        var i = value[0] is '-' or '+' ? 1 : 0;
        var whole = Digits(value, ref i);
        var fraction = "";
        var hasPoint = i < value.Length && value[i] == '.';
        if (hasPoint)
        {
            i++;
            fraction = Digits(value, ref i);
        }

        if (whole.Length == 0 && fraction.Length == 0)
            return null;
        var exponent = "";
        if (i < value.Length && value[i] is 'e' or 'E')
        {
            var from = i++;
            if (i < value.Length && value[i] is '-' or '+')
                i++;
            if (Digits(value, ref i).Length == 0)
                return null;
            exponent = value.Substring(from);
        }

        if (i != value.Length)
            return null;

        // JSON knows neither a plus sign, nor leading zeros, nor a point without digits on both sides.
        whole = whole.TrimStart('0');
        return (value[0] == '-' ? "-" : "")
            + (whole.Length == 0 ? "0" : whole)
            + (hasPoint ? "." + (fraction.Length == 0 ? "0" : fraction) : "")
            + exponent;
    }

    private static string Digits(string value, ref int i)
    {
        var from = i;
        while (i < value.Length && value[i] is >= '0' and <= '9')
            i++;
        return value.Substring(from, i - from);
    }

    private static string? Radix(string value)
    {
        var bits = value[1] == 'x' ? 4 : 3;
        var number = BigInteger.Zero;
        for (var i = 2; i < value.Length; i++)
        {
            var digit = value[i] switch
            {
                >= '0' and <= '9' => value[i] - '0',
                >= 'a' and <= 'f' => value[i] - 'a' + 10,
                >= 'A' and <= 'F' => value[i] - 'A' + 10,
                _ => 16,
            };
            if (digit >= 1 << bits)
                return null;
            number = (number << bits) + digit;
        }

        return number.ToString(CultureInfo.InvariantCulture);
    }
}
