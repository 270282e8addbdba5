using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace HumeGen.Json;

/// <summary>Methods that generated readers share. Each begins at the first token of a value and leaves the reader at its last.</summary>
public static partial class JsonRead
{
    private const int DayLength = 10;

    /// <summary>Checks that an object begins here.</summary>
    /// <param name="reader">The reader, on the token to check.</param>
    /// <param name="type">The C# type that is read, for the message.</param>
    public static void StartObject(ref Utf8JsonReader reader, string type)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Unexpected(ref reader, type, "an object");
    }

    /// <summary>Moves to the value of the next property of the object, or to the end of the object.</summary>
    /// <param name="reader">The reader, inside an object.</param>
    /// <param name="name">The property's name, unescaped.</param>
    /// <returns>False at the end of the object.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool NextProperty(ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }

        name = reader.HasValueSequence || reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        reader.Read();
        return true;
    }

    /// <summary>Reads a string.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The text, unescaped.</returns>
    public static string String(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : Other(ref reader, "string", "a string", "");

    /// <summary>Reads a boolean.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static bool Boolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => Other(ref reader, "bool", "true or false", false),
    };

    /// <summary>Reads a whole number; <c>60.0</c> is one as well.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static long Int64(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out var value))
                return value;
            if (TryGetWhole(ref reader, out var whole) && whole >= long.MinValue && whole <= long.MaxValue)
                return (long)whole;
        }

        return Other(ref reader, "long", "a whole number", 0L);
    }

    /// <summary>Reads a whole number of at most 32 bits; <c>60.0</c> is one as well.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static int Int32(ref Utf8JsonReader reader)
    {
        var value = Int64(ref reader);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Unexpected(ref reader, "int", "a whole number of 32 bits");
    }

    /// <summary>Reads a whole number that is not negative; <c>60.0</c> is one as well.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static ulong UInt64(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetUInt64(out var value))
                return value;
            if (TryGetWhole(ref reader, out var whole) && whole >= 0 && whole <= ulong.MaxValue)
                return (ulong)whole;
        }

        return Other(ref reader, "ulong", "a whole number that is not negative", 0UL);
    }

    /// <summary>Reads a number; one such as <c>1e999</c>, which would become infinite and could not be written again, is refused.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static double Double(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (!reader.HasValueSequence && JsonNumber.TryParse(reader.ValueSpan, out var value))
                return value;
            value = reader.GetDouble();
            if (double.IsFinite(value))
                return value;
        }

        return Other(ref reader, "double", "a number", 0d);
    }

    /// <summary>Reads a number with its decimal digits, rounded to 28 of them.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static decimal Decimal(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value) ? value : Other(ref reader, "decimal", "a number of at most 28 digits", 0m);

