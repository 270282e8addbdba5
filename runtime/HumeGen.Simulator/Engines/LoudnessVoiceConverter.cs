using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>
/// Replaces the sound of a recording with that of a voice, and keeps its loudness over time. The words are invented: one for every 300 ms in which something
/// is heard, the same for the same sound.
/// </summary>
internal sealed class LoudnessVoiceConverter : IVoiceConverter
{
    private const double Attack = 0.01;
    private const int PieceLength = SpeechRenderer.SampleRate / 2;
    private const double SecondsPerWord = 0.3;
    private const int Silent = 200;

    private static readonly string[] Words = ["so", "today", "we", "hear", "a", "new", "voice", "that", "says", "the", "same", "again"];

    public async IAsyncEnumerable<ConvertedSpeech> ConvertAsync(
        AudioSamples recording, EngineVoice voice, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var length = (int)Math.Round((double)recording.Samples.Length * SpeechRenderer.SampleRate / recording.SampleRate);

        // Any text that is long enough serves as carrier: its vowels give the voice its colour.
        var characters = (length * 1000L / SpeechRenderer.SampleRate / SpeechRenderer.MillisecondsPerCharacter) + 2;
        var carrier = new SpeechRenderer(new string('a', (int)characters), VoiceTimbre.From(voice.Id ?? voice.Description ?? "no voice"), 1, 0);
        var loudness = 0.0;
        for (var begin = 0; begin < length; begin += PieceLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = carrier.Read(Math.Min(PieceLength, length - begin));
            loudness = Shape(piece, begin, recording, loudness);
            yield return new ConvertedSpeech(new AudioSamples(piece, SpeechRenderer.SampleRate), []);
        }

        yield return new ConvertedSpeech(default, [.. InventWords(recording)]);
    }

    private static double Shape(short[] piece, int begin, AudioSamples recording, double loudness)
    {
        var source = recording.Samples.Span;
        for (var i = 0; i < piece.Length; i++)
        {
            var sample = source[(int)Math.Min(source.Length - 1, (long)(begin + i) * recording.SampleRate / SpeechRenderer.SampleRate)];
            loudness += Attack * (Math.Abs((double)sample) - loudness);
            piece[i] = (short)Math.Clamp(piece[i] * loudness * 4 / short.MaxValue, short.MinValue, short.MaxValue);
        }

        return loudness;
    }

    private static IEnumerable<SpeechTimestamp> InventWords(AudioSamples recording)
    {
        var window = (int)(SecondsPerWord * recording.SampleRate);
        for (var at = 0; window > 0 && at + (window / 2) <= recording.Samples.Length; at += window)
        {
            var sound = recording.Samples.Slice(at, Math.Min(window, recording.Samples.Length - at));
            if (!IsHeard(sound.Span))
                continue;

            var word = Words[new SeededRandom(MemoryMarshal.AsBytes(sound.Span)).Next(Words.Length)];
            var begin = TimeSpan.FromSeconds((double)at / recording.SampleRate);
            foreach (var timestamp in SpeechTiming.OfWord(word, begin, begin + TimeSpan.FromSeconds((double)sound.Length / recording.SampleRate)))
                yield return timestamp;
        }
    }

    private static bool IsHeard(ReadOnlySpan<short> samples)
    {
        foreach (var sample in samples)
        {
            if (sample is > Silent or < -Silent)
                return true;
        }

        return false;
    }
}
