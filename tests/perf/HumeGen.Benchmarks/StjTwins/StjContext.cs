using System.Text.Json;
using System.Text.Json.Serialization;

namespace HumeGen.Benchmarks.StjTwins;

/// <summary>
/// System.Text.Json as its manual recommends it: metadata from its source generator, no reflection. The handwritten types around it
/// promise what ours promise, in the form that it reads fastest: settable properties, since it boxes the values of <c>init</c> and
/// <c>required</c> ones, and <see cref="List{T}"/>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StjUserMessage))]
[JsonSerializable(typeof(StjAudioInput))]
[JsonSerializable(typeof(List<StjSourceResult>))]
[JsonSerializable(typeof(StjSourceUrl))]
[JsonSerializable(typeof(StjSourceFile))]
[JsonSerializable(typeof(StjSourceText))]
[JsonSerializable(typeof(StjToolResponse))]
[JsonSerializable(typeof(StjToolError))]
internal sealed partial class StjContext : JsonSerializerContext;

/// <summary>Base of every object: keeps unknown properties.</summary>
internal abstract class StjObject
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalProperties { get; set; }
}

/// <summary>Reads an enum that keeps values it does not know, and allocates nothing for those it knows.</summary>
internal abstract class StjEnumConverter<T>(Func<string, T> make, Func<T, string> text, params string[] known) : JsonConverter<T>
{
    private readonly (byte[] Text, T Value)[] _known = [.. known.Select(k => (System.Text.Encoding.UTF8.GetBytes(k), make(k)))];

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        foreach (var (name, value) in _known)
        {
            if (reader.ValueTextEquals(name))
                return value;
        }

        return make(reader.GetString()!);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(text(value));
}

/// <summary>Peeks the key of a union on a copy of the reader.</summary>
internal static class StjUnion
{
    public static Utf8JsonReader Key(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (found && reader.TokenType == JsonTokenType.String)
                return reader;
            reader.Skip();
        }

        throw new JsonException("The object has no type.");
    }
}
