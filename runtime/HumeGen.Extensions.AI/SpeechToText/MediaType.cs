namespace Hume.AI;

/// <summary>Tells the media type of a recording by its first bytes, as the server goes by it.</summary>
internal static class MediaType
{
    /// <summary>The stream, or a copy of it that can be read again.</summary>
    public static async Task<Stream> SeekableAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (stream.CanSeek)
            return stream;
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, 81_920, cancellationToken).ConfigureAwait(false);
        copy.Position = 0;
        return copy;
    }

    /// <summary>The media type; null for bytes of another kind. The stream stays where it is.</summary>
    public static string? Of(Stream stream)
    {
        var start = stream.Position;
        var bytes = new byte[12];
        var count = 0;
        while (count < bytes.Length && stream.Read(bytes, count, bytes.Length - count) is var read and > 0)
            count += read;
        stream.Position = start;

        // Each byte is a character of the same number.
        var head = string.Concat(bytes.Select(b => (char)b));
        return head switch
        {
            _ when Has(head, 0, "RIFF") && Has(head, 8, "WAVE") => "audio/wav",
            _ when Has(head, 0, "ID3") || head[0] == 0xFF && (head[1] & 0xE0) == 0xE0 => "audio/mpeg",
            _ when Has(head, 0, "OggS") => "audio/ogg",
            _ when Has(head, 0, "fLaC") => "audio/flac",
            _ when Has(head, 4, "ftyp") => "audio/mp4",
            _ when Has(head, 0, "\u001a\u0045\u00df\u00a3") => "audio/webm",
            _ => null,
        };
    }

    private static bool Has(string head, int index, string text) => string.CompareOrdinal(head, index, text, 0, text.Length) == 0;
}
