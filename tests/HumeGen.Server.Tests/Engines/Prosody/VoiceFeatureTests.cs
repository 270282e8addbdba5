using HumeGen.Server.Audio;
using HumeGen.Server.Engines;
using HumeGen.Server.Prosody.Sound;
using HumeGen.Server.Prosody.Voice;

namespace HumeGen.Server.Tests.Engines.Prosody;

/// <summary>The features that are computed from a voice, against those that it was made with.</summary>
public class VoiceFeatureTests
{
    [Theory]
    [InlineData(75)]
    [InlineData(110)]
    [InlineData(180)]
    [InlineData(260)]
    [InlineData(380)]
    public async Task The_pitch_is_found_without_leaps_by_an_octave(double pitch)
    {
        var features = await FeaturesAsync(new MadeUpVoice { Pitch = pitch });

        Assert.Equal(12 * Math.Log2(pitch / 100), features.Pitch, 1.0);
        Assert.InRange(features.PitchRange, 3, 6);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5.5)]
    [InlineData(7)]
    public async Task Syllables_are_counted(double rate)
    {
        var features = await FeaturesAsync(new MadeUpVoice { Rate = rate });

        Assert.InRange(features.Rate, rate * 0.9, rate * 1.1);
    }

    [Fact]
    public async Task The_level_is_that_of_the_speech_and_not_of_the_pauses()
    {
        var speech = new MadeUpVoice { Level = -20 }.Speak();

        var alone = await FeaturesAsync(speech);
        var within = await FeaturesAsync(MadeUpVoice.Join(MadeUpVoice.Room(2), speech, MadeUpVoice.Room(3)));

        Assert.InRange(alone.Level, -21, -18);
        Assert.Equal(alone.Level, within.Level, 1.0);
        Assert.Equal(alone.Rate, within.Rate, 0.5);
    }

    [Fact]
    public async Task A_pause_counts_between_words_and_not_around_them()
    {
        var words = new MadeUpVoice { Seconds = 1.5 }.Speak();

        var features = await FeaturesAsync(MadeUpVoice.Join(MadeUpVoice.Room(2), words, MadeUpVoice.Room(1), words, MadeUpVoice.Room(2)));

        Assert.Equal(1 / 4.0, features.Pauses, 0.06);
    }

    [Fact]
    public async Task A_rough_voice_has_more_jitter_and_a_breathy_one_fewer_harmonics()
    {
        var clear = await FeaturesAsync(new MadeUpVoice { Breath = 0.005 });
        var rough = await FeaturesAsync(new MadeUpVoice { Unevenness = 0.08, Breath = 0.005 });
        var breathy = await FeaturesAsync(new MadeUpVoice { Breath = 0.4 });

        Assert.True(rough.Jitter > clear.Jitter + 1.5, $"{rough.Jitter} against {clear.Jitter} %");
        Assert.True(breathy.Harmonicity < clear.Harmonicity - 4, $"{breathy.Harmonicity} against {clear.Harmonicity} dB");
    }

    [Fact]
    public async Task A_question_rises_and_a_statement_falls()
    {
        var rising = new MadeUpVoice { PitchRange = 8, Seconds = 2.0 }.Speak().Slice(TimeSpan.FromSeconds(1.25), TimeSpan.FromSeconds(2));
        var falling = new MadeUpVoice { PitchRange = 8, Seconds = 2.0 }.Speak().Slice(TimeSpan.FromSeconds(0.45), TimeSpan.FromSeconds(1.2));

        Assert.True((await FeaturesAsync(rising)).PitchSlope > 4);
        Assert.True((await FeaturesAsync(falling)).PitchSlope < -4);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(16_000)]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(96_000)]
    public async Task The_sample_rate_makes_no_difference(int rate)
    {
        var voice = new MadeUpVoice().Speak(48_000);
        var resampler = new Resampler(48_000, rate);
        var resampled = new AudioSamples((short[])[.. resampler.Add(voice.Samples.Span), .. resampler.Finish()], rate);

        var (usual, other) = (FeatureTable.Estimate(await FeaturesAsync(voice)), FeatureTable.Estimate(await FeaturesAsync(resampled)));

        Assert.True(usual.DistanceTo(other) < 0.15, $"{usual} against {other}");
    }

    [Fact]
    public async Task Speech_that_is_longer_than_a_piece_is_measured_as_a_whole()
    {
        var short_ = await FeaturesAsync(new MadeUpVoice { Seconds = 5 });
        var long_ = await FeaturesAsync(new MadeUpVoice { Seconds = 35 });

        Assert.Equal(short_.Rate, long_.Rate, 0.3);
        Assert.Equal(short_.Pitch, long_.Pitch, 0.5);
        Assert.Equal(short_.Level, long_.Level, 0.5);
    }

    private static Task<VoiceFeatures> FeaturesAsync(MadeUpVoice voice) => FeaturesAsync(voice.Speak());

    private static async Task<VoiceFeatures> FeaturesAsync(AudioSamples sound) =>
        VoiceFeatures.Of(await SoundAnalysis.OfAsync(sound, CancellationToken.None)) ?? throw new InvalidOperationException("No speech was found.");
}
