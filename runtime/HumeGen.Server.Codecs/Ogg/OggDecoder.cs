using System.Buffers;
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

    public IAudioDecoding Start(bool isFile) => new Decoding();

    private sealed class Decoding : IAudioDecoding
    {
        private readonly OggDemuxer _demuxer = new();
        private OpusHead? _head;
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
                if (_packets is null || !ReferenceEquals(_head, _demuxer.Head))
                {
                    _packets?.Dispose();
                    _head = _demuxer.Head!;
                    _packets = new OpusPackets(_head);
                }

                _packets.Decode(packet, samples);
            }
        }

        public ValueTask FinishAsync(IBufferWriter<short> samples, CancellationToken cancellationToken = default) => default;

        public void Dispose() => _packets?.Dispose();
    }
}
