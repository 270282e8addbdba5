using HumeGen.Audio;

namespace HumeGen.Samples.Tests;

/// <summary>Sounds that the simulator takes for speech.</summary>
internal static class Sounds
{
    /// <summary>Makes a sentence, which is a buzz with the pitch and the syllables of a voice, and two seconds of silence, which end it.</summary>
    public static PcmAudio Speech(TimeSpan duration, PcmFormat format)
    {
        var samples = new float[(int)(duration.TotalSeconds * format.SampleRate) * format.Channels];
        var turns = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            var seconds = (double)(i / format.Channels) / format.SampleRate;
            turns += (140 + (30 * Math.Sin(2 * Math.PI * seconds))) / format.SampleRate / format.Channels;
            var syllables = 0.3 + (0.7 * Math.Abs(Math.Sin(2 * Math.PI * 2 * seconds)));
            samples[i] = (float)(0.25 * syllables * Enumerable.Range(1, 8).Sum(harmonic => Math.Sin(2 * Math.PI * harmonic * turns) / harmonic));
        }

        return PcmAudio.Join([PcmAudio.FromSamples(samples, format), PcmAudio.Silence(TimeSpan.FromSeconds(2), format)]);
    }
}
