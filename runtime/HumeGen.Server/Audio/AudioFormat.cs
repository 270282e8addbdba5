using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Audio;

/// <summary>The form of audio: bare samples (PCM, 16 bits, little-endian, mono, 48 kHz) or a WAV file around them.</summary>
internal sealed record AudioFormat(string Name, bool HasHeader)
{
    private static readonly AudioFormat Pcm = new("pcm", false);
    private static readonly AudioFormat Wav = new("wav", true);

    /// <summary>
    /// The format that a request asks for. MP3, which is also the default, is answered with WAV under its true name: there is no
    /// encoder at hand, and bytes that only claim to be MP3 would help nobody.
    /// </summary>
    public static AudioFormat Of(JsonObject? requested) => requested?.Text("type") == "pcm" ? Pcm : Wav;

    /// <summary>The bytes before the given number of samples: a header, or nothing.</summary>
    public byte[] Header(long samples) => HasHeader ? WaveFile.Header(SpeechRenderer.SampleRate, samples * sizeof(short)) : [];

    /// <summary>The samples as a file of their own.</summary>
    public byte[] Pack(ReadOnlySpan<short> samples) => [.. Header(samples.Length), .. WaveFile.ToBytes(samples)];

    public JsonObject Encoding() => new() { ["format"] = Name, ["sample_rate"] = SpeechRenderer.SampleRate };
}
