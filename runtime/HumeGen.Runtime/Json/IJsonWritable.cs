using System.Text.Json;

namespace HumeGen.Json;

/// <summary>A value that writes itself as JSON. Every generated type and union is one.</summary>
public interface IJsonWritable
{
    /// <summary>Writes this value as one JSON value.</summary>
    /// <param name="writer">Destination; its position allows a value.</param>
    void WriteJson(Utf8JsonWriter writer);
}
