using System.Text.Json;

namespace HumeGen.Json;

/// <summary>A value that writes itself as JSON. Every generated type and union is one.</summary>
public interface IJsonWritable
{
    /// <summary>Writes this value as one JSON value.</summary>
    /// <param name="writer">Where to write; it stands where a value may begin.</param>
    void WriteJson(Utf8JsonWriter writer);
}

/// <summary>A concrete generated type: it writes itself, and reads itself by a static method <c>ReadJson</c>.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IJsonModel<TSelf> : IJsonWritable
    where TSelf : IJsonModel<TSelf>
{
#if NET
    /// <summary>Reads one value.</summary>
    /// <param name="reader">Stands on the first token of the value, and on its last token afterwards.</param>
    /// <returns>The value read.</returns>
    /// <exception cref="JsonException">The JSON does not have the shape that the specification gives.</exception>
    static abstract TSelf ReadJson(ref Utf8JsonReader reader);
#endif
}

/// <summary>Reads one value of type <typeparamref name="T"/> from the token that <paramref name="reader"/> stands on.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="reader">Stands on the first token of the value, and on its last token afterwards.</param>
/// <returns>The value read.</returns>
public delegate T JsonReader<out T>(ref Utf8JsonReader reader);
