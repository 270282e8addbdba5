namespace HumeGen.Simulator.Audio;

/// <summary>Replaces the sound of a recording with that of a voice and keeps its loudness over time.</summary>
internal sealed class VoiceChanger(short[] recording, int sampleRate, VoiceTimbre timbre)
{
    private const double Attack = 0.01;

    /// <summary>The number of samples at 48 kHz: the result is right as long as the recording.</summary>
    public int Length { get; } = (int)Math.Round((double)recording.Length * SpeechRenderer.SampleRate / sampleRate);

    /// <summary>The recording in the other voice, at 48 kHz, in pieces that are made one after the other.</summary>
    public IEnumerable<short[]> Convert(int pieceLength)
    {
        // Any text that is long enough serves as carrier: its vowels give the voice its colour.
        var characters = (Length * 1000L / SpeechRenderer.SampleRate / SpeechRenderer.MillisecondsPerCharacter) + 2;
        var carrier = new SpeechRenderer(new string('a', (int)characters), timbre, 1, 0, 0);
        var loudness = 0.0;
        for (var begin = 0; begin < Length; begin += pieceLength)
        {
            var piece = carrier.Read(Math.Min(pieceLength, Length - begin));
            for (var i = 0; i < piece.Length; i++)
            {
                var source = recording[Math.Min(recording.Length - 1, (int)((long)(begin + i) * sampleRate / SpeechRenderer.SampleRate))];
                loudness += Attack * (Math.Abs((double)source) - loudness);
                piece[i] = (short)Math.Clamp(piece[i] * loudness * 4 / short.MaxValue, short.MinValue, short.MaxValue);
            }

            yield return piece;
        }
    }
}
