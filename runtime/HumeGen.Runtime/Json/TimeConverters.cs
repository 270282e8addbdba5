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
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The time, of any offset.</param>
    public static void Write(Utf8JsonWriter writer, DateTimeOffset value) => Ticks.Write(writer, (value - DateTimeOffset.UnixEpoch).Ticks, TimeSpan.TicksPerMillisecond);
}

/// <summary>Points in time that are numbers on the wire: seconds since the start of 1970 in UTC.</summary>
public static class UnixSeconds
{
    /// <summary>Reads a point in time.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The time in UTC; fractions of a second are kept to a ten-millionth.</returns>
    /// <exception cref="JsonException">The value is no number, or outside the years 1 to 9999.</exception>
    public static DateTimeOffset Read(ref Utf8JsonReader reader) => Ticks.ToTime(ref reader, TimeSpan.TicksPerSecond);

    /// <summary>Writes a point in time.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The time, of any offset.</param>
    public static void Write(Utf8JsonWriter writer, DateTimeOffset value) => Ticks.Write(writer, (value - DateTimeOffset.UnixEpoch).Ticks, TimeSpan.TicksPerSecond);
}

/// <summary>Spans of time that are numbers of milliseconds on the wire.</summary>
public static class Milliseconds
{
    /// <summary>Reads a span of time.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The span.</returns>
    /// <exception cref="JsonException">The value is no number, or more than some 29,000 years.</exception>
    public static TimeSpan Read(ref Utf8JsonReader reader) => new(Ticks.Read(ref reader, TimeSpan.TicksPerMillisecond));

    /// <summary>Writes a span of time.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The span.</param>
    public static void Write(Utf8JsonWriter writer, TimeSpan value) => Ticks.Write(writer, value.Ticks, TimeSpan.TicksPerMillisecond);
}

/// <summary>Spans of time that are numbers of seconds on the wire.</summary>
public static class Seconds
{
    /// <summary>Reads a span of time.</summary>
    /// <param name="reader">The reader, on the value.</param>
    /// <returns>The span.</returns>
    /// <exception cref="JsonException">The value is no number, or more than some 29,000 years.</exception>
    public static TimeSpan Read(ref Utf8JsonReader reader) => new(Ticks.Read(ref reader, TimeSpan.TicksPerSecond));

    /// <summary>Writes a span of time.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The span.</param>
    public static void Write(Utf8JsonWriter writer, TimeSpan value) => Ticks.Write(writer, value.Ticks, TimeSpan.TicksPerSecond);
}

/// <summary>Numbers in a unit of time, as ticks of 100 ns. Decimals, as a double has too few digits for them.</summary>
internal static class Ticks
{
    private const string Expected = "a number of a time that there is";

    public static long Read(ref Utf8JsonReader reader, long unit)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number) && Math.Abs(number) <= long.MaxValue / unit)
            return (long)(number * unit);
        throw JsonRead.Unexpected(ref reader, "time", Expected);
    }

    public static DateTimeOffset ToTime(ref Utf8JsonReader reader, long unit)
    {
        var ticks = Read(ref reader, unit);
        if (ticks < DateTimeOffset.MinValue.Ticks - DateTimeOffset.UnixEpoch.Ticks || ticks > DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks)
            throw JsonRead.Unexpected(ref reader, "DateTimeOffset", Expected);
        return DateTimeOffset.UnixEpoch.AddTicks(ticks);
    }

    public static void Write(Utf8JsonWriter writer, long ticks, long unit)
    {
        if (ticks % unit == 0)
            writer.WriteNumberValue(ticks / unit);
        else
            writer.WriteNumberValue((decimal)ticks / unit);
    }
}
