using HumeGen.Server.Codecs.Opus;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Codecs.Ogg;

/// <summary>Decodes Ogg with a stream of Opus, as Firefox records it.</summary>
internal sealed class OggDecoder : IAudioDecoder
{
    // The first page holds the header of the first stream alone.
    private const int FirstPacket = 28;

    public string Name => "Ogg/Opus";

    public bool? CanDecode(ReadOnlySpan<byte> beginning) => Magic.Begins(beginning, 0, Magic.Ogg) switch
    {
        true => Magic.Begins(beginning, FirstPacket, OpusHead.Magic),
        var answer => answer,
    };

    public IAudioDecoding Start(bool isFile) => new OpusDecoding(new OggDemuxer());
}
