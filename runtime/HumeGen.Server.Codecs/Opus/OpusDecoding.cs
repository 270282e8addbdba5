using System.Buffers;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Codecs.Opus;

/// <summary>Decodes a recording whose container holds packets of Opus.</summary>
internal sealed class OpusDecoding(IOpusDemuxer demuxer) : IAudioDecoding
{
    private OpusHead? _head;
    private OpusPackets? _packets;

    public int SampleRate => OpusPackets.SampleRate;

    public void Decode(ReadOnlySpan<byte> piece, IBufferWriter<short> samples)
    {
        for (; piece.Length > ByteQueue.Slice; piece = piece[ByteQueue.Slice..])
            DecodeSlice(piece[..ByteQueue.Slice], samples);

        DecodeSlice(piece, samples);
    }

    public ValueTask FinishAsync(IBufferWriter<short> samples, CancellationToken cancellationToken = default) => default;

    public void Dispose() => _packets?.Dispose();

    private void DecodeSlice(ReadOnlySpan<byte> slice, IBufferWriter<short> samples)
    {
        demuxer.Add(slice);
        while (demuxer.TryRead(out var packet))
        {
            if (_packets is null || !ReferenceEquals(_head, demuxer.Head))
            {
                _packets?.Dispose();
                _head = demuxer.Head!;
                _packets = new OpusPackets(_head);
            }

            _packets.Decode(packet, samples);
        }
    }
}
