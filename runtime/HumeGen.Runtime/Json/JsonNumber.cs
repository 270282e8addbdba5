using System.Buffers.Binary;
using System.Buffers.Text;

namespace HumeGen.Json;

/// <summary>
/// Turns the text of a number into the nearest <see cref="double"/>, in a third of the time that <c>Utf8JsonReader.GetDouble</c> takes.
/// In messages full of scores of 16 or 17 digits, parsing them was a third of the time of reading.
/// </summary>
internal static class JsonNumber
{
    // With at most 18 digits the digits fit a long, and powers of ten up to here are exact as a double.
    private const int MaxDigits = 18;
    private const int MaxScale = 22;
    private const int MaxDecimal = 28;
    private const long MaxExact = 1L << 53;

    // Wider than the error of the correction below, which is under 2^-51 of it.
    private const double Margin = 1.0 / (1L << 50);

    private static ReadOnlySpan<double> PowersOfTen =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Parses a number without an exponent and with at most 18 significant digits.</summary>
    /// <param name="text">A number as the grammar of JSON has it; the reader has checked that.</param>
    /// <param name="value">The double nearest to it.</param>
    /// <returns>False when the number is of another form, or lies so close to the middle of two doubles that only a slower way decides.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var negative = text[0] == '-';
        if (negative)
            text = text[1..];

        var scale = 0;
        long digits = 0;
        var point = text.IndexOf((byte)'.');
        if (point >= 0)
        {
            scale = text.Length - point - 1;
            if (point > MaxDigits || !TryAppend(text[..point], ref digits))
                return false;
            text = text[(point + 1)..];
            if (digits == 0)
                text = text.TrimStart((byte)'0');
            else if (point + scale > MaxDigits)
                return false;
        }

        if (text.Length > MaxDigits || scale > MaxScale || !TryAppend(text, ref digits))
            return false;

        var power = PowersOfTen[scale];
        var magnitude = digits / power;
        if (digits > MaxExact)
        {
#if NET
            // The quotient of the rounded digits, and what it lacks: exact but for its own rounding. Where both ends of that
            // uncertainty give the same double, it is the nearest one.
            var rounded = (double)digits;
            magnitude = rounded / power;
            var missing = (Math.FusedMultiplyAdd(-magnitude, power, rounded) + (digits - (long)rounded)) / power;
            var low = magnitude + missing * (1 - Margin);
            if (low != magnitude + missing * (1 + Margin))
                return false;
            magnitude = low;
#else
            return false;
#endif
        }

        value = negative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>Whether a decimal holds a number as it is, with no more than 28 digits and places.</summary>
    /// <param name="text">A number as the grammar of JSON has it.</param>
    public static bool FitsDecimal(ReadOnlySpan<byte> text)
    {
        var exponent = 0;
        if (text.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var e)
        {
            if (!Utf8Parser.TryParse(text[(e + 1)..], out exponent, out _))
                return false;
            text = text[..e];
        }

        long places = text.IndexOf((byte)'.') is >= 0 and var point ? text.Length - point - 1 : 0;
        var digits = 0;
        var zeros = 0;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9' || (c == '0' && digits == 0))
                continue;
            digits++;
            zeros = c == '0' ? zeros + 1 : 0;
        }

        return digits == 0 || (digits - zeros <= MaxDecimal && places - exponent - zeros <= MaxDecimal);
    }

    private static bool TryAppend(ReadOnlySpan<byte> text, ref long digits)
    {
        while (text.Length >= 8)
        {
            // Eight digits at once: first pairs, then all of them. Only the E of an exponent has the bit of letters.
            var eight = BinaryPrimitives.ReadUInt64LittleEndian(text);
            if ((eight & 0x4040404040404040) != 0)
                return false;
            eight -= 0x3030303030303030;
            eight = eight * 10 + (eight >> 8);
            eight = ((eight & 0x000000FF000000FF) * 0x000F424000000064 + ((eight >> 16) & 0x000000FF000000FF) * 0x0000271000000001) >> 32;
            digits = digits * 100_000_000 + (long)eight;
            text = text[8..];
        }

        foreach (var c in text)
        {
            if (c > '9')
                return false;
            digits = digits * 10 + (c - '0');
        }

        return true;
    }
}
