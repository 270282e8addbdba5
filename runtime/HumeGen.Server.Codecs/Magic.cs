namespace HumeGen.Server.Codecs;

/// <summary>The first bytes by which recordings are told.</summary>
internal static class Magic
{
    /// <summary>The beginning of WebM and Matroska.</summary>
    public static ReadOnlySpan<byte> Ebml => [0x1A, 0x45, 0xDF, 0xA3];

    /// <summary>The beginning of Ogg.</summary>
    public static ReadOnlySpan<byte> Ogg => "OggS"u8;

    /// <summary>Tells whether a recording has these bytes in this place; null when there are too few to tell.</summary>
    public static bool? Begins(ReadOnlySpan<byte> beginning, int at, ReadOnlySpan<byte> magic)
    {
        var there = beginning.Length <= at ? [] : beginning[at..];
        var length = Math.Min(there.Length, magic.Length);
        return !there[..length].SequenceEqual(magic[..length]) ? false : length == magic.Length ? true : null;
    }
}
