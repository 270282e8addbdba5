using HumeGen.Server.Codecs.Opus;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Codecs.WebM;

/// <summary>Decodes WebM and Matroska with a track of Opus, as browsers record it.</summary>
internal sealed class WebmDecoder : IAudioDecoder
{
    public string Name => "WebM/Opus";

    public bool? CanDecode(ReadOnlySpan<byte> beginning)
    {
        var magic = Magic.Begins(beginning, 0, Magic.Ebml);
        if (magic != true)
            return magic;

        var demuxer = new WebmDemuxer();
        try
        {
            demuxer.Add(beginning);
            return demuxer.TryFindTrack() ? true : null;
        }
        catch (FormatException)
        {
            // Of what is no recording at all, nobody can say better why.
            return !demuxer.HasOtherSound;
        }
    }

    public IAudioDecoding Start(bool isFile) => new OpusDecoding(new WebmDemuxer());
}
