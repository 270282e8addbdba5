using System.Numerics;

namespace HumeGen.Server.Codecs.WebM;

/// <summary>The head of an element of EBML (RFC 8794): its name and its size.</summary>
/// <param name="Element">The name.</param>
/// <param name="Size">The bytes of its content; null when it is not known, as in live recordings.</param>
/// <param name="Length">The bytes of the head itself.</param>
internal readonly record struct EbmlHeader(WebmElement Element, long? Size, int Length)
{
    /// <summary>Reads a head; null while it is not complete.</summary>
    /// <exception cref="FormatException">There is none here.</exception>
    public static EbmlHeader? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return null;

        // Leading zeros tell the length of a number.
        var idLength = BitOperations.LeadingZeroCount((uint)bytes[0]) - 23;
        if (idLength > 4)
            throw new FormatException("The WebM recording is damaged: an element has no name.");

        if (bytes.Length <= idLength)
            return null;

        uint id = 0;
        foreach (var value in bytes[..idLength])
            id = (id << 8) | value;

        return ReadNumber(bytes[idLength..], out var size, out var isUnknown) is var sizeLength and > 0
            ? new EbmlHeader((WebmElement)id, isUnknown ? null : size, idLength + sizeLength)
            : null;
    }

    /// <summary>Reads a number of variable length; gives the bytes it takes, 0 while it is not complete.</summary>
    /// <exception cref="FormatException">There is none here.</exception>
    public static int ReadNumber(ReadOnlySpan<byte> bytes, out long number, out bool isUnknown)
    {
        (number, isUnknown) = (0, false);
        if (bytes.IsEmpty)
            return 0;

        var length = BitOperations.LeadingZeroCount((uint)bytes[0]) - 23;
        if (length > 8)
            throw new FormatException("The WebM recording is damaged: an element has a size of more than 8 bytes.");

        if (bytes.Length < length)
            return 0;

        number = bytes[0] & (0xFF >> length);
        foreach (var value in bytes[1..length])
            number = (number << 8) | value;

        isUnknown = number == (1L << (7 * length)) - 1;
        return length;
    }
}
