using System.Globalization;

namespace HumeGen.Json;

/// <summary>
/// Reads points in time that RFC 3339 allows and <c>Utf8JsonReader</c> does not, or that some servers write: with small letters, a space in the middle, an
/// offset without a colon or none, which is UTC, or the second 60 of a leap second, which is the first of the next minute.
/// </summary>
internal static class LooseTime
{
    private const int DateLength = 10;
    private const int TickDigits = 7;

    /// <summary>Reads a date, with or without a time; a date alone is its midnight in UTC.</summary>
    public static bool TryRead(string text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length < DateLength
            || !DateTime.TryParseExact(text[..DateLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return false;
        }

        if (text.Length == DateLength)
        {
            value = new DateTimeOffset(date.Ticks, TimeSpan.Zero);
            return true;
        }

        var at = DateLength + 1;
        if (text[DateLength] is not ('T' or 't' or ' ') || !TryTime(text, ref at, out var time) || !TryOffset(text[at..], out var offset))
            return false;
        var ticks = date.Ticks + time;
        if (ticks > DateTime.MaxValue.Ticks || ticks - offset.Ticks < DateTime.MinValue.Ticks || ticks - offset.Ticks > DateTime.MaxValue.Ticks)
            return false;
        value = new DateTimeOffset(ticks, offset);
        return true;
    }

    // Hours and minutes, and seconds with a fraction where they are there. Digits beyond a tick are cut off.
    private static bool TryTime(string text, ref int at, out long ticks)
    {
        ticks = 0;
        if (!TryTwo(text, ref at, 23, out var hour) || !TrySkip(text, ref at, ':') || !TryTwo(text, ref at, 59, out var minute))
            return false;
        ticks = hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute;
        if (!TrySkip(text, ref at, ':'))
            return true;
        if (!TryTwo(text, ref at, 60, out var second))
            return false;
        ticks += second * TimeSpan.TicksPerSecond;
        if (!TrySkip(text, ref at, '.'))
            return true;
        var start = at;
        var unit = TimeSpan.TicksPerSecond;
        for (; at < text.Length && text[at] is >= '0' and <= '9'; at++)
        {
            unit /= 10;
            if (at - start < TickDigits)
                ticks += (text[at] - '0') * unit;
        }

        return at > start;
    }

    private static bool TryOffset(string text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "" or "Z" or "z")
            return true;
        var at = 1;
        if (text[0] is not ('+' or '-') || !TryTwo(text, ref at, 14, out var hours))
            return false;
        var minutes = 0;
        if (at < text.Length)
        {
            TrySkip(text, ref at, ':');
            if (!TryTwo(text, ref at, 59, out minutes) || at != text.Length)
                return false;
        }

        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-')
            offset = -offset;
        return offset.Duration() <= TimeSpan.FromHours(14);
    }

    private static bool TryTwo(string text, ref int at, int most, out int value)
    {
        value = 0;
        if (at + 2 > text.Length || text[at] is < '0' or > '9' || text[at + 1] is < '0' or > '9')
            return false;
        value = (text[at] - '0') * 10 + (text[at + 1] - '0');
        at += 2;
        return value <= most;
    }

    private static bool TrySkip(string text, ref int at, char sign)
    {
        if (at >= text.Length || text[at] != sign)
            return false;
        at++;
        return true;
    }
}
