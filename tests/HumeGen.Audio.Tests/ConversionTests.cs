using System.Globalization;

namespace HumeGen.Audio.Tests;

public class ConversionTests
{
    private static readonly string[][] G711 =
    [
        .. File.ReadLines(Repository.Find("tests", "HumeGen.Audio.Tests", "Golden", "g711.tsv")).Where(l => l[0] != '#').Select(l => l.Split('\t')),
    ];

    [Theory]
    [InlineData(SampleEncoding.MuLaw, 2)]
    [InlineData(SampleEncoding.ALaw, 3)]
    public void Telephone_codes_are_those_of_another_implementation(SampleEncoding encoding, int column)
    {
        foreach (var row in G711.Where(r => r[column] != "-"))
        {
            var (given, expected) = (int.Parse(row[1], CultureInfo.InvariantCulture), int.Parse(row[column], CultureInfo.InvariantCulture));
            if (row[0] == "decode")
                Assert.Equal(expected, BitConverter.ToInt16(Convert([(byte)given], encoding, SampleEncoding.Signed16)));
            else
                Assert.Equal(expected, Convert(BitConverter.GetBytes((short)given), SampleEncoding.Signed16, encoding)[0]);
        }
    }

    [Fact]
    public void A_negative_sample_has_the_code_of_its_size_with_the_other_sign()
    {
        for (short sample = 1; sample < short.MaxValue; sample++)
        {
            var (above, below) = (BitConverter.GetBytes(sample), BitConverter.GetBytes((short)-sample));
            Assert.Equal(Convert(above, SampleEncoding.Signed16, SampleEncoding.MuLaw)[0] ^ 0x80, Convert(below, SampleEncoding.Signed16, SampleEncoding.MuLaw)[0]);
        }
    }

    [Theory]
    [InlineData(SampleEncoding.Unsigned8)]
    [InlineData(SampleEncoding.Signed16)]
    [InlineData(SampleEncoding.Signed24)]
    public void Samples_survive_a_conversion_to_wider_ones_and_back(SampleEncoding encoding)
    {
        var data = new byte[6 * 256];
        for (var i = 0; i < data.Length; i++)
            data[i] = (byte)(i * 37);

        foreach (var wide in new[] { SampleEncoding.Signed24, SampleEncoding.Signed32, SampleEncoding.Float32 })
            Assert.Equal(data, Convert(Convert(data, encoding, wide), wide, encoding));
    }

    [Fact]
    public void Samples_beyond_the_range_are_clipped_and_no_number_is_silence()
    {
        var audio = PcmAudio.FromSamples([2, -2, float.NaN, float.PositiveInfinity], new PcmFormat(8000));

        Assert.Equal([short.MaxValue, short.MinValue, 0, short.MaxValue], Shorts(audio));
    }

