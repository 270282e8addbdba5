using System.Text.Json;

namespace HumeGen.Json;

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
