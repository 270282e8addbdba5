using System.Text.Json;

namespace HumeGen.Json;

/// <content>Methods that look ahead in an object or a list, with a copy of the reader, to tell the variants of a union apart.</content>
public static partial class JsonRead
{
    /// <summary>
    /// Finds a property of the object that begins here, wherever it stands in it, without moving the reader. Of equal names the last one counts, as it does when
    /// the object is read.
    /// </summary>
    /// <param name="reader">The reader, on the start of an object. It is a copy; the caller's stays where it is.</param>
    /// <param name="name">The property's name in UTF-8.</param>
    /// <param name="found">A reader that stands on the property's value.</param>
    /// <returns>False when there is no such property, or when no object begins here.</returns>
    public static bool TryFind(Utf8JsonReader reader, ReadOnlySpan<byte> name, out Utf8JsonReader found)
    {
        found = default;
        var isFound = false;
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
        try
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var match = reader.ValueTextEquals(name);
                reader.Read();
                if (match)
                {
                    found = reader;
                    isFound = true;
                }

                reader.Skip();
            }
        }
        catch (JsonException) when (isFound)
        {
            // What is broken behind it is for the reader of the whole to find, which can say where.
        }

        return isFound;
    }

    /// <summary>Whether the object that begins here has a property with a value other than null.</summary>
    /// <param name="reader">The reader, on the start of an object. It is a copy; the caller's stays where it is.</param>
    /// <param name="name">The property's name in UTF-8.</param>
    /// <returns>True when the property is there.</returns>
    public static bool Has(Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        TryFind(reader, name, out var found) && found.TokenType != JsonTokenType.Null;

    /// <summary>Whether the object that begins here has a property with a text.</summary>
    /// <param name="reader">Stands on the start of the object. It is a copy: the caller's reader does not move.</param>
    /// <param name="name">The property's name in UTF-8.</param>
    /// <param name="text">The text in UTF-8.</param>
    public static bool Has(Utf8JsonReader reader, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
        TryFind(reader, name, out var found) && Is(found, text);

    /// <summary>Whether the object that begins here has a property with a number.</summary>
    /// <param name="reader">Stands on the start of the object. It is a copy: the caller's reader does not move.</param>
    /// <param name="name">The property's name in UTF-8.</param>
    /// <param name="number">The number.</param>
    public static bool Has(Utf8JsonReader reader, ReadOnlySpan<byte> name, decimal number) =>
        TryFind(reader, name, out var found) && Is(found, number);

    /// <summary>Whether the value that the reader stands on is a number.</summary>
    /// <param name="reader">Stands on the first token of a value.</param>
    /// <param name="number">The number.</param>
    public static bool Is(in Utf8JsonReader reader, decimal number) =>
        reader.TokenType == JsonTokenType.Number && TryGetExact(reader, out var value) && value == number;

    /// <summary>Whether the object that begins here has a property with a boolean.</summary>
    /// <param name="reader">Stands on the start of the object. It is a copy: the caller's reader does not move.</param>
    /// <param name="name">The property's name in UTF-8.</param>
    /// <param name="value">The boolean.</param>
    public static bool Has(Utf8JsonReader reader, ReadOnlySpan<byte> name, bool value) =>
        TokenOf(reader, name) == (value ? JsonTokenType.True : JsonTokenType.False);

    /// <summary>The first token of the value of a property of the object that begins here.</summary>
    /// <param name="reader">Stands on the start of the object. It is a copy: the caller's reader does not move.</param>
    /// <param name="name">The property's name in UTF-8.</param>
    /// <returns>The kind of token; <see cref="JsonTokenType.None"/> when there is no such property.</returns>
    public static JsonTokenType TokenOf(Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        TryFind(reader, name, out var found) ? found.TokenType : JsonTokenType.None;

    /// <summary>Whether the value that the reader stands on is a text.</summary>
    /// <param name="reader">Stands on the first token of a value.</param>
    /// <param name="text">The text in UTF-8.</param>
    public static bool Is(in Utf8JsonReader reader, ReadOnlySpan<byte> text) => reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(text);

    /// <summary>Whether the reader's current value is a boolean.</summary>
    /// <param name="reader">Stands on the first token of a value.</param>
    /// <param name="value">The boolean.</param>
    public static bool Is(in Utf8JsonReader reader, bool value) => reader.TokenType == (value ? JsonTokenType.True : JsonTokenType.False);

    /// <summary>Finds an item of the list that begins here.</summary>
    /// <param name="reader">Stands on the start of the list. It is a copy: the caller's reader does not move.</param>
    /// <param name="place">The place of the item, from 0.</param>
    /// <returns>A reader on the first token of the item, or on the end of the list when it is shorter; the reader as it was where no list begins.</returns>
    public static Utf8JsonReader Item(Utf8JsonReader reader, int place)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return reader;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && place-- > 0)
            reader.Skip();
        return reader;
    }

    /// <summary>Finds the first item that is not null in the list that begins here.</summary>
    /// <param name="reader">Stands on the start of the list. It is a copy: the caller's reader does not move.</param>
    /// <returns>A reader on the first token of the item, or on the end of the list when there is none; the reader as it was where no list begins.</returns>
    public static Utf8JsonReader FirstItem(Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.Null)
            {
            }
        }

        return reader;
    }
}
