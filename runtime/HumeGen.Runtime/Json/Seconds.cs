using System.Text.Json;

namespace HumeGen.Json;

/// <summary>Spans of time that are numbers of seconds on the wire.</summary>
public static class Seconds
{
    /// <summary>Reads a span of time.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The span.</returns>
    /// <exception cref="JsonException">The value is no number, or more than some 29,000 years.</exception>
    public static TimeSpan Read(ref Utf8JsonReader reader) => new(Ticks.Read(ref reader, TimeSpan.TicksPerSecond));

    /// <summary>Writes a span of time.</summary>
    /// <param name="writer">Destination.</param>
    /// <param name="value">The span.</param>
    public static void Write(Utf8JsonWriter writer, TimeSpan value) => Ticks.Write(writer, value.Ticks, TimeSpan.TicksPerSecond);
}
