using System.Buffers;
using System.Buffers.Binary;

namespace HumeGen.Server.Audio;

/// <summary>
/// Makes samples of one channel from what a client sends: 16-bit PCM, raw or in a WAV file that may be streamed, in pieces cut anywhere.
/// </summary>
internal sealed class AudioInputDecoder
{
    private readonly WaveStream _container = new();
    private readonly ArrayBufferWriter<short> _samples = new();
    private PcmFormat? _raw;
    private PcmFormat? _current;

    // The beginning of a frame whose end comes with the next piece.
    private readonly byte[] _partial = new byte[8 * sizeof(short)];
    private int _partialBytes;

    /// <summary>Samples a second; 0 while it is not known.</summary>
    public int SampleRate => _current?.SampleRate ?? 0;

    /// <summary>The samples of the last piece; good until the next one.</summary>
    public ReadOnlyMemory<short> Samples => _samples.WrittenMemory;

    /// <summary>Length of the last piece, in ms.</summary>
    public long Milliseconds => SampleRate == 0 ? 0 : _samples.WrittenCount * 1000L / SampleRate;

    /// <summary>Sets the form of raw audio; null when the audio comes in a container.</summary>
    public void Expect(PcmFormat? raw)
    {
        _raw = raw;
        Restart();
    }

    /// <summary>Takes the next piece of sound; says why when it cannot be heard.</summary>
    public string? Feed(ReadOnlyMemory<byte> piece)
    {
        _samples.ResetWrittenCount();
        if (WaveStream.Begins(piece.Span) && !_container.IsReadingHeader)
            Restart();
        else if (_current is null && _raw is not null && !_container.IsReadingHeader)
            _current = _raw;

        if (_current is null)
        {
            if (_container.ReadHeader(ref piece, out _current) is { } error)
            {
                _container.Reset();
                return error;
            }

            if (_current is null)
                return null;
        }

        Decode(piece.Span, _current.Channels);
        return null;
    }

    private void Restart()
    {
        _current = null;
        _partialBytes = 0;
        _container.Reset();
    }

    private void Decode(ReadOnlySpan<byte> piece, int channels)
    {
        var frameBytes = channels * sizeof(short);
        if (_partialBytes > 0)
        {
            var count = Math.Min(frameBytes - _partialBytes, piece.Length);
            piece[..count].CopyTo(_partial.AsSpan(_partialBytes));
            _partialBytes += count;
            piece = piece[count..];
            if (_partialBytes < frameBytes)
                return;

            Mix(_partial.AsSpan(0, frameBytes), channels);
            _partialBytes = 0;
        }

        var whole = piece.Length - (piece.Length % frameBytes);
        Mix(piece[..whole], channels);
        piece[whole..].CopyTo(_partial);
        _partialBytes = piece.Length - whole;
    }

    private void Mix(ReadOnlySpan<byte> frames, int channels)
    {
        var count = frames.Length / (channels * sizeof(short));
        if (count == 0)
            return;

        var target = _samples.GetSpan(count);
        for (var i = 0; i < count; i++)
        {
            var sum = 0;
            for (var channel = 0; channel < channels; channel++, frames = frames[sizeof(short)..])
                sum += BinaryPrimitives.ReadInt16LittleEndian(frames);

            target[i] = (short)(sum / channels);
        }

        _samples.Advance(count);
    }
}
