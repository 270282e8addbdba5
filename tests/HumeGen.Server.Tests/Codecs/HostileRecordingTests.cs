using HumeGen.Server.Audio;
using HumeGen.Server.Codecs.WebM;

namespace HumeGen.Server.Tests.Codecs;

/// <summary>Recordings that lie, or are none.</summary>
public class HostileRecordingTests
{
    private static readonly Dictionary<string, (byte[] Recording, string Error)> Cases = new()
    {
        ["words"] = ("no audio file at all, but words"u8.ToArray(), "none of the forms that the server hears: WAV, WebM/Opus, Ogg/Opus"),
        ["random bytes"] = (RandomBytes(4000), "none of the forms"),
        ["the middle of a recording"] = (Recording.File("ffmpeg-opus-mono.webm")[1000..], "none of the forms"),
        ["a picture"] = ([0x89, .. "PNG\r\n"u8, .. new byte[100]], "none of the forms"),
        ["MP4 without ffmpeg"] = (Recording.File("ffmpeg-aac-fragmented.mp4"), "MP4/AAC is decoded by the program ffmpeg, which is not installed on the server. Install it"),
        ["Vorbis without ffmpeg"] = (Recording.File("ffmpeg-vorbis.webm"), "WebM is decoded by the program ffmpeg"),
        ["MP3 without ffmpeg"] = (Recording.File("ffmpeg.mp3"), "MP3 is decoded by the program ffmpeg"),
        ["video only"] = (Webm(WebmBytes.Track(1, 1, "V_VP8")), "no track of sound"),
        ["no tracks"] = (Webm(), "no track of sound"),
        ["blocks before tracks"] = ([.. WebmBytes.Header(), .. WebmBytes.Block([1, 2, 3])], "before the tracks"),
        ["an unknown size in the wrong place"] = ([.. WebmBytes.Header(), .. WebmBytes.Live((WebmElement)0xEC)], "element EC has no size"),
        ["a size of nine bytes"] = ([.. WebmBytes.Header(), 0xEC, 0x00, 0xFF, 0xFF], "more than 8 bytes"),
        ["a name of five bytes"] = ([.. WebmBytes.Header(), 0x08, 1, 2, 3, 4, 5, 6, 7], "no name"),
        ["sizes of nine bytes announced"] = (WebmBytes.Element(WebmElement.Ebml, WebmBytes.Element(WebmElement.MaxSizeLength, [9])), "MaxSizeLength 9"),
        ["a value of a gigabyte"] = ([.. WebmBytes.Header(), .. WebmBytes.ElementOfSize((uint)WebmElement.CodecPrivate, WebmBytes.Size(1 << 30))], "size of 1073741824"),
        ["a block of a gigabyte"] = (
            [.. WebmBytes.Recording(), .. WebmBytes.ElementOfSize((uint)WebmElement.SimpleBlock, WebmBytes.Size(1 << 30), [0x81, 0, 0, 0])], "1073741824 bytes"),
        ["laced packets beyond their block"] = (WebmBytes.Recording(WebmBytes.Block([3, 200, 200, 200, 1, 2, 3], 0x82)), "do not fit"),
        ["differences below zero"] = (WebmBytes.Recording(WebmBytes.Block([3, 0x81, 0x81, 0x81, 1, 2, 3], 0x86)), "do not fit"),
        ["laced packets of a size that leaves a rest"] = (WebmBytes.Recording(WebmBytes.Block([2, 1, 2, 3, 4], 0x84)), "do not fit"),
        ["an empty block"] = (WebmBytes.Recording(WebmBytes.Element(WebmElement.SimpleBlock, [0x81])), "do not fit"),
        ["nothing but damaged packets"] = (WebmBytes.Recording([.. Enumerable.Repeat(WebmBytes.Block([0x03]), 60)]), "in a row are damaged"),
        ["an Opus header of many channels"] = (WithOpusHead([.. "OpusHead"u8, 1, 200, .. new byte[9]]), "200 channels"),
        ["an Opus header with channels that are not there"] = (WithOpusHead([.. "OpusHead"u8, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 2]), "channels that it does not have"),
        ["an Opus header cut off"] = (WithOpusHead("OpusHead"u8.ToArray()), "header of the Opus stream is damaged"),
        ["a header without end"] = ([.. WebmBytes.Header(), .. Enumerable.Range(0, 5000).SelectMany(_ => WebmBytes.Element(0xEC, new byte[20]))], "none of the forms"),
        ["an Ogg page out of place"] = ([.. Recording.File("ffmpeg-opus-mono.ogg"), .. "Oops, no page"u8], "a page does not begin"),
        ["an Ogg packet without end"] = ([.. Recording.File("ffmpeg-opus-mono.ogg"), .. Enumerable.Range(0, 300).SelectMany(_ => OggPageWithinPacket())], "more than 65536 bytes"),
        ["WAV with samples of seven bits"] = (Wave(1, 1, 7), "format 1 with 7 bits"),
        ["WAV with nine channels"] = (Wave(1, 9, 16), "9 channels"),
        ["WAV with MP3 in it"] = (Wave(0x55, 1, 16), "format 85"),
        ["WAV with a header without end"] = ([.. "RIFF\0\0\0\0WAVELIST"u8, 0xFF, 0xFF, 0xFF, 0x7F], "header that is too long"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_refused_with_the_reason_and_the_connection_can_send_another(string name)
    {
        var (recording, error) = Cases[name];
        foreach (var pieceSize in new[] { recording.Length, 100 })
        {
            using var decoder = new AudioInputDecoder(Recording.Decoders);
            var refusals = recording.Chunk(pieceSize).Select(piece => decoder.Feed(piece)).Where(refusal => refusal is not null).ToList();
            Assert.Contains(error, refusals.FirstOrDefault(), StringComparison.Ordinal);

            decoder.Expect(null);
            Assert.Null(decoder.Feed(Recording.File("ffmpeg-opus-mono.webm")));
            Assert.NotEmpty(decoder.Samples.ToArray());
        }
    }

    [Fact]
    public void Elements_that_claim_to_be_huge_take_no_memory_and_do_not_go_on_for_ever()
    {
        using var decoder = new AudioInputDecoder(Recording.Decoders);
        Assert.Null(decoder.Feed(WebmBytes.Recording(WebmBytes.Block(WebmBytes.TonePackets(1)[0]))));
        Assert.Null(decoder.Feed(WebmBytes.ElementOfSize(0xEC, WebmBytes.Size(1L << 50))));
        var piece = new byte[1 << 20];
        var before = GC.GetAllocatedBytesForCurrentThread();
        string? refusal = null;
        var megabytes = 0;
        while (refusal is null && megabytes < 100)
        {
            refusal = decoder.Feed(piece);
            megabytes++;
        }

        Assert.Contains("no sound in 32 MiB", refusal, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public async Task A_few_bytes_that_last_for_hours_are_not_decoded()
    {
        // Each of these packets of two bytes says that it lasts 120 ms.
        var block = WebmBytes.Block([255, .. Enumerable.Repeat<byte[]>([0x1B, 0x02], 256).SelectMany(packet => packet)], 0x84);
        var recording = WebmBytes.Recording([.. Enumerable.Repeat(block, 200)]);

        Assert.Contains("more than 60 seconds", Recording.Refusal(recording), StringComparison.Ordinal);
        var (_, error) = await AudioFileReader.ReadAsync(recording, Recording.Decoders, 90, CancellationToken.None);
        Assert.Equal("it lasts more than 90 seconds, which are the most", error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_recordings_are_decoded_or_refused_and_never_grow(int seed)
    {
        var random = new Random(seed);
        string[] names =
        [
            "chromium-mediarecorder-opus.webm", "ffmpeg-opus-stereo-live.webm", "ffmpeg-vp8-vorbis-opus.webm", "ffmpeg-opus-mono.ogg",
            "ffmpeg-opus-six-channels.ogg", "ffmpeg-f32le.wav",
        ];
        var recordings = names.Select(Recording.File).Append(WebmBytes.Recording([.. WebmBytes.TonePackets(3).Select(packet => WebmBytes.Block([0, .. packet], 0x84))])).ToArray();
        var decoders = Recording.Decoders;
        for (var turn = 0; turn < 120; turn++)
        {
            var recording = Mutate(recordings[random.Next(recordings.Length)], random);
            using var decoder = new AudioInputDecoder(decoders);
            for (var at = 0; at < recording.Length;)
            {
                var size = Math.Min(random.Next(1, 2000), recording.Length - at);
                decoder.Feed(recording.AsMemory(at, size));
                Assert.InRange(decoder.Samples.Length, 0, 60 * 48_000);
                at += size;
            }
        }
    }

    private static byte[] Mutate(byte[] recording, Random random)
    {
        var bytes = recording.ToList();
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            // The headers come first, where most can go wrong.
            var at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, 600) : bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)255;
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at - 1));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count / 2), Math.Min(50, bytes.Count / 2)));
                    break;
                default:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Webm(params byte[][] tracks) =>
        [.. WebmBytes.Header(), .. WebmBytes.Live(WebmElement.Segment), .. WebmBytes.Element(WebmElement.Tracks, tracks), .. WebmBytes.Live(WebmElement.Cluster)];

