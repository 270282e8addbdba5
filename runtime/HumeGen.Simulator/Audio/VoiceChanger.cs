namespace HumeGen.Simulator.Audio;

/// <summary>Replaces the sound of a recording with that of a voice and keeps its loudness over time.</summary>
internal static class VoiceChanger
{
    private const double Attack = 0.01;

    /// <summary>The recording in the other voice, at 48 kHz, right as long as the original.</summary>
    public static short[] Convert(short[] recording, int sampleRate, VoiceTimbre timbre)
    {
        var length = (int)Math.Round((double)recording.Length * SpeechRenderer.SampleRate / sampleRate);

        // Any text that is long enough serves as carrier: its vowels give the voice its colour.
        var characters = (length * 1000L / SpeechRenderer.SampleRate / SpeechRenderer.MillisecondsPerCharacter) + 2;
        var carrier = new SpeechRenderer(new string('a', (int)characters), timbre, 1, 0, 0).Read(length);
        var loudness = 0.0;
        for (var i = 0; i < length; i++)
        {
            var source = recording[Math.Min(recording.Length - 1, (int)((long)i * sampleRate / SpeechRenderer.SampleRate))];
            loudness += Attack * (Math.Abs((double)source) - loudness);
            carrier[i] = (short)Math.Clamp(carrier[i] * loudness * 4 / short.MaxValue, short.MinValue, short.MaxValue);
        }

        return carrier;
    }
}
