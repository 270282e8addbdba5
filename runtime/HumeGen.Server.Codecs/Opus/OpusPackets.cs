using System.Buffers;
using Concentus;

namespace HumeGen.Server.Codecs.Opus;

/// <summary>Decodes the packets of one Opus stream to samples of one channel at 48 kHz.</summary>
internal sealed class OpusPackets(OpusHead head) : IDisposable
{
    public const int SampleRate = 48_000;

    // 120 ms, the longest packet there is.
    private const int LongestPacket = SampleRate / 1000 * 120;

    // A second or more of nothing but damage is no recording.
    private const int MostDamaged = 50;

    // A stereo stream is mixed down by the decoder.
    private readonly IOpusDecoder? _decoder = head.Streams == 1 ? OpusCodecFactory.CreateDecoder(SampleRate, 1) : null;
    private readonly IOpusMultiStreamDecoder? _multi = head.Streams > 1
        ? OpusCodecFactory.CreateMultiStreamDecoder(SampleRate, head.Channels, head.Streams, head.Coupled, head.Mapping)
        : null;

    private readonly short[] _decoded = new short[LongestPacket * (head.Streams == 1 ? 1 : head.Channels)];
    private int _toSkip = head.PreSkip;
    private int _lastLength = SampleRate / 50;
    private int _damaged;

    /// <summary>Decodes a packet. One that is damaged or empty is concealed, as if it had been lost on the way.</summary>
    /// <exception cref="FormatException">Too many packets in a row are damaged.</exception>
    public void Decode(ReadOnlySpan<byte> packet, IBufferWriter<short> samples)
    {
        var count = packet.IsEmpty ? 0 : TryDecode(packet);
        if (count > 0)
        {
            _lastLength = count;
            _damaged = 0;
        }
        else
        {
            if (!packet.IsEmpty && ++_damaged >= MostDamaged)
                throw new FormatException($"{MostDamaged} Opus packets in a row are damaged.");

            count = Conceal();
        }

        var skipped = Math.Min(_toSkip, count);
        _toSkip -= skipped;
        if (count > skipped)
            Write(skipped, count, samples);
    }

    public void Dispose()
    {
        _decoder?.Dispose();
        _multi?.Dispose();
    }

    private void Write(int begin, int end, IBufferWriter<short> samples)
    {
        var target = samples.GetSpan(end - begin);
        var channels = _multi is null ? 1 : head.Channels;
        for (var frame = begin; frame < end; frame++)
        {
            var sum = 0;
            for (var channel = 0; channel < channels; channel++)
                sum += _decoded[(frame * channels) + channel];

            target[frame - begin] = (short)Math.Clamp(sum * head.Gain / channels, short.MinValue, short.MaxValue);
        }

        samples.Advance(end - begin);
    }

    private int TryDecode(ReadOnlySpan<byte> packet)
    {
        // Of damaged packets the decoder says in many ways that they are.
        try
        {
            return Run(packet, LongestPacket);
        }
        catch (Exception exception) when (exception is OpusException or ArgumentException or IndexOutOfRangeException or InvalidOperationException or OverflowException
            or NullReferenceException or DivideByZeroException)
        {
            return 0;
        }
    }

    private int Conceal()
    {
        _decoded.AsSpan().Clear();
        try
        {
            return Math.Max(0, Run([], _lastLength));
        }
        catch (Exception exception) when (exception is OpusException or ArgumentException or IndexOutOfRangeException)
        {
            return _lastLength;
        }
    }

    private int Run(ReadOnlySpan<byte> packet, int length) =>
        _decoder?.Decode(packet, _decoded.AsSpan(), length, false) ?? _multi!.DecodeMultistream(packet, _decoded.AsSpan(), length, false);
}
