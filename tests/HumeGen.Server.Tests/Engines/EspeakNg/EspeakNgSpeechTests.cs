using HumeGen.Server.Engines;
using HumeGen.Server.EspeakNg;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.Engines.EspeakNg;

/// <summary>Speech by espeak-ng, with a delegate in the place of its library.</summary>
public class EspeakNgSpeechTests
{
    private const int Rate = 22_050;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static readonly EspeakNgVoices Voices = EspeakNgVoices.From(
        [("German", "gmw/de"), ("English (America)", "gmw/en-US"), ("English (Scotland)", "gmw/en-GB-scotland"), ("French (France)", "roa/fr")], "en-us");

    [Fact]
    public async Task Words_have_their_phonemes_and_figures_stay_whole()
    {
        using var espeak = new EspeakNgSpeechClient(
            (_, _, speech) =>
            {
                Assert.Equal("Costs $5.50.", speech.Text);
                speech.AddWord(0);
                speech.AddPhoneme("k", 0);
                speech.AddPhoneme("s", 2205);
                speech.AddWord(6);
                speech.AddPhoneme("d", 4410);
                speech.AddWord(7);
                speech.AddPhoneme("f", 6615);
                speech.AddPhoneme("", 8820);
                speech.Add(new short[11_025], Rate);
            },
            Voices.All);

        var times = (await SpeakAsync(espeak, "Costs $5.50. 😀")).OfType<SpeechTimestamp>().ToList();

        Assert.Equal(
            ["Costs 0-200", "k! 0-100", "s! 100-200", "$5.50 200-400", "d! 200-300", "f! 300-400"],
            times.Select(time => $"{time.Text}{(time.IsPhoneme ? "!" : "")} {time.Begin.TotalMilliseconds}-{time.End.TotalMilliseconds}"));
    }

    [Fact]
    public void Each_language_is_a_male_and_a_female_voice_and_the_chosen_one_comes_first()
    {
        Assert.Equal(["en-US", "de", "de+f3"], Voices.All.Select(voice => voice.Id).Take(3));
        Assert.Equal(8, Voices.All.Select(voice => voice.Name).Distinct().Count());
        Assert.Contains("'xx'", Assert.Throws<ArgumentException>(() => EspeakNgVoices.From([("German", "gmw/de")], "xx")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null, "en-US 175")]
    [InlineData("FR", null, 2f, "fr 350")]
    [InlineData(null, "a French woman", 0.25f, "fr+f3 80")]
    [InlineData(null, "a Scottish man", 3f, "en-GB-scotland 450")]
    public async Task Voice_and_speed_are_as_asked_for(string? id, string? description, float? speed, string expected)
    {
        var asked = new List<string>();
        using var espeak = new EspeakNgSpeechClient((voice, speed, _) => asked.Add($"{voice} {speed}"), Voices.All);

        await SpeakAsync(espeak, "Hello.", new() { VoiceId = id, Speed = speed, AdditionalProperties = description is null ? null : new() { ["description"] = description } });

        Assert.Equal([expected], asked);
    }

    [Fact]
    public async Task One_text_is_spoken_at_a_time_whoever_asks()
    {
        var (now, most) = (0, 0);
        SpeakText speak = (_, _, speech) =>
        {
            var running = Interlocked.Increment(ref now);
            most = Math.Max(most, running);
            Thread.Sleep(5);
            Interlocked.Decrement(ref now);
            speech.Add(new short[160], Rate);
        };
        using var one = new EspeakNgSpeechClient(speak, Voices.All);
        using var other = new EspeakNgSpeechClient(speak, Voices.All);

        var spoken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SpeakAsync(i % 2 == 0 ? one : other, "Hello.")));

        Assert.All(spoken, contents => Assert.Single(contents));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Speech_that_nobody_wants_any_more_ends_and_makes_room()
    {
        using var espeak = new EspeakNgSpeechClient(
            (_, _, speech) =>
            {
                while (speech.Add(new short[160], Rate) && speech.Text == "Endless.")
                    Thread.Yield();
            },
            Voices.All);

        await foreach (var _ in espeak.GetStreamingAudioAsync("Endless."))
            break;

        Assert.Single(await SpeakAsync(espeak, "Hello."));
    }

    [Fact]
    public async Task A_long_text_is_spoken_chunk_by_chunk_with_times_that_go_on_and_loses_no_word()
    {
        var chunks = new List<string>();
        using var espeak = new EspeakNgSpeechClient(
            (_, _, speech) =>
            {
                chunks.Add(speech.Text);
                speech.AddWord(0);
                speech.AddPhoneme("a", 0);
                speech.Add(new short[Rate], Rate);
            },
            Voices.All);
        var english = string.Concat(Enumerable.Range(0, 200).Select(i => $"This is sentence {i}, said to you. "));
        var text = english + string.Concat(Enumerable.Repeat("これは長い文です。", 200));

        var words = (await SpeakAsync(espeak, text)).OfType<SpeechTimestamp>().Where(time => !time.IsPhoneme).ToList();

        Assert.All(chunks, chunk => Assert.True(chunk.Length <= 500 && ".。".Contains(chunk[^1], StringComparison.Ordinal), chunk));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(chunks).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, chunks.Count), words.Select(word => (int)word.Begin.TotalSeconds));
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('a')]
    [InlineData('語')]
    public async Task A_reader_who_takes_a_break_in_a_long_text_does_not_keep_others_waiting(char between)
    {
        var spoken = 0;
        using var espeak = new EspeakNgSpeechClient(
            (_, _, speech) =>
            {
                Interlocked.Add(ref spoken, speech.Text.Length);
                speech.Add(new short[160], Rate);
            },
            Voices.All);
        var slow = espeak.GetStreamingAudioAsync(string.Join(between, Enumerable.Repeat("word", 20_000))).GetAsyncEnumerator();
        await using var disposing = slow.ConfigureAwait(false);

        Assert.True(await slow.MoveNextAsync().AsTask().WaitAsync(Bound));
        await SpeakAsync(espeak, "Hello.");

        Assert.InRange(spoken, 1, 600);
    }

    [Fact]
    public async Task Text_with_nothing_to_say_sounds_like_a_pause_and_an_unknown_voice_is_named()
    {
        using var espeak = new EspeakNgSpeechClient((_, _, _) => Assert.Fail("Nothing is to be spoken."), Voices.All);

        Assert.Equal(new byte[6400], Assert.IsType<DataContent>(Assert.Single(await SpeakAsync(espeak, "👍🏽 …"))).Data.ToArray());
        var fault = await Assert.ThrowsAsync<EngineException>(() => SpeakAsync(espeak, "Hello.", new() { VoiceId = "ava" }));
        Assert.Contains("'ava'", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<List<AIContent>> SpeakAsync(EspeakNgSpeechClient espeak, string text, TextToSpeechOptions? options = null)
    {
        using var bound = new CancellationTokenSource(Bound);
        var contents = new List<AIContent>();
        await foreach (var update in espeak.GetStreamingAudioAsync(text, options, bound.Token))
            contents.AddRange(update.Contents);

        return contents;
    }
}
