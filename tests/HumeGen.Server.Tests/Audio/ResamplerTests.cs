using HumeGen.Server.Audio;

namespace HumeGen.Server.Tests.Audio;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(8_000, 1_000)]
    [InlineData(16_000, 3_000)]
    [InlineData(22_050, 8_000)]
    [InlineData(24_000, 997)]
    [InlineData(44_100, 15_000)]
    [InlineData(96_000, 15_000)]
    [InlineData(192_000, 440)]
    public void A_tone_stays_a_tone(int rate, double frequency)
    {
        var output = Resample(rate, frequency, pieceLength: 777);

        Assert.InRange(output.Length, 47_999, 48_001);
        Assert.True(Distortion(output, frequency) < -60, $"{Distortion(output, frequency):0.0} dB");
        Assert.InRange(Amplitude(output, frequency), 9_900, 10_100);
    }

    [Theory]
    [InlineData(96_000, 30_000)]
    [InlineData(192_000, 60_000)]
    public void What_the_lower_rate_cannot_hold_is_filtered_out(int rate, double frequency)
    {
        Assert.True(Resample(rate, frequency, 4_000)[1_000..^1_000].Max(sample => Math.Abs((int)sample)) < 10);
    }

    [Fact]
    public void Pieces_make_no_difference()
    {
        var whole = Resample(16_000, 440, 16_000);

        Assert.Equal(whole, Resample(16_000, 440, 1));
        Assert.Equal(whole, Resample(16_000, 440, 4_097));
    }

    private static short[] Resample(int rate, double frequency, int pieceLength)
    {
        var resampler = new Resampler(rate, 48_000);
        var input = Enumerable.Range(0, rate).Select(i => (short)Math.Round(10_000 * Math.Sin(2 * Math.PI * frequency * i / rate)));
        return [.. input.Chunk(pieceLength).SelectMany(piece => resampler.Add(piece)), .. resampler.Finish()];
    }

    // The beginning and the end have silence beside them, so they do not count.
    private static (double Amplitude, double Noise) Fit(short[] samples, double frequency)
    {
        var middle = samples[2_400..^2_400];
        var (sine, cosine) = (0.0, 0.0);
        for (var i = 0; i < middle.Length; i++)
        {
            sine += middle[i] * Math.Sin(2 * Math.PI * frequency * i / 48_000);
            cosine += middle[i] * Math.Cos(2 * Math.PI * frequency * i / 48_000);
        }

        (sine, cosine) = (2 * sine / middle.Length, 2 * cosine / middle.Length);
        var rest = middle.Select((sample, i) =>
            sample - (sine * Math.Sin(2 * Math.PI * frequency * i / 48_000)) - (cosine * Math.Cos(2 * Math.PI * frequency * i / 48_000))).Average(value => value * value);
        return (Math.Sqrt((sine * sine) + (cosine * cosine)), rest);
    }

    private static double Amplitude(short[] samples, double frequency) => Fit(samples, frequency).Amplitude;

    private static double Distortion(short[] samples, double frequency)
    {
        var (amplitude, rest) = Fit(samples, frequency);
        return 10 * Math.Log10(rest / (amplitude * amplitude / 2));
    }
}
