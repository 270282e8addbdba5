using HumeGen.Audio;

namespace HumeGen.Samples.Tests;

/// <summary>Sounds that the simulator takes for speech.</summary>
internal static class Sounds
{
    /// <summary>Makes a sentence, which is a tone, and two seconds of silence, which end it.</summary>
    public static PcmAudio Speech(TimeSpan duration, PcmFormat format)
    {
        var samples = new float[(int)(duration.TotalSeconds * format.SampleRate) * format.Channels];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (float)(0.5 * Math.Sin(2 * Math.PI * 220 * (i / format.Channels) / format.SampleRate));
        return PcmAudio.Join([PcmAudio.FromSamples(samples, format), PcmAudio.Silence(TimeSpan.FromSeconds(2), format)]);
    }
}
