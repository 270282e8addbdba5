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
        : IsNumber(reader, out int value) ? value
        : throw Unexpected(ref reader, "int", "a whole number of 32 bits");

    /// <summary>Reads a whole number, be it a number or a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static long Int64OrText(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? Int64(ref reader)
        : IsNumber(reader, out long value) ? value
        : throw Unexpected(ref reader, "long", "a whole number");

    /// <summary>Reads a whole number that is not negative, be it a number or a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static ulong UInt64OrText(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? UInt64(ref reader)
        : IsNumber(reader, out ulong value) ? value
        : throw Unexpected(ref reader, "ulong", "a whole number that is not negative");

    /// <summary>Reads a number; <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> are texts, be it a number or a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static double DoubleOrText(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? Double(ref reader)
        : IsNumber(reader, out double value) ? value
        : throw Unexpected(ref reader, "double", "a number");

    /// <summary>Reads a number with all of its decimal digits, be it a number or a text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static decimal DecimalOrText(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? Decimal(ref reader)
        : IsNumber(reader, out decimal value) ? value
        : throw Unexpected(ref reader, "decimal", "a number of at most 28 digits");

    /// <summary>Tells whether a text is a whole number of at most 32 bits.</summary>
    /// <param name="reader">The reader, on the text.</param>
    /// <param name="number">The number; 0 when it is none.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsNumber(in Utf8JsonReader reader, out int number) =>
        int.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    /// <summary>Tells whether a text is a whole number.</summary>
    /// <param name="reader">The reader, on the text.</param>
    /// <param name="number">The number; 0 when it is none.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsNumber(in Utf8JsonReader reader, out long number) =>
        long.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    /// <summary>Tells whether a text is a whole number that is not negative.</summary>
    /// <param name="reader">The reader, on the text.</param>
    /// <param name="number">The number; 0 when it is none.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsNumber(in Utf8JsonReader reader, out ulong number) =>
        ulong.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Tells whether a text is a number, or one of <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>.</summary>
    /// <param name="reader">The reader, on the text.</param>
    /// <param name="number">The number; 0 when it is none.</param>
    /// <returns>Whether it is.</returns>
    /// <remarks>A number too large for a double is none.</remarks>
    public static bool IsNumber(in Utf8JsonReader reader, out double number)
    {
        var text = reader.GetString();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && (double.IsFinite(number) || text is "NaN" or "Infinity" or "-Infinity");
    }

    /// <summary>Tells whether a text is a number of at most 28 digits.</summary>
    /// <param name="reader">The reader, on the text.</param>
    /// <param name="number">The number; 0 when it is none.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsNumber(in Utf8JsonReader reader, out decimal number) =>
        decimal.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
