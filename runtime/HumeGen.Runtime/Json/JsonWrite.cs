using System.Globalization;
using System.Text.Json;

namespace HumeGen.Json;

/// <summary>Methods that generated writers share.</summary>
public static class JsonWrite
{
    /// <summary>Writes back the properties that the specification does not name.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="properties">The properties; null when there are none.</param>
    public static void Unknown(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement>? properties)
    {
        if (properties is null)
            return;

        ArgumentNullException.ThrowIfNull(writer);
        foreach (var (name, value) in properties)
        {
            writer.WritePropertyName(name);
            Element(writer, value);
        }
    }

    /// <summary>Writes JSON as it came. Half of a surrogate pair, which is JSON but no text, stays what it is.</summary>
    /// <param name="writer">The writer, where a value may begin.</param>
    /// <param name="value">The JSON.</param>
    public static void Element(Utf8JsonWriter writer, JsonElement value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String)
        {
#if NET9_0_OR_GREATER
            var json = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value);
            var hasHalves = json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;
#else
            var json = value.GetRawText();
            var hasHalves = json.Contains("\\ud", StringComparison.OrdinalIgnoreCase);
#endif
            if (hasHalves)
            {
                writer.WriteRawValue(json, skipInputValidation: true);
                return;
            }
        }

        value.WriteTo(writer);
    }

    /// <summary>Writes a number. One that JSON does not have is the text <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>.</summary>
    /// <param name="writer">The writer, where a value may begin.</param>
    /// <param name="value">The number.</param>
    public static void DoubleOrText(Utf8JsonWriter writer, double value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The exception for a name in <c>ExplicitNulls</c> that no optional property of the record has.</summary>
    /// <param name="type">The C# type that is written.</param>
    /// <param name="property">The name.</param>
    /// <returns>The exception to throw.</returns>
    public static ArgumentException NoOptionalProperty(string type, string property) =>
        new($"ExplicitNulls names '{property}', but {type} has no optional property of this name. Name properties as C# does: nameof({type}.PropertyName).");

    /// <summary>Writes an array.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="writer">The writer, where a value may begin.</param>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one item.</param>
    public static void List<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(write);
        writer.WriteStartArray();
        for (var i = 0; i < items.Count; i++)
            write(writer, items[i]);
        writer.WriteEndArray();
    }

    /// <summary>Writes a map as an object.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="writer">The writer, where a value may begin.</param>
    /// <param name="map">The entries.</param>
    /// <param name="write">Writes one value.</param>
    public static void Map<T>(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> map, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(write);
        writer.WriteStartObject();
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            write(writer, value);
        }

        writer.WriteEndObject();
    }
}
