using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.SystemTests.Speech;

/// <summary>Speech of an engine: its sound, and the times of its words and phonemes.</summary>
internal sealed record Spoken(byte[] Audio, int SampleRate, IReadOnlyList<SpeechTimestamp> Words, IReadOnlyList<SpeechTimestamp> Phonemes)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public double Seconds => Audio.Length / 2.0 / SampleRate;

    /// <summary>Speaks a text to its end.</summary>
    public static async Task<Spoken> ByAsync(HumeServerEngines engines, string text, string? voice = null, float? speed = null)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var audio = new MemoryStream();
        var rate = 0;
        var times = new List<SpeechTimestamp>();
        await foreach (var update in engines.TextToSpeech!.GetStreamingAudioAsync(text, new() { VoiceId = voice, Speed = speed }, bound.Token))
        {
            foreach (var data in update.Contents.OfType<DataContent>())
            {
                audio.Write(data.Data.Span);
                rate = int.Parse(data.MediaType.Split("rate=")[1].Split(';')[0], System.Globalization.CultureInfo.InvariantCulture);
            }

            times.AddRange(update.Contents.OfType<SpeechTimestamp>());
        }

        return new Spoken(audio.ToArray(), rate, [.. times.Where(time => !time.IsPhoneme)], [.. times.Where(time => time.IsPhoneme)]);
    }

    /// <summary>Fails unless there is sound, and the times follow one another within it, each phoneme within a word.</summary>
    public void AssertMakesSense()
    {
        Assert.True(Seconds > 0.2);
        Assert.Contains(Audio, sample => sample != 0);
        Assert.NotEmpty(Words);
        Assert.NotEmpty(Phonemes);
        foreach (var times in (IReadOnlyList<SpeechTimestamp>[])[Words, Phonemes])
        {
            Assert.All(times, time => Assert.True(time.Begin < time.End, $"{time.Text} is heard from {time.Begin} to {time.End}."));
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Begin, $"{pair.Second.Text} begins before {pair.First.Text} ends."));
            Assert.True(times[^1].End.TotalSeconds <= Seconds + 0.001);
        }

        Assert.All(Phonemes, phoneme => Assert.Contains(Words, word => word.Begin <= phoneme.Begin && phoneme.End <= word.End));
    }
}
