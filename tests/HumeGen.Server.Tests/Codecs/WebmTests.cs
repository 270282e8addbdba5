using HumeGen.Server.Audio;
using HumeGen.Server.Codecs.WebM;

namespace HumeGen.Server.Tests.Codecs;

/// <summary>WebM in the ways that the format allows.</summary>
public class WebmTests
{
    private static readonly byte[][] Packets = WebmBytes.TonePackets(12);

    private static readonly short[] Expected = Decode(WebmBytes.Recording([.. Packets.Select(packet => WebmBytes.Block(packet))]));

    [Fact]
    public void Blocks_give_twenty_milliseconds_for_each_packet_in_their_order()
    {
        Assert.Equal(12 * 960, Expected.Length);
        Assert.InRange(Expected[4800..].Max(sample => (int)sample), 6000, 10_000);
        var crossings = Expected[4800..].Zip(Expected[4801..]).Count(pair => pair.First < 0 && pair.Second >= 0);
        Assert.InRange(crossings, 58, 64);
    }

    [Fact]
    public void Packets_may_be_laced_into_blocks_in_three_ways()
    {
        var xiph = Packets[..4];
        var ebml = Packets[4..8];
        byte[][] blocks =
        [
            WebmBytes.Block([3, .. xiph[..3].SelectMany(XiphSize), .. xiph.SelectMany(packet => packet)], 0x82),
            WebmBytes.Block([3, .. EbmlSizes(ebml[..3]), .. ebml.SelectMany(packet => packet)], 0x86),
            .. Packets[8..].Select(packet => WebmBytes.Block([0, .. packet], 0x84)),
        ];

        Assert.Equal(Expected, Decode(WebmBytes.Recording(blocks)));
    }

    [Fact]
    public void Blocks_may_stand_in_groups_among_elements_that_are_not_needed()
    {
        var blocks = Packets.Select(packet => WebmBytes.Element(
            WebmElement.BlockGroup,
            WebmBytes.Element(0xEC, new byte[300]),
            WebmBytes.Element(WebmElement.Block, [0x81, 0, 0, 0], packet),
            WebmBytes.Element(0x9B, [20])));

        // Void, Cues and tags, and clusters of known size.
        byte[] recording =
        [
            .. WebmBytes.Header(), .. WebmBytes.Element(0xEC, new byte[100]), .. WebmBytes.Live(WebmElement.Segment), .. WebmBytes.Element(0x1C53BB6B, new byte[100]),
            .. WebmBytes.Element(WebmElement.Tracks, WebmBytes.OpusTrack()), .. WebmBytes.Element(0x1254C367, new byte[70_000]),
            .. blocks.SelectMany(block => WebmBytes.Element(WebmElement.Cluster, WebmBytes.Element(0xE7, [0]), block)),
        ];

        Assert.Equal(Expected, Decode(recording));
        Assert.Equal(Expected, Recording.Stream(recording, 333, out _));
    }

    [Fact]
    public void The_track_of_sound_is_taken_among_several()
    {
        byte[] recording =
        [
            .. WebmBytes.Header(), .. WebmBytes.Live(WebmElement.Segment),
            .. WebmBytes.Element(WebmElement.Tracks, WebmBytes.Track(1, 1, "V_VP8"), WebmBytes.Track(2, 2, "A_VORBIS"), WebmBytes.OpusTrack(3), WebmBytes.OpusTrack(4)),
            .. WebmBytes.Live(WebmElement.Cluster),
            .. Packets.SelectMany(packet => (byte[])[
                .. WebmBytes.Block(new byte[200_000], track: 1), .. WebmBytes.Block([1, 2, 3], track: 2),
                .. WebmBytes.Block(packet, track: 3), .. WebmBytes.Block(packet, track: 4)]),
        ];

        Assert.Equal(Expected, Decode(recording));
    }

    [Fact]
    public void A_packet_that_is_lost_or_damaged_does_not_end_the_recording()
    {
        var blocks = Packets.Select(packet => WebmBytes.Block(packet)).ToArray();
        blocks[5] = WebmBytes.Block([]);
        blocks[6] = WebmBytes.Block([0x03]);

        Assert.Equal(Expected.Length, Decode(WebmBytes.Recording(blocks)).Length);
    }

    private static IEnumerable<byte> XiphSize(byte[] packet) => Enumerable.Repeat((byte)255, packet.Length / 255).Append((byte)(packet.Length % 255));

    private static IEnumerable<byte> EbmlSizes(byte[][] packets)
    {
        // The first as a number of two bytes, then differences of two bytes.
        yield return (byte)(0x40 | (packets[0].Length >> 8));
        yield return (byte)packets[0].Length;
        foreach (var (before, next) in packets.Zip(packets[1..]))
        {
            var difference = next.Length - before.Length + 0x1FFF;
            yield return (byte)(0x40 | (difference >> 8));
            yield return (byte)difference;
        }
    }

    private static short[] Decode(byte[] recording)
    {
        using var decoder = new AudioInputDecoder(Recording.Decoders);
        Assert.Null(decoder.Feed(recording));
        return decoder.Samples.ToArray();
    }
}
