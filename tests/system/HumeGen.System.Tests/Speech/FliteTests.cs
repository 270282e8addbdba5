using HumeGen.Server.Engines;
using HumeGen.Server.Flite;

namespace HumeGen.SystemTests.Speech;

/// <summary>Speech by the libraries of flite.</summary>
public class FliteTests
{
    private const string Text = "Hello there, it costs $5.50 at the well-known café on 3rd May.";

    private readonly HumeServerEngines _engines = new HumeServerEngines().AddFlite();

    [Fact]
    public async Task It_has_the_voices_that_the_program_lists_but_for_the_clock()
    {
        Assert.Null(FliteEngine.FindMissing());
        var answer = System.Text.Encoding.ASCII.GetString(await Support.Installed.RunAsync("flite", default, "-lv"));
        var listed = answer.Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        var voices = await _engines.Voices!.ListAsync();

        Assert.Equal(listed.Where(voice => voice != "awb_time").Order(), voices.Select(voice => voice.Id).Order());
        Assert.Equal("rms", voices[0].Id);
    }

    [Theory]
    [InlineData("rms")]
    [InlineData("slt")]
    [InlineData("awb")]
    [InlineData("kal16")]
    [InlineData("kal")]
    public async Task A_voice_speaks_with_times_of_words_as_they_are_written(string voice)
    {
        var spoken = await Spoken.ByAsync(_engines, Text, voice);

        spoken.AssertMakesSense();
        Assert.Equal(voice == "kal" ? 8_000 : 16_000, spoken.SampleRate);
        Assert.Equal(["Hello", "there", "it", "costs", "$5.50"], spoken.Words.Select(word => word.Text).Take(5));
        Assert.Contains(spoken.Words, word => word.Text == "cafe");
        Assert.Equal(["h", "ə", "l", "oʊ"], spoken.Phonemes.Take(4).Select(phoneme => phoneme.Text));
        Assert.InRange(spoken.Seconds - spoken.Words[^1].End.TotalSeconds, 0, 0.5);
    }

    [Fact]
    public async Task Speed_changes_the_length()
    {
        var lengths = new List<double>();
        foreach (var speed in (float[])[0.5f, 1, 2, 3])
        {
            var spoken = await Spoken.ByAsync(_engines, Text, speed: speed);
            spoken.AssertMakesSense();
            lengths.Add(spoken.Seconds * speed);
        }

        Assert.All(lengths, length => Assert.InRange(length / lengths[1], 0.9, 1.1));
    }

    [Fact]
    public async Task A_text_of_5000_characters_is_spoken_to_its_last_word()
    {
        var words = Enumerable.Range(0, 700).Select(i => i % 9 == 8 ? "seven." : "seven").ToList();

        var spoken = await Spoken.ByAsync(_engines, string.Join(' ', words), "kal16", speed: 3);

        spoken.AssertMakesSense();
        Assert.Equal(words.Count, spoken.Words.Count);
    }

    [Fact]
    public async Task Several_threads_may_speak_with_one_voice()
    {
        var alone = await Spoken.ByAsync(_engines, Text, "kal16");

        var together = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Spoken.ByAsync(_engines, Text, "kal16")));

        Assert.All(together, spoken => Assert.Equal(alone.Audio, spoken.Audio));
    }

    [Theory]
    [InlineData("1/2 of $ and $$ at 50000000000000000000000000, 12:30 vs. U.S.A.'s 1990s iv XIV www.a.com a@b.c 'tis l' 's 1e9 \"(-)\" 3.14159 !?")]
    [InlineData("x")]
    [InlineData("0")]
    [InlineData("'a' \"b")]
    [InlineData("zxcvbnm qwrtpsdf hjklhjkl bcdfghjklmnpqrstvwxz")]
    public async Task Odd_text_is_spoken(string text) => Assert.True((await Spoken.ByAsync(_engines, text)).Seconds > 0.2);

    [Fact]
    public void A_voice_that_it_does_not_have_is_named() =>
        Assert.Contains("'ava'", Assert.Throws<ArgumentException>(() => new HumeServerEngines().AddFlite(new() { Voice = "ava" })).Message, StringComparison.Ordinal);
}
