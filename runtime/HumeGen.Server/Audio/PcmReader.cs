namespace HumeGen.Server.Audio;

/// <summary>Mixes uncompressed audio that comes in pieces cut anywhere down to one channel.</summary>
internal sealed class PcmReader
{
    private readonly LimitedSamples _samples = new(int.MaxValue);

    // The beginning of a frame whose end comes with the next piece.
    private readonly byte[] _partial = new byte[PcmFormat.MaxChannels * sizeof(double)];
    private int _partialBytes;

    /// <summary>The samples since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<short> Samples => _samples.Written;

    public void Clear() => _samples.Clear();

    /// <summary>Forgets the part of a frame that is still there.</summary>
    public void Reset() => _partialBytes = 0;

    public void Read(ReadOnlySpan<byte> piece, PcmFormat format)
    {
        var frameBytes = format.FrameBytes;
        if (_partialBytes > 0)
        {
            var count = Math.Min(frameBytes - _partialBytes, piece.Length);
            piece[..count].CopyTo(_partial.AsSpan(_partialBytes));
            _partialBytes += count;
            piece = piece[count..];
            if (_partialBytes < frameBytes)
                return;

            Mix(_partial.AsSpan(0, frameBytes), format);
            _partialBytes = 0;
        }

        var whole = piece.Length - (piece.Length % frameBytes);
        Mix(piece[..whole], format);
        piece[whole..].CopyTo(_partial);
        _partialBytes = piece.Length - whole;
    }

    private void Mix(ReadOnlySpan<byte> frames, PcmFormat format)
    {
        var count = frames.Length / format.FrameBytes;
        if (count == 0)
            return;

        format.Mix(frames, _samples.GetSpan(count)[..count]);
        _samples.Advance(count);
    }
}
