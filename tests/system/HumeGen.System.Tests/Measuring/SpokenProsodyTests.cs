using HumeGen.Server.Engines;
using HumeGen.Server.Prosody;
using HumeGen.Server.Prosody.Sound;
using HumeGen.Server.Prosody.Voice;
using Xunit.Abstractions;

namespace HumeGen.SystemTests.Measuring;

/// <summary>Rule-based estimates of voices that programs speak.</summary>
public class SpokenProsodyTests(ITestOutputHelper log)
{
    private const string Text = "Could you tell me what the weather will be tomorrow? I would like to go for a walk by the river, if it is not too cold.";

    private static readonly string[] Sentences =
    [
        "Good morning, how are you today?", "She sells sea shells by the sea shore.", "No, I do not think so.", "Please turn the lights off in the kitchen.",
        "What time does the last train leave?", "Oh, that is wonderful news.",
    ];

    private readonly HumeServerEngines _engines = new HumeServerEngines().AddProsody();

    [Theory]
    [InlineData("rms")]
    [InlineData("slt")]
    [InlineData("awb")]
    public Task Faster_speech_of_flite_is_more_excited_level_by_level(string voice) =>
        RisesAsync([1.5, 1.22, 1, 0.82, 0.67], stretch => SpokenFile.FliteAsync(voice, Text, stretch: stretch), dominance: 0);

    [Fact]
    public Task Faster_speech_of_espeak_ng_is_more_excited_level_by_level() =>
        RisesAsync([110, 140, 175, 220, 270], rate => SpokenFile.EspeakAsync(Text, rate: (int)rate), dominance: 0);

    [Fact]
    public Task Higher_speech_of_flite_is_more_excited_level_by_level() =>
        RisesAsync([80, 100, 120, 150, 180], pitch => SpokenFile.FliteAsync("kal16", Text, pitch: pitch), dominance: 0);

    [Fact]
    public Task Higher_speech_of_espeak_ng_is_more_excited_level_by_level() =>
        RisesAsync([10, 30, 50, 70, 90], pitch => SpokenFile.EspeakAsync(Text, pitch: (int)pitch), dominance: 0);

    [Theory]
    [InlineData("rms")]
    [InlineData("slt")]
    [InlineData("kal16")]
    public Task Louder_speech_of_flite_is_more_excited_and_stronger_level_by_level(string voice) =>
        RisesAsync([-24, -18, -12, -6, 0], async level => SpokenFile.Amplify(await SpokenFile.FliteAsync(voice, Text), level), dominance: 1);

    [Fact]
    public Task Louder_speech_of_espeak_ng_is_more_excited_and_stronger_level_by_level() =>
        RisesAsync([-24, -18, -12, -6, 0], async level => SpokenFile.Amplify(await SpokenFile.EspeakAsync(Text), level), dominance: 1);

    [Theory]
    [InlineData("rms", "slt")]
    [InlineData("rms", "kal16")]
    [InlineData("awb", "slt")]
    public async Task Two_voices_with_the_same_settings_differ_less_than_one_voice_calm_against_loud(string first, string second)
    {
        var voices = await DifferenceAsync(await SpokenFile.FliteAsync(first, Text), await SpokenFile.FliteAsync(second, Text));

        foreach (var voice in (string[])[first, second])
        {
            var calm = SpokenFile.Amplify(await SpokenFile.FliteAsync(voice, Text, stretch: 1.3), -18);
            var loud = await SpokenFile.FliteAsync(voice, Text, stretch: 0.8);
            var ways = await DifferenceAsync(calm, loud);
            log.WriteLine($"{first} against {second}: {voices:0.0}; {voice} calm against loud: {ways:0.0}");

            Assert.True(voices < ways, $"{voices} against {ways}");
        }
    }

    [Fact]
    public async Task Speech_is_no_burst_and_a_spoken_laugh_is_one()
    {
        foreach (var voice in (string[])["rms", "slt", "awb", "kal16"])
        {
            foreach (var sentence in Sentences)
                Assert.Empty(await _engines.Burst!.MeasureAsync(await SpokenFile.FliteAsync(voice, sentence)));
        }

        var laugh = Assert.Single(await _engines.Burst!.MeasureAsync(await SpokenFile.FliteAsync("rms", "ha ha ha ha ha")));
        Assert.Equal("Laugh", laugh.Descriptions.MaxBy(score => score.Score).Name);
    }

    private async Task RisesAsync(double[] levels, Func<double, Task<AudioSamples>> speak, int dominance)
    {
        var (last, tired) = ((AffectEstimate?)null, 1.0);
        foreach (var level in levels)
        {
            var sound = await speak(level);
            var estimate = FeatureTable.Estimate(VoiceFeatures.Of(await SoundAnalysis.OfAsync(sound, CancellationToken.None))!);
            var scores = (await _engines.Prosody!.MeasureAsync(sound)).ToDictionary(score => score.Name, score => score.Score);
            var highest = string.Join(", ", scores.OrderByDescending(score => score.Value).Take(3).Select(score => $"{score.Key} {score.Value:0.00}"));
            log.WriteLine($"{level,6} | {estimate.Arousal,5:0.00} {estimate.Valence,5:0.00} {estimate.Dominance,5:0.00} | Tiredness {scores["Tiredness"]:0.000} | {highest}");
            if (last is { } before)
            {
                Assert.True(estimate.Arousal > before.Arousal, $"{level}: {before} {estimate}");
                Assert.True(dominance == 0 || estimate.Dominance > before.Dominance, $"{level}: {before} {estimate}");
                Assert.True(scores["Tiredness"] < tired, $"{level}: {tired} {scores["Tiredness"]}");
            }

            (last, tired) = (estimate, scores["Tiredness"]);
        }
    }

    private async Task<double> DifferenceAsync(AudioSamples first, AudioSamples second)
    {
        var (one, other) = (await _engines.Prosody!.MeasureAsync(first), await _engines.Prosody!.MeasureAsync(second));
        return one.Zip(other).Sum(pair => Math.Abs(pair.First.Score - pair.Second.Score));
    }
}
