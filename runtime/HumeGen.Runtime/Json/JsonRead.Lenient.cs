using System.Text.Json;

namespace HumeGen.Json;

/// <content>Values in place of missing ones where reading is lenient.</content>
public static partial class JsonRead
{
    /// <summary>The value of a required property that is not there, where reading is lenient; otherwise it throws.</summary>
    /// <typeparam name="T">The type of the property.</typeparam>
    /// <param name="reader">The reader, on the end of the object.</param>
    /// <param name="type">The C# type that is read.</param>
    /// <param name="property">The property's name on the wire.</param>
    /// <param name="otherwise">The value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">Reading is strict.</exception>
    public static T Missing<T>(ref Utf8JsonReader reader, string type, string property, T otherwise)
    {
        if (LenientJson.Of(ref reader) is not { } lenient)
            throw Missing(type, property);
        lenient.Add($"{type}.{property}");
        return otherwise is JsonElement { ValueKind: JsonValueKind.Undefined } && typeof(T) == typeof(JsonElement) ? (T)(object)Null() : otherwise;
    }

    /// <summary>An object or list without members in place of a required one that is not there, where reading is lenient; otherwise it throws.</summary>
    /// <typeparam name="T">The type of the property.</typeparam>
    /// <param name="reader">The reader, on the end of the object.</param>
    /// <param name="type">The C# type that is read.</param>
    /// <param name="property">The property's name on the wire.</param>
    /// <param name="read">Reads a value of the property's type.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">Reading is strict.</exception>
    public static T MissingModel<T>(ref Utf8JsonReader reader, string type, string property, JsonReader<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (LenientJson.Of(ref reader) is not { } lenient)
            throw Missing(type, property);
        lenient.Add($"{type}.{property}");
        return lenient.MakeUp(read);
    }

    // A null where there must be a value is that value's default, where reading is lenient.
    private static T Other<T>(ref Utf8JsonReader reader, string type, string expected, T otherwise)
    {
        if (reader.TokenType != JsonTokenType.Null || LenientJson.Of(ref reader) is not { } lenient)
            throw Unexpected(ref reader, type, expected);
        lenient.Add($"{type} in a list");
        return otherwise;
    }

    private static bool IsLeftOut(ref Utf8JsonReader reader, string type)
    {
        if (reader.TokenType != JsonTokenType.Null || LenientJson.Of(ref reader) is not { } lenient)
            return false;
        lenient.Add($"constant of {type}");
        return true;
    }

    private static T[] LenientList<T>(ref Utf8JsonReader reader, JsonReader<T> item, LenientJson lenient)
    {
        var items = new List<T>();
        do
        {
            items.Add(lenient.Item(ref reader, item));
            reader.Read();
        }
        while (reader.TokenType != JsonTokenType.EndArray);

        return [.. items];
    }

    private static JsonElement Null()
    {
        using var document = JsonDocument.Parse("null");
        return document.RootElement.Clone();
    }
}
