using System.Buffers;
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

    public IAudioDecoding Start(bool isFile) => new Decoding();

    private sealed class Decoding : IAudioDecoding
    {
        private readonly WebmDemuxer _demuxer = new();
        private WebmTrack? _track;
        private OpusPackets? _packets;

        public int SampleRate => OpusPackets.SampleRate;

        public void Decode(ReadOnlySpan<byte> piece, IBufferWriter<short> samples)
        {
            for (; piece.Length > ByteQueue.Slice; piece = piece[ByteQueue.Slice..])
                DecodeSlice(piece[..ByteQueue.Slice], samples);

            DecodeSlice(piece, samples);
        }

        private void DecodeSlice(ReadOnlySpan<byte> slice, IBufferWriter<short> samples)
        {
            _demuxer.Add(slice);
            while (_demuxer.TryRead(out var packet))
            {
                if (_packets is null || _track != _demuxer.Track)
                {
                    _packets?.Dispose();
                    _track = _demuxer.Track!;
                    _packets = new OpusPackets(_track.Private is { } header ? OpusHead.Read(header) : OpusHead.Mono);
                }

                _packets.Decode(packet, samples);
            }
        }

        public ValueTask FinishAsync(IBufferWriter<short> samples, CancellationToken cancellationToken = default) => default;

        public void Dispose() => _packets?.Dispose();
    }
}
