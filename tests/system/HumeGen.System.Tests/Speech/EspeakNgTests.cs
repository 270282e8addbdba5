using HumeGen.Server.Engines;
using HumeGen.Server.EspeakNg;

namespace HumeGen.SystemTests.Speech;

/// <summary>Speech by the library of espeak-ng.</summary>
public class EspeakNgTests
{
    private const string Text = "Hello there, it costs $5.50 at the café.";

    private readonly HumeServerEngines _engines = new HumeServerEngines().AddEspeakNg();

    [Fact]
    public async Task Every_voice_that_it_lists_speaks()
    {
        Assert.Null(EspeakNgEngine.FindMissing());
        var voices = await _engines.Voices!.ListAsync();

        Assert.True(voices.Count > 200);
        Assert.Equal("en-US", voices[0].Id);
        Assert.Equal(voices.Count, voices.Select(voice => voice.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(voices.Count, voices.Select(voice => voice.Name).Distinct().Count());
        foreach (var voice in voices)
            Assert.True((await Spoken.ByAsync(_engines, "1 2 3", voice.Id)).Seconds > 0.2, voice.Id);
    }

    [Theory]
    [InlineData(Text, "en-US", "Hello there it costs $5.50 at the café")]
    [InlineData(Text, "en-US+f3", "Hello there it costs $5.50 at the café")]
    [InlineData("Wie geht's? Es ist 12:30 Uhr.", "de", "Wie geht's Es ist 12:30 Uhr")]
    [InlineData("One of the best.", "en-US", "One of the best")]
    [InlineData("Привет, как дела?", "ru", "Привет как дела")]
    public async Task Words_and_phonemes_have_times(string text, string voice, string words)
    {
        var spoken = await Spoken.ByAsync(_engines, text, voice);

        spoken.AssertMakesSense();
        Assert.Equal(words, string.Join(' ', spoken.Words.Select(word => word.Text)));
    }

    [Fact]
    public async Task A_man_and_a_woman_sound_different()
    {
        var (man, woman) = (await Spoken.ByAsync(_engines, Text, "en-US"), await Spoken.ByAsync(_engines, Text, "en-US+f3"));

        Assert.NotEqual(man.Audio, woman.Audio);
        Assert.Equal(["h", "ə", "l", "oʊ"], man.Phonemes.Take(4).Select(phoneme => phoneme.Text));
    }

    [Fact]
    public async Task Speed_changes_the_length()
    {
        var lengths = new List<double>();
        foreach (var speed in (float[])[0.5f, 1, 2])
        {
            var spoken = await Spoken.ByAsync(_engines, Text, speed: speed);
            spoken.AssertMakesSense();
            lengths.Add(spoken.Seconds);
        }

        Assert.True(lengths[0] > 1.5 * lengths[1] && lengths[1] > 1.5 * lengths[2], string.Join(", ", lengths));
    }

    [Fact]
    public async Task Speech_that_is_left_does_not_disturb_what_follows()
    {
        var before = await Spoken.ByAsync(_engines, Text);
        await foreach (var _ in _engines.TextToSpeech!.GetStreamingAudioAsync(string.Concat(Enumerable.Repeat("A sentence that nobody hears to its end. ", 100))))
            break;

        // It is not the same twice: noises are random, and a phoneme may be some samples longer.
        var after = await Spoken.ByAsync(_engines, Text);
        Assert.Equal(before.Words.Select(word => word.Text), after.Words.Select(word => word.Text));
        Assert.Equal(before.Phonemes.Select(phoneme => phoneme.Text), after.Phonemes.Select(phoneme => phoneme.Text));
        Assert.InRange(after.Seconds / before.Seconds, 0.99, 1.01);
    }
}
