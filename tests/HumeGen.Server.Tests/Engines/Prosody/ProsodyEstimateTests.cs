using HumeGen.Server.Engines;
using HumeGen.Server.Prosody;
using HumeGen.Server.Prosody.Sound;
using HumeGen.Server.Prosody.Voice;

namespace HumeGen.Server.Tests.Engines.Prosody;

/// <summary>Scores of voices that were made up.</summary>
public class ProsodyEstimateTests
{
    private readonly IProsodyModel _model = new HumeServerEngines().AddProsody().Prosody!;

    private static readonly MadeUpVoice[] Louder = [.. new[] { -38.0, -32, -26, -20, -14 }.Select(level => new MadeUpVoice { Level = level })];
    private static readonly MadeUpVoice[] Faster = [.. new[] { 3, 4, 5, 6, 7.0 }.Select(rate => new MadeUpVoice { Rate = rate })];
    private static readonly MadeUpVoice[] Higher = [.. new[] { 90, 120, 160, 210, 280.0 }.Select(pitch => new MadeUpVoice { Pitch = pitch })];

    [Fact]
    public Task Louder_speech_is_more_excited_and_stronger_level_by_level() => RisesAsync(Louder, dominance: 1);

    [Fact]
    public Task Faster_speech_is_more_excited_level_by_level() => RisesAsync(Faster, dominance: 0);

    [Fact]
    public Task Higher_speech_is_more_excited_level_by_level() => RisesAsync(Higher, dominance: 0);

    [Fact]
    public async Task Each_expression_has_a_score_from_0_to_1()
    {
        var scores = await _model.MeasureAsync(new MadeUpVoice().Speak());

        Assert.Equal(ExpressionNames.Emotions, scores.Select(score => score.Name));
        Assert.All(scores, score => Assert.InRange(score.Score, 0, 1));
        Assert.True(scores.Max(score => score.Score) > 0.5);
    }

    [Fact]
    public async Task Two_voices_with_the_same_settings_differ_less_than_one_voice_calm_against_loud()
    {
        var man = new MadeUpVoice { Pitch = 110 };
        var woman = man with { Pitch = 200, Formants = 1.17 };
        var loud = man with { Level = -14, Rate = 6, PitchRange = 9 };
        var calm = man with { Level = -34, Rate = 3.5, PitchRange = 3 };

        var (voices, ways) = (await DifferenceAsync(man, woman), await DifferenceAsync(calm, loud));

        Assert.True(1.5 * voices < ways, $"{voices} against {ways}");
    }

    [Theory]
    [InlineData(16_000)]
    [InlineData(48_000)]
    public async Task Silence_noise_and_tones_have_no_scores(int rate)
    {
        Assert.Empty(await _model.MeasureAsync(new AudioSamples(new short[3 * rate], rate)));
        Assert.Empty(await _model.MeasureAsync(MadeUpVoice.Room(3, rate)));
        Assert.Empty(await _model.MeasureAsync(MadeUpVoice.Noise(3, -20, rate: rate)));
        Assert.Empty(await _model.MeasureAsync(MadeUpVoice.Tone(3, 120, rate)));
        Assert.Empty(await _model.MeasureAsync(MadeUpVoice.Tone(3, 440, rate)));
        Assert.Empty(await _model.MeasureAsync(new AudioSamples(Enumerable.Repeat((short)12_000, 3 * rate).ToArray(), rate)));
    }

    [Fact]
    public async Task Sound_that_is_hardly_there_or_as_loud_as_can_be_does_no_harm()
    {
        Assert.Empty(await _model.MeasureAsync(new AudioSamples(default, 16_000)));
        Assert.Empty(await _model.MeasureAsync(new AudioSamples(new short[] { 1 }, 16_000)));
        Assert.Empty(await _model.MeasureAsync(new AudioSamples(new short[100], 100)));
        var clipped = new MadeUpVoice { Level = 20 }.Speak();

        Assert.All(await _model.MeasureAsync(clipped), score => Assert.InRange(score.Score, 0, 1));
        Assert.All(await _model.MeasureAsync(clipped with { SampleRate = 192_000 }), score => Assert.InRange(score.Score, 0, 1));
    }

    [Fact]
    public async Task Calls_at_the_same_time_do_not_disturb_each_other()
    {
        var voices = Louder.Concat(Faster).Concat(Higher).Select(voice => voice.Speak()).ToArray();
        var alone = new List<IReadOnlyList<ExpressionScore>>();
        foreach (var voice in voices)
            alone.Add(await _model.MeasureAsync(voice));

        var together = await Task.WhenAll(voices.Select(voice => Task.Run(() => _model.MeasureAsync(voice).AsTask())));

        Assert.Equal(alone, together);
    }

    [Fact]
    public async Task A_measurement_that_nobody_waits_for_ends()
    {
        using var cancel = new CancellationTokenSource();
        var hour = MadeUpVoice.Noise(3_600, -20, rate: 8_000);

        var measuring = Task.Run(() => _model.MeasureAsync(hour, cancel.Token).AsTask());
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => measuring.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>Checks that arousal, and what stands for it, rise from voice to voice.</summary>
    private async Task RisesAsync(MadeUpVoice[] voices, int dominance)
    {
        var estimates = new List<AffectEstimate>();
        var scores = new List<Dictionary<string, double>>();
        foreach (var voice in voices)
        {
            var sound = voice.Speak();
            estimates.Add(FeatureTable.Estimate(VoiceFeatures.Of(await SoundAnalysis.OfAsync(sound, CancellationToken.None))!));
            scores.Add((await _model.MeasureAsync(sound)).ToDictionary(score => score.Name, score => score.Score));
        }

        for (var i = 1; i < voices.Length; i++)
        {
            Assert.True(estimates[i].Arousal > estimates[i - 1].Arousal, string.Join("\n", estimates));
            Assert.True(dominance == 0 || estimates[i].Dominance > estimates[i - 1].Dominance, string.Join("\n", estimates));
            Assert.True(scores[i]["Excitement"] > scores[i - 1]["Excitement"], string.Join("\n", estimates));
            Assert.True(scores[i]["Tiredness"] < scores[i - 1]["Tiredness"], string.Join("\n", estimates));
        }
    }

    private async Task<double> DifferenceAsync(MadeUpVoice first, MadeUpVoice second)
    {
        var (one, other) = (await _model.MeasureAsync(first.Speak()), await _model.MeasureAsync(second.Speak()));
        return one.Zip(other).Sum(pair => Math.Abs(pair.First.Score - pair.Second.Score));
    }
}
