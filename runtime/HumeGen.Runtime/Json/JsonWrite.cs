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

    /// <summary>Refuses names in <c>AdditionalProperties</c> that would be written twice, as each reader makes something else of that.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="type">The C# type that is written.</param>
    /// <param name="properties">The properties; null when there are none.</param>
    /// <param name="isDeclared">Whether the type has a property of its own by this name in JSON.</param>
    /// <exception cref="ArgumentException">A property is one that the type has by itself.</exception>
    public static void RefuseDeclared<T>(string type, IReadOnlyDictionary<string, T>? properties, Func<string, bool> isDeclared)
    {
        if (properties is null)
            return;

        ArgumentNullException.ThrowIfNull(isDeclared);
        foreach (var name in properties.Keys)
        {
            if (isDeclared(name))
                throw new ArgumentException($"AdditionalProperties has '{name}', for which {type} has a property of its own. Set that one instead.");
        }
    }

    /// <summary>Writes a property that is a number.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">JSON does not have the number: it is not finite.</exception>
    public static void Double(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!double.IsFinite(value))
            throw UnwritableException.NotFinite(value, name);
        writer.WriteNumber(name, value);
    }

    /// <summary>Writes a number.</summary>
    /// <param name="writer">The writer, where a value may begin.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">JSON does not have the number: it is not finite.</exception>
    public static void Double(Utf8JsonWriter writer, double value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!double.IsFinite(value))
            throw UnwritableException.NotFinite(value, default);
        writer.WriteNumberValue(value);
    }

    /// <summary>Writes a property that is a text.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">The text.</param>
    /// <exception cref="ArgumentException">The text is null.</exception>
    public static void String(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null)
            throw UnwritableException.IsNull(name);
        writer.WriteString(name, value);
    }

    /// <summary>Writes a property that is of a generated type.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is null.</exception>
    public static void Model(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IJsonWritable value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(name);
        Model(writer, value);
    }

    /// <summary>Writes a value of a generated type.</summary>
    /// <param name="writer">The writer, where a value may begin.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is null.</exception>
    public static void Model(Utf8JsonWriter writer, IJsonWritable value)
    {
        if (value is null)
            throw UnwritableException.IsNull(default);
        value.WriteJson(writer);
    }

    /// <summary>Writes an array without nulls.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="writer">The writer, where a value may begin.</param>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one item.</param>
    /// <exception cref="ArgumentException">The list, or an item, is null.</exception>
    public static void List<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(write);
        if (items is null)
            throw UnwritableException.IsNull(default);
        writer.WriteStartArray();
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            write(writer, item is null ? throw UnwritableException.IsNull(default) : item);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes an array whose items may be null.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="writer">The writer, where a value may begin.</param>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one item, or null.</param>
    /// <exception cref="ArgumentException">The list is null.</exception>
    public static void ListOrNulls<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(write);
        if (items is null)
            throw UnwritableException.IsNull(default);
        writer.WriteStartArray();
        for (var i = 0; i < items.Count; i++)
            write(writer, items[i]);
        writer.WriteEndArray();
    }

    /// <summary>Writes a map without nulls as an object.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="writer">The writer, where a value may begin.</param>
    /// <param name="map">The entries.</param>
    /// <param name="write">Writes one value.</param>
    /// <exception cref="ArgumentException">The map, or a value, is null.</exception>
    public static void Map<T>(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> map, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        MapOrNulls(writer, map, (to, value) => write(to, value is null ? throw UnwritableException.IsNull(default) : value));
    }

    /// <summary>Writes a map whose values may be null as an object.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="writer">The writer, where a value may begin.</param>
    /// <param name="map">The entries.</param>
    /// <param name="write">Writes one value, or null.</param>
    /// <exception cref="ArgumentException">The map is null.</exception>
    public static void MapOrNulls<T>(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> map, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(write);
        if (map is null)
            throw UnwritableException.IsNull(default);
        writer.WriteStartObject();
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            write(writer, value);
        }

        writer.WriteEndObject();
    }
}