    [Fact]
    public void Channels_are_averaged_to_one_and_one_is_copied_to_all()
    {
        var stereo = PcmAudio.FromSamples([0.5f, 0.25f, -0.5f, 0.5f], new PcmFormat(8000, 2));

        var mono = stereo.ConvertTo(new PcmFormat(8000));
        var quad = mono.ConvertTo(new PcmFormat(8000, 4));

        Assert.Equal([0.375f, 0], mono.ToSamples());
        Assert.Equal([0.375f, 0.375f, 0.375f, 0.375f, 0, 0, 0, 0], quad.ToSamples());
        Assert.Contains("2 channels cannot become 4", Assert.Throws<ArgumentException>(() => stereo.ConvertTo(new PcmFormat(8000, 4))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(48_000, 16_000)]
    [InlineData(48_000, 8_000)]
    [InlineData(8_000, 48_000)]
    [InlineData(44_100, 48_000)]
    [InlineData(44_101, 47_999)]
    public void A_tone_keeps_its_pitch_its_size_and_its_length_at_another_rate(int from, int to)
    {
        var tone = Tone(1_000, from, seconds: 0.25, channels: 2);

        var converted = tone.ConvertTo(new PcmFormat(to, 2, SampleEncoding.Float32));

        Assert.InRange(converted.Duration.TotalSeconds, 0.25, 0.25 + (1.0 / from) + (1.0 / to));
        var expected = Tone(1_000, to, seconds: 0.25, channels: 2).ToSamples();
        var errors = converted.ToSamples().Zip(expected, (a, b) => Math.Abs(a - b)).Skip(expected.Length / 4).SkipLast(expected.Length / 4).ToList();

        // −66 dB of the tone.
        Assert.InRange(errors.Max(), 0, 0.00025);
    }

    [Fact]
    public void Sounds_that_the_lower_rate_cannot_carry_are_gone_instead_of_mirrored()
    {
        var high = Tone(6_000, 48_000, seconds: 0.25, channels: 1);

        var low = high.ConvertTo(new PcmFormat(8_000, 1, SampleEncoding.Float32)).ToSamples();

        Assert.InRange(low.Skip(200).SkipLast(200).Max(Math.Abs), 0, 0.0001);
    }

    [Fact]
    public void A_constant_stays_constant_at_another_rate()
    {
        var constant = PcmAudio.FromSamples([.. Enumerable.Repeat(0.5f, 4410)], new PcmFormat(44_100, 1, SampleEncoding.Float32));

        var converted = constant.ConvertTo(new PcmFormat(48_000, 1, SampleEncoding.Float32)).ToSamples();

        Assert.All(converted.Skip(100).SkipLast(100), s => Assert.Equal(0.5f, s, 1e-6f));
    }

    [Fact]
    public void Mono_speech_for_a_telephone_is_one_conversion()
    {
        var speech = Tone(440, 48_000, seconds: 0.1, channels: 2);

        var call = speech.ConvertTo(new PcmFormat(8_000, 1, SampleEncoding.MuLaw));

        Assert.Equal(800, call.Data.Length);
        Assert.Equal(speech.MeasureLevel().RmsDecibels, call.MeasureLevel().RmsDecibels, 0.3);
    }

    [Fact]
    public void The_level_of_a_full_sine_is_3_decibels_below_full_scale()
    {
        var level = Tone(1_000, 48_000, seconds: 1, channels: 1, size: 1).MeasureLevel();

        Assert.Equal(-3.01, level.RmsDecibels, 0.01);
        Assert.Equal(0, level.PeakDecibels, 0.01);
    }

    [Theory]
    [InlineData(SampleEncoding.Unsigned8)]
    [InlineData(SampleEncoding.Signed16)]
    [InlineData(SampleEncoding.Float32)]
    [InlineData(SampleEncoding.MuLaw)]
    public void Silence_has_no_level(SampleEncoding encoding)
    {
        var silence = PcmAudio.Silence(TimeSpan.FromSeconds(1.5), new PcmFormat(8000, 2, encoding));

        Assert.Equal(TimeSpan.FromSeconds(1.5), silence.Duration);
        Assert.Equal(double.NegativeInfinity, silence.MeasureLevel().RmsDecibels);
        Assert.Equal(double.NegativeInfinity, silence.MeasureLevel().PeakDecibels);
    }

    [Fact]
    public void Times_and_bytes_of_a_layout_agree()
    {
        var format = new PcmFormat(44_100, 2);

        Assert.Equal(176_400, format.BytesPerSecond);
        Assert.Equal(3528, format.BytesOf(TimeSpan.FromMilliseconds(20)));
        Assert.Equal(TimeSpan.FromMilliseconds(20), format.DurationOf(3528));
        Assert.Equal(TimeSpan.FromDays(365), format.DurationOf(format.BytesOf(TimeSpan.FromDays(365))));
        Assert.Throws<ArgumentOutOfRangeException>(() => format.BytesOf(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PcmAudio.Silence(TimeSpan.MaxValue, new PcmFormat(1_000_000, 256, SampleEncoding.Float32)));
    }

    private static PcmAudio Tone(double hertz, int rate, double seconds, int channels, double size = 0.5) => PcmAudio.FromSamples(
        [.. Enumerable.Range(0, (int)Math.Ceiling(rate * seconds)).SelectMany(i => Enumerable.Repeat((float)(size * Math.Sin(2 * Math.PI * hertz * i / rate)), channels))],
        new PcmFormat(rate, channels, SampleEncoding.Float32));

    private static byte[] Convert(byte[] data, SampleEncoding from, SampleEncoding to) =>
        new PcmAudio(data, new PcmFormat(8000, 1, from)).ConvertTo(new PcmFormat(8000, 1, to)).Data.ToArray();

    private static short[] Shorts(PcmAudio audio) => [.. audio.Data.ToArray().Chunk(2).Select(b => BitConverter.ToInt16(b))];
}
