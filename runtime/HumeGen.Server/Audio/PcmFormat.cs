using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Audio;

/// <summary>The form of raw audio: 16-bit samples, little-endian, of one or more channels.</summary>
internal sealed record PcmFormat(int SampleRate, int Channels)
{
    public int BytesPerSecond => SampleRate * Channels * sizeof(short);

    // Members that the query leaves out are as in the documentation's examples.
    public static PcmFormat? Of(JsonObject? audio) =>
        audio is null ? null : new PcmFormat(audio.Whole("sample_rate") ?? 16_000, audio.Whole("channels") ?? 1);
}