    private static byte[] WithOpusHead(byte[] header) =>
    [
        .. WebmBytes.Header(), .. WebmBytes.Live(WebmElement.Segment),
        .. WebmBytes.Element(WebmElement.Tracks, WebmBytes.Element(
            WebmElement.TrackEntry,
            WebmBytes.Element(WebmElement.TrackNumber, [1]),
            WebmBytes.Element(WebmElement.TrackType, [2]),
            WebmBytes.Element(WebmElement.CodecId, "A_OPUS"u8.ToArray()),
            WebmBytes.Element(WebmElement.CodecPrivate, header))),
        .. WebmBytes.Live(WebmElement.Cluster, WebmBytes.Block([0xF8, 0xFF, 0xFE])),
    ];

    /// <summary>A page with the middle of a packet, of the same stream as the file before it.</summary>
    private static byte[] OggPageWithinPacket()
    {
        var serial = Recording.File("ffmpeg-opus-mono.ogg").AsSpan(14, 4).ToArray();
        return [.. "OggS"u8, 0, 1, .. new byte[8], .. serial, .. new byte[8], 1, 255, .. new byte[255]];
    }

    private static byte[] Wave(ushort tag, ushort channels, ushort bits) =>
    [
        .. "RIFF\0\0\0\0WAVEfmt "u8, 16, 0, 0, 0, .. BitConverter.GetBytes(tag), .. BitConverter.GetBytes(channels), .. BitConverter.GetBytes(16_000), .. new byte[6],
        .. BitConverter.GetBytes(bits), .. "data"u8, 4, 0, 0, 0, 1, 2, 3, 4,
    ];

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
