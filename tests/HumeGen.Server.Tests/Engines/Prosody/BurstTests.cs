using HumeGen.Server.Engines;
using HumeGen.Server.Prosody;

namespace HumeGen.Server.Tests.Engines.Prosody;

/// <summary>Vocal bursts in sound that was made up.</summary>
public class BurstTests
{
    private static readonly Dictionary<string, AudioSamples> Sounds = new(StringComparer.Ordinal)
    {
        ["Laugh"] = new MadeUpVoice { Pitch = 220, PitchRange = 1, Rate = 5, OneVowel = true, VoicedPart = 0.55, Seconds = 1.2, Breath = 0.2 }.Speak(),
        ["Scream"] = new MadeUpVoice { Pitch = 650, PitchRange = 2, Rate = 0.8, OneVowel = true, Seconds = 1.2, Level = -12 }.Speak(),
        ["Hmm"] = new MadeUpVoice { Pitch = 120, PitchRange = 2, Rate = 2, OneVowel = true, Formants = 0.35, Seconds = 0.5, Breath = 0 }.Speak(),
        ["Cough"] = MadeUpVoice.Noise(0.35, -12, time => Math.Exp(-5 * time)),
        ["Sigh"] = MadeUpVoice.Noise(1.4, -24, time => Math.Min(1, time * 6) * Math.Exp(-3 * time)),
        ["Gasp"] = MadeUpVoice.Noise(0.4, -20, time => Math.Exp(-4 * (1 - time))),
    };

    private readonly IBurstModel _model = new HumeServerEngines().AddProsody().Burst!;

    [Theory]
    [InlineData("Laugh", "Amusement", 16_000)]
    [InlineData("Scream", "Horror", 16_000)]
    [InlineData("Hmm", "Contemplation", 16_000)]
    [InlineData("Cough", "Disgust", 16_000)]
    [InlineData("Sigh", "Boredom", 16_000)]
    [InlineData("Gasp", "Surprise (negative)", 16_000)]
    public async Task A_burst_is_found_where_it_is(string description, string emotion, int rate)
    {
        var sound = Sounds[description];

        var burst = Assert.Single(await _model.MeasureAsync(MadeUpVoice.Join(MadeUpVoice.Room(1, rate), sound, MadeUpVoice.Room(1.5, rate))));

        Assert.Equal(1, burst.Begin.TotalSeconds, 0.15);
        Assert.InRange(burst.End.TotalSeconds, 1.2, 1.1 + sound.Duration.TotalSeconds);
        Assert.Equal(description, burst.Descriptions.MaxBy(score => score.Score).Name);
        Assert.Contains(emotion, burst.Emotions.OrderByDescending(score => score.Score).Take(8).Select(score => score.Name));
        Assert.Equal(ExpressionNames.BurstDescriptions, burst.Descriptions.Select(score => score.Name));
        Assert.Equal(ExpressionNames.Emotions, burst.Emotions.Select(score => score.Name));
        Assert.All(burst.Descriptions.Concat(burst.Emotions), score => Assert.InRange(score.Score, 0, 1));
    }

    [Fact]
    public async Task Bursts_of_a_long_recording_come_in_the_order_of_time()
    {
        var (pause, cough, laugh) = (MadeUpVoice.Room(12), Sounds["Cough"], Sounds["Laugh"]);

        var bursts = await _model.MeasureAsync(MadeUpVoice.Join(pause, cough, pause, laugh, pause, cough, pause));

        Assert.Equal(["Cough", "Laugh", "Cough"], bursts.Select(burst => burst.Descriptions.MaxBy(score => score.Score).Name));
        Assert.Equal([12, 24.35, 37.55], bursts.Select(burst => Math.Round(burst.Begin.TotalSeconds / 0.05) * 0.05), (expected, actual) => Math.Abs(expected - actual) < 0.2);
    }

    [Fact]
    public async Task Silence_steady_noise_clicks_and_tones_are_no_bursts()
    {
        var room = MadeUpVoice.Room(1);
        AudioSamples[] nothing =
        [
            new(new short[48_000], 16_000), MadeUpVoice.Room(3), MadeUpVoice.Noise(5, -20), MadeUpVoice.Tone(3, 300),
            MadeUpVoice.Join(room, MadeUpVoice.Noise(0.3, -20), room),
            MadeUpVoice.Join(room, MadeUpVoice.Noise(2, -20), room),
            MadeUpVoice.Join(room, MadeUpVoice.Noise(0.03, -6), room),
            MadeUpVoice.Join(room, MadeUpVoice.Tone(1, 200), room),
            new(default, 16_000),
        ];

        foreach (var sound in nothing)
            Assert.Empty(await _model.MeasureAsync(sound));
    }

    [Fact]
    public async Task Speech_is_no_burst()
    {
        foreach (var pitch in new[] { 90, 150, 240 })
        {
            foreach (var rate in new[] { 3, 4.5, 6 })
            {
                var speech = new MadeUpVoice { Pitch = pitch, Rate = rate, Seconds = 3 }.Speak();

                Assert.Empty(await _model.MeasureAsync(MadeUpVoice.Join(MadeUpVoice.Room(1), speech, MadeUpVoice.Room(1))));
            }
        }
    }
}
