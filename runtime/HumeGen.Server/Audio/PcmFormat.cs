using System.Buffers.Binary;
using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Audio;

/// <summary>The form of uncompressed audio of one or more channels.</summary>
internal sealed record PcmFormat(int SampleRate, int Channels, SampleFormat Samples = SampleFormat.Int16)
{
    public const int MaxChannels = 8;

    private const int ExtensibleTag = 0xFFFE;

    /// <summary>The bytes of one sample in all channels.</summary>
    public int FrameBytes => Channels * Samples.Bytes();

    public int BytesPerSecond => SampleRate * FrameBytes;

    // Members that the query leaves out are as in the documentation's examples.
    public static PcmFormat? Of(JsonObject? audio) =>
        audio is null ? null : new PcmFormat(audio.Whole("sample_rate") ?? 16_000, audio.Whole("channels") ?? 1);

    /// <summary>Reads the <c>fmt</c> chunk of a WAV file; says why when its sound cannot be heard.</summary>
    public static PcmFormat? OfWave(ReadOnlySpan<byte> chunk, out string? error)
    {
        if (chunk.Length < 16)
        {
            error = "the description of its samples is cut off";
            return null;
        }

        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);

        // The true tag then begins the identifier behind the channels' places.
        if (tag == ExtensibleTag)
            tag = chunk.Length >= 26 ? BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]) : 1;

        var samples = SampleFormats.OfWave(tag, bits);
        error = samples is null ? $"its samples are of format {tag} with {bits} bits; PCM with 8, 16, 24 or 32 bits, floating-point, mu-law and A-law are read"
            : channels is 0 or > MaxChannels ? $"it has {channels} channels, and 1 to {MaxChannels} are read"
            : rate is 0 or > 384_000 ? $"it has a sample rate of {rate} Hz, and up to 384000 Hz are read"
            : null;
        return error is null ? new PcmFormat((int)rate, channels, samples!.Value) : null;
    }

    /// <summary>Mixes whole frames down to one channel.</summary>
    public void Mix(ReadOnlySpan<byte> frames, Span<short> mono)
    {
        var size = Samples.Bytes();
        for (var frame = 0; frame < mono.Length; frame++)
        {
            var sum = 0;
            for (var channel = 0; channel < Channels; channel++, frames = frames[size..])
                sum += Samples.Read(frames);

            mono[frame] = (short)(sum / Channels);
        }
    }
}