#if NET
    /// <summary>Reads a day in the form <c>2026-11-21</c>. Of a point in time it is the day that is written there.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static DateOnly Date(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? Other(ref reader, "DateOnly", "a date", default(DateOnly))
        : DateOnly.TryParseExact(reader.GetString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value
        : LooseTime.TryRead(reader.GetString()!, out _) ? DateOnly.ParseExact(reader.GetString()!.AsSpan(0, DayLength), "O", CultureInfo.InvariantCulture)
        : throw Unexpected(ref reader, "DateOnly", "a date");
#endif

    /// <summary>Reads base64 straight into bytes.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The bytes.</returns>
    public static ReadOnlyMemory<byte> Base64(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && (reader.TryGetBytesFromBase64(out var bytes) || LooseBase64.TryRead(reader.GetString()!, out bytes))
            ? bytes
            : Other(ref reader, "bytes", "base64 text", default(ReadOnlyMemory<byte>));

    /// <summary>Reads a point in time in the form of RFC 3339. One without an offset is in UTC, whatever the machine's time zone; a day alone is its midnight.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static DateTimeOffset DateTimeOffset(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
            && ((HasOffset(reader.ValueSpan) && reader.TryGetDateTimeOffset(out var value)) || LooseTime.TryRead(reader.GetString()!, out value))
            ? value
            : Other(ref reader, "DateTimeOffset", "a date and time", default(System.DateTimeOffset));

    /// <summary>Reads a UUID.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value.</returns>
    public static Guid Guid(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && System.Guid.TryParse(reader.GetString(), out var value)
            ? value
            : Other(ref reader, "Guid", "a UUID", default(System.Guid));

    /// <summary>Reads any JSON value as it is.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The value, independent of the reader's buffer.</returns>
    public static JsonElement Element(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    /// <summary>Reads an array.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="item">Reads one item.</param>
    /// <returns>The items in their order.</returns>
    public static IReadOnlyList<T> List<T>(ref Utf8JsonReader reader, JsonReader<T> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Unexpected(ref reader, "list", "an array");

        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
            return [];
        if (LenientJson.Of(ref reader) is { } lenient)
            return LenientList(ref reader, item, lenient);

#if NET
        // Most lists fit here, so that the one that is kept is allocated once and no longer than it must be.
        FirstItems<T> first = default;
        List<T>? rest = null;
        var count = 0;
        do
        {
            var value = item(ref reader);
            if (count < FirstItems<T>.Length)
                first[count++] = value;
            else
                (rest ??= new List<T>(FirstItems<T>.Length)).Add(value);
            reader.Read();
        }
        while (reader.TokenType != JsonTokenType.EndArray);

        ReadOnlySpan<T> items = first;
        return rest is null ? items[..count].ToArray() : [.. items, .. rest];
#else
        var items = new List<T>();
        do
        {
            items.Add(item(ref reader));
            reader.Read();
        }
        while (reader.TokenType != JsonTokenType.EndArray);

        return items.ToArray();
#endif
    }

    /// <summary>Reads an object as a map. A name that comes twice keeps its last value.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="value">Reads one value.</param>
    /// <returns>The entries.</returns>
    public static IReadOnlyDictionary<string, T> Map<T>(ref Utf8JsonReader reader, JsonReader<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        StartObject(ref reader, "map");
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        var lenient = LenientJson.Of(ref reader);
        while (NextProperty(ref reader, out var name))
            map[Encoding.UTF8.GetString(name)] = lenient is null ? value(ref reader) : lenient.Item(ref reader, value);

        return map;
    }

    /// <summary>Whether null stands where an optional property may have a value. Its name is kept then, so that null survives a round trip.</summary>
    /// <param name="reader">The reader, on the property's value.</param>
    /// <param name="property">The property's name in C#.</param>
    /// <param name="nulls">The properties that were null so far.</param>
    /// <returns>True where the value is null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNull(in Utf8JsonReader reader, string property, ref PropertyNames nulls)
    {
        if (reader.TokenType != JsonTokenType.Null)
            return false;
        nulls = nulls.With(property);
        return true;
    }

    /// <summary>Keeps a property that the specification does not name, so that it survives a round trip.</summary>
    /// <param name="reader">The reader, on the property's value.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="properties">Properties so far; created with the first one.</param>
    public static void Unknown(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ref Dictionary<string, JsonElement>? properties)
    {
        properties ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        properties[Encoding.UTF8.GetString(name)] = JsonElement.ParseValue(ref reader);
    }

    /// <summary>Reads a constant such as a message's <c>type</c>, and refuses any other text.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="expected">The constant in UTF-8.</param>
    /// <param name="type">The C# type that is read, for the message.</param>
    public static void Constant(ref Utf8JsonReader reader, ReadOnlySpan<byte> expected, string type)
    {
        if ((reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals(expected)) && !IsLeftOut(ref reader, type))
            throw Unexpected(ref reader, type, $"the constant \"{Encoding.UTF8.GetString(expected)}\"");
    }

    /// <inheritdoc cref="Constant(ref Utf8JsonReader, ReadOnlySpan{byte}, string)"/>
    public static void Constant(ref Utf8JsonReader reader, double expected, string type)
    {
        if ((reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var value) || !value.Equals(expected)) && !IsLeftOut(ref reader, type))
            throw Unexpected(ref reader, type, $"the constant {expected.ToString("R", CultureInfo.InvariantCulture)}");
    }

    /// <inheritdoc cref="Constant(ref Utf8JsonReader, ReadOnlySpan{byte}, string)"/>
    public static void Constant(ref Utf8JsonReader reader, bool expected, string type)
    {
        if (reader.TokenType != (expected ? JsonTokenType.True : JsonTokenType.False) && !IsLeftOut(ref reader, type))
            throw Unexpected(ref reader, type, expected ? "the constant true" : "the constant false");
    }

    /// <summary>Checks that an array begins here.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <param name="type">The C# type that is read, for the message.</param>
    public static void StartArray(ref Utf8JsonReader reader, string type)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Unexpected(ref reader, type, "an array");
    }

    /// <summary>Moves to the next item of the array, or to the end of the array.</summary>
    /// <param name="reader">The reader, inside an array.</param>
    /// <returns>False at the end of the array.</returns>
    public static bool NextItem(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>The text of a property of a JSON object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The property's name in UTF-8.</param>
    /// <returns>The text; that of a number or a boolean as in JSON; empty without such a property, or if it is none of these.</returns>
    public static string Text(JsonElement json, ReadOnlySpan<byte> name)
    {
        var value = LooseElement.Member(json, Encoding.UTF8.GetString(name));
        return value.ValueKind switch
        {
            JsonValueKind.String => LooseElement.TextOf(value),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => "",
        };
    }

    /// <summary>The exception for a required property that is not there.</summary>
    /// <param name="type">The C# type that is read.</param>
    /// <param name="property">The property's name on the wire.</param>
    /// <returns>The exception to throw.</returns>
    public static JsonException Missing(string type, string property) =>
        new($"The required property \"{property}\" of {type} is missing or null.");

    /// <summary>The exception for a token that does not fit.</summary>
    /// <param name="reader">The reader, on the token.</param>
    /// <param name="type">The C# type that is read.</param>
    /// <param name="expected">Value or type that the specification requires.</param>
    /// <returns>The exception to throw.</returns>
    public static JsonException Unexpected(ref Utf8JsonReader reader, string type, string expected) =>
        new($"Expected {expected} for {type}, but found {Describe(reader.TokenType)}.");

    // Without one, the reader of .NET takes the offset of the machine.
    private static bool HasOffset(ReadOnlySpan<byte> time) =>
        time.Length > DayLength && (time[^1] == (byte)'Z' || time[DayLength..].IndexOfAny((byte)'+', (byte)'-') >= 0);

    private static bool TryGetWhole(ref Utf8JsonReader reader, out decimal whole) => TryGetExact(reader, out whole) && decimal.Truncate(whole) == whole;

    // A decimal is rounded where it has too many digits.
    private static bool TryGetExact(in Utf8JsonReader reader, out decimal number) =>
        reader.TryGetDecimal(out number) && JsonNumber.FitsDecimal(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string that does not fit",
        JsonTokenType.Number => "a number that does not fit",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "the end of the JSON",
    };

#if NET
    [InlineArray(Length)]
    private struct FirstItems<T>
    {
        public const int Length = 64;
        private T _item;
    }
#endif
}
