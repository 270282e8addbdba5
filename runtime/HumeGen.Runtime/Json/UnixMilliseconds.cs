using System.Text.Json;

namespace HumeGen.Json;

/// <summary>Points in time that are numbers on the wire: milliseconds since the start of 1970 in UTC.</summary>
public static class UnixMilliseconds
{
    /// <summary>Reads a point in time.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The time in UTC; fractions of a millisecond are kept to a ten-thousandth.</returns>
    /// <exception cref="JsonException">The value is no number, or outside the years 1 to 9999.</exception>
    public static DateTimeOffset Read(ref Utf8JsonReader reader) => Ticks.ToTime(ref reader, TimeSpan.TicksPerMillisecond);

    /// <summary>Writes a point in time.</summary>
    /// <param name="writer">Destination.</param>
    /// <param name="value">The time, of any offset.</param>
    public static void Write(Utf8JsonWriter writer, DateTimeOffset value) => Ticks.Write(writer, (value - DateTimeOffset.UnixEpoch).Ticks, TimeSpan.TicksPerMillisecond);
}
