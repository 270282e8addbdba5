using System.Buffers;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Audio;

/// <summary>The form of the audio that clients get: bare samples (PCM, 16 bits, little-endian, mono, 48 kHz), a WAV file around them, or what an encoder makes.</summary>
internal sealed class AudioFormat
{
    /// <summary>Samples a second of all audio that clients get.</summary>
    public const int SampleRate = 48_000;

    private const string Default = "mp3";

    private static readonly AudioFormat Pcm = new("pcm", null);

    private readonly IAudioEncoder? _encoder;

    private AudioFormat(string name, IAudioEncoder? encoder)
    {
        Name = name;
        _encoder = encoder;
    }

    /// <summary>WAV, which needs no encoder.</summary>
    public static AudioFormat Wav { get; } = new("wav", null);

    /// <summary>The name of the format in the protocol.</summary>
    public string Name { get; }

    /// <summary>Whether the bytes depend on what came before them, so that a piece is no file of its own.</summary>
    public bool IsEncoded => _encoder is not null;

    /// <summary>
    /// The format that a request asks for, which is MP3 unless it says otherwise. Where the engines say so, it is WAV under its true name when there is no encoder:
    /// bytes that only claim to be MP3 would help nobody.
    /// </summary>
    /// <exception cref="ApiRefusal">There is no encoder for the format.</exception>
    public static AudioFormat Of(JsonObject? requested, HumeServerEngines engines)
    {
        var type = requested?.Text("type") ?? Default;
        if (type == Pcm.Name)
            return Pcm;

        if (type == Wav.Name)
            return Wav;

        return engines.AudioEncoders.FirstOrDefault(encoder => encoder.Format == type) is { } encoder ? new AudioFormat(type, encoder)
            : engines.SendsWavWithoutEncoder ? Wav
            : throw ApiRefusal.Error(501, "I0100", "not_implemented", Missing(type));
    }

    private static string Missing(string type)
    {
        var advice = type == Default ? "Add HumeGen.Server.Codecs with AddMp3Encoder() to it and install lame (apt-get install lame), or ask" : "Ask";
        return $"This server has no encoder of {type}{(type == Default ? ", which is meant where a request names no format" : "")}. {advice} for the format wav or pcm.";
    }

    /// <summary>Begins a file.</summary>
    /// <param name="samples">The number of samples that it will hold; null while nobody knows.</param>
    public AudioFileWriter Start(long? samples = null) => new(Header(samples), _encoder);

    /// <summary>The bytes of a file with this many samples; null when only the encoder knows.</summary>
    public long? SizeOf(long samples) => IsEncoded ? null : Header(samples).Length + (samples * sizeof(short));

    /// <summary>The samples as a file of their own.</summary>
    public byte[] Pack(ReadOnlySpan<short> samples)
    {
        using var file = Start(samples.Length);
        return [.. file.Write(samples), .. file.Finish()];
    }

    public JsonObject Encoding() => new() { ["format"] = Name, ["sample_rate"] = SampleRate };

    private byte[] Header(long? samples) =>
        this == Wav ? WaveFile.Header(SampleRate, samples * sizeof(short) ?? uint.MaxValue) : [];
}
