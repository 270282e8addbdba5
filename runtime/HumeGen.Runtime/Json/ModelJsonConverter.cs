using System.Text.Json;
using System.Text.Json.Serialization;

namespace HumeGen.Json;

/// <summary>Lets <see cref="JsonSerializer"/> read and write generated types where a program uses it already.</summary>
/// <typeparam name="T">The generated type.</typeparam>
public sealed class ModelJsonConverter<T> : JsonConverter<T>
    where T : IJsonReadable<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ModelReader<T>.Read(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        value.WriteJson(writer);
    }
}
