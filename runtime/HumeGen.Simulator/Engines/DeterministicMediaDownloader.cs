using System.Buffers.Binary;
using System.Text;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>
/// Fetches nothing: invents a file of the kind that the URL ends with, from its text alone. Hosts that end in <c>.invalid</c> cannot be reached.
/// </summary>
internal sealed class DeterministicMediaDownloader : IMediaDownloader
{
    public ValueTask<DownloadedMedia> DownloadAsync(Uri url, long maxBytes, CancellationToken cancellationToken = default)
    {
        if (url.Scheme is not ("http" or "https") || url.Host.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase))
            throw new HttpRequestException("nobody answers there");

        var seed = DeterministicScores.Digest(Encoding.UTF8.GetBytes(url.OriginalString));
        var seconds = 4 + (Convert.ToInt32(seed[..6], 16) % 8);
        return new(Path.GetExtension(url.AbsolutePath).ToLowerInvariant() switch
        {
            ".txt" => new DownloadedMedia(Encoding.UTF8.GetBytes(InventedWords.Of(seed)), "text/plain"),
            ".wav" or ".mp3" or ".m4a" or ".aac" or ".ogg" or ".flac" => new DownloadedMedia(Recording(seed, seconds), "audio/wav"),
            ".mp4" or ".mov" or ".webm" or ".avi" => new DownloadedMedia(Video(seed, seconds), "video/mp4"),
            _ => new DownloadedMedia(Picture(seed), "image/png"),
        });
    }

    private static byte[] Recording(string seed, int seconds)
    {
        var sound = InventedSound.Of(seed, seconds);
        return [.. WaveFile.Header(sound.SampleRate, sound.Samples.Length * 2L), .. WaveFile.ToBytes(sound.Samples.Span)];
    }

    // A header that tells the size, and bytes that no reader of pictures would take.
    private static byte[] Picture(string seed)
    {
        byte[] file = [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 13, .. "IHDR"u8, .. new byte[8], .. Encoding.ASCII.GetBytes(seed)];
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), 1280);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), 720);
        return file;
    }

    // A header that tells the length, and bytes that no reader of videos would take.
    private static byte[] Video(string seed, int seconds)
    {
        byte[] file = [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 0, 0, 0, 0, 0, 108, .. "mvhd"u8, .. new byte[100], .. Encoding.ASCII.GetBytes(seed)];
        var box = file.AsSpan(24);
        BinaryPrimitives.WriteUInt32BigEndian(box[12..], 1000);
        BinaryPrimitives.WriteUInt32BigEndian(box[16..], (uint)seconds * 1000);
        return file;
    }
}
