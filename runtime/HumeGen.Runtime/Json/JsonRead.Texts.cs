using System.Globalization;
using System.Text.Json;

namespace HumeGen.Json;

// Numbers that may be written as text.
public static partial class JsonRead
{
    /// <summary>Reads a whole number of at most 32 bits, be it a number or a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static int Int32OrText(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? Int32(ref reader)
        : int.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : throw Unexpected(ref reader, "int", "a whole number of 32 bits");

    /// <summary>Reads a whole number, be it a number or a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static long Int64OrText(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? Int64(ref reader)
        : long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : throw Unexpected(ref reader, "long", "a whole number");

    /// <summary>Reads a whole number that is not negative, be it a number or a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static ulong UInt64OrText(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? UInt64(ref reader)
        : ulong.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw Unexpected(ref reader, "ulong", "a whole number that is not negative");

    /// <summary>Reads a number; <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> are texts, be it a number or a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static double DoubleOrText(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? Double(ref reader)
        : TryParseDouble(reader.GetString()!, out var value) ? value
        : throw Unexpected(ref reader, "double", "a number");

    /// <summary>Reads a number with all of its decimal digits, be it a number or a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static decimal DecimalOrText(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? Decimal(ref reader)
        : decimal.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
        : throw Unexpected(ref reader, "decimal", "a number of at most 28 digits");

    // A number too large for a double is none; only the names stand for those that JSON does not have.
    private static bool TryParseDouble(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && (double.IsFinite(value) || text is "NaN" or "Infinity" or "-Infinity");
}
