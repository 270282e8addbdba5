using System.Buffers.Binary;
using Concentus;
using Concentus.Enums;
using HumeGen.Server.Codecs.WebM;

namespace HumeGen.Server.Tests.Codecs;

/// <summary>Writes WebM by hand, in all the ways that the format allows.</summary>
internal static class WebmBytes
{
    public static readonly byte[] Unknown = [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    /// <summary>Packets of a tone of 440 Hz, 20 ms each.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="silent">How many of silence follow.</param>
    public static byte[][] TonePackets(int count, int silent = 0)
    {
        using var encoder = OpusCodecFactory.CreateEncoder(48_000, 1, OpusApplication.OPUS_APPLICATION_AUDIO);
        var packets = new byte[count + silent][];
        var buffer = new byte[4000];
        for (var i = 0; i < packets.Length; i++)
        {
            var samples = new short[960];
            for (var at = 0; i < count && at < samples.Length; at++)
                samples[at] = (short)(8000 * Math.Sin(2 * Math.PI * 440 * ((i * samples.Length) + at) / 48_000));

            packets[i] = buffer[..encoder.Encode(samples.AsSpan(), samples.Length, buffer.AsSpan(), buffer.Length)];
        }

        return packets;
    }

    public static byte[] Element(uint id, params byte[][] content) => ElementOfSize(id, Size(content.Sum(part => part.Length)), content);

    public static byte[] Element(WebmElement id, params byte[][] content) => Element((uint)id, content);

    public static byte[] Live(WebmElement id, params byte[][] content) => ElementOfSize((uint)id, Unknown, content);

    public static byte[] ElementOfSize(uint id, byte[] size, params byte[][] content)
    {
        Span<byte> name = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(name, id);
        return [.. name.TrimStart((byte)0), .. size, .. content.SelectMany(part => part)];
    }

    /// <summary>A size in 8 bytes.</summary>
    public static byte[] Size(long size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, size);
        bytes[0] = 1;
        return bytes;
    }

    public static byte[] Header() => Element(WebmElement.Ebml, Element(WebmElement.DocType, "webm"u8.ToArray()));

    public static byte[] OpusTrack(byte number = 1) => Track(number, 2, "A_OPUS");

    public static byte[] Track(byte number, byte type, string codec) => Element(
        WebmElement.TrackEntry,
        Element(WebmElement.TrackNumber, [number]),
        Element(WebmElement.TrackType, [type]),
        Element(WebmElement.CodecId, System.Text.Encoding.ASCII.GetBytes(codec)));

    public static byte[] Block(byte[] frames, byte flags = 0x80, byte track = 1) => Element(WebmElement.SimpleBlock, [(byte)(0x80 | track), 0, 0, flags], frames);

    /// <summary>A recording of one track of Opus with this in its clusters.</summary>
    public static byte[] Recording(params byte[][] inCluster) =>
        [.. Header(), .. Live(WebmElement.Segment), .. Element(WebmElement.Tracks, OpusTrack()), .. Live(WebmElement.Cluster, inCluster)];
}
