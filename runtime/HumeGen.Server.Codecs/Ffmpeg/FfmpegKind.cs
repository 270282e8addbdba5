using System.Buffers.Binary;

namespace HumeGen.Server.Codecs.Ffmpeg;

/// <summary>Tells whether a recording is of a kind; null when more bytes are needed to tell.</summary>
internal delegate bool? RecognizeRecording(ReadOnlySpan<byte> beginning);

/// <summary>A kind of recording that ffmpeg reads.</summary>
/// <param name="Name">The name, for error messages.</param>
/// <param name="Demuxer">The name by which ffmpeg knows it, so that it tries no other, such as those that open further files.</param>
/// <param name="Begins">Tells it by its first bytes.</param>
/// <param name="HasHeader">Whether these bytes come only once, at the beginning.</param>
internal sealed record FfmpegKind(string Name, string Demuxer, RecognizeRecording Begins, bool HasHeader = true)
{
    // Frames without a container are only told apart from other bytes when several stand in a row.
    private const int FramesInRow = 3;

    /// <summary>The kinds, those that browsers record first.</summary>
    public static IReadOnlyList<FfmpegKind> All { get; } =
    [
        new("MP4/AAC", "mov", beginning => Magic.Begins(beginning, 4, "ftyp"u8)),
        new("WebM", "matroska", beginning => Magic.Begins(beginning, 0, Magic.Ebml)),
        new("Ogg", "ogg", BeginsOgg),
        new("MP3", "mp3", beginning => Magic.Begins(beginning, 0, "ID3"u8) is var id and not false ? id : HasFrames(beginning, Mp3FrameBytes), HasHeader: false),
        new("AAC", "aac", beginning => HasFrames(beginning, AdtsFrameBytes), HasHeader: false),
        new("FLAC", "flac", beginning => Magic.Begins(beginning, 0, "fLaC"u8)),
        new("CAF", "caf", beginning => Magic.Begins(beginning, 0, "caff"u8)),
        new("AIFF", "aiff", beginning => Magic.Begins(beginning, 0, "FORM"u8) == false ? false : Magic.Begins(beginning, 8, "AIF"u8)),
    ];

    private delegate int FrameBytes(ReadOnlySpan<byte> header);

    /// <summary>A flag tells the first page of a stream from all later ones, with which a piece of it may begin.</summary>
    private static bool? BeginsOgg(ReadOnlySpan<byte> beginning) =>
        Magic.Begins(beginning, 0, Magic.Ogg) is not true and var answer ? answer : beginning.Length > 5 ? (beginning[5] & 2) != 0 : null;

    private static bool? HasFrames(ReadOnlySpan<byte> beginning, FrameBytes frameBytes)
    {
        const int header = 7;
        for (var frame = 0; frame < FramesInRow; frame++)
        {
            if (beginning.Length > 1 ? beginning[0] != 0xFF || beginning[1] < 0xE0 : !beginning.IsEmpty && beginning[0] != 0xFF)
                return false;

            if (beginning.Length < header)
                return null;

            var length = frameBytes(beginning);
            if (length < header)
                return false;

            beginning = beginning[Math.Min(length, beginning.Length)..];
        }

        return true;
    }

    /// <summary>The length of a frame of MPEG audio, layer III; 0 when there is none.</summary>
    private static int Mp3FrameBytes(ReadOnlySpan<byte> header)
    {
        ReadOnlySpan<int> rates = [44_100, 48_000, 32_000, 0];
        ReadOnlySpan<int> kilobits1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
        ReadOnlySpan<int> kilobits2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
        var version = (header[1] >> 3) & 3;
        if (header[0] != 0xFF || (header[1] & 0xE6) != 0xE2 || version == 1)
            return 0;

        var rate = rates[(header[2] >> 2) & 3] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        var kilobits = (version == 3 ? kilobits1 : kilobits2)[header[2] >> 4];
        return rate == 0 || kilobits == 0 ? 0 : ((version == 3 ? 144_000 : 72_000) * kilobits / rate) + ((header[2] >> 1) & 1);
    }

    /// <summary>The length of an ADTS frame of AAC; 0 when there is none.</summary>
    private static int AdtsFrameBytes(ReadOnlySpan<byte> header) =>
        header[0] == 0xFF && (header[1] & 0xF6) == 0xF0 && ((header[2] >> 2) & 15) < 13 ? (BinaryPrimitives.ReadInt32BigEndian(header[2..]) >> 5) & 0x1FFF : 0;
}
