using HumeGen.Server.Engines;

namespace HumeGen.Server.Tests.Engines.Prosody;

/// <summary>A voice made of glottal pulses and formants, so that each of its features is known.</summary>
internal sealed record MadeUpVoice
{
    private static readonly double[][] Vowels = [[700, 1_200, 2_600], [350, 2_100, 2_900], [500, 900, 2_500], [450, 1_800, 2_600]];

    /// <summary>The middle pitch in Hz.</summary>
    public double Pitch { get; init; } = 120;

    /// <summary>The difference of the highest and the lowest pitch in semitones.</summary>
    public double PitchRange { get; init; } = 5;

    /// <summary>Syllables in a second.</summary>
    public double Rate { get; init; } = 4.5;

    /// <summary>The level in dB below full scale.</summary>
    public double Level { get; init; } = -24;

    /// <summary>The factor of the frequencies of formants: above 1 for a small head.</summary>
    public double Formants { get; init; } = 1;

    /// <summary>The level of breath against the pulses, from 0.</summary>
    public double Breath { get; init; } = 0.02;

    /// <summary>The largest deviation of the length of a period from the even one, as a part of it.</summary>
    public double Unevenness { get; init; }

    public double Seconds { get; init; } = 4;

    /// <summary>Whether one vowel comes again and again.</summary>
    public bool OneVowel { get; init; }

    /// <summary>The part of each syllable that is voiced.</summary>
    public double VoicedPart { get; init; } = 1;

    public AudioSamples Speak(int rate = 16_000)
    {
        var random = new Random(1);
        var source = new double[(int)(Seconds * rate)];
        var (phase, length, flow, breath) = (0.0, 1.0, 0.0, 0.0);
        for (var i = 0; i < source.Length; i++)
        {
            var time = i / (double)rate;
            phase += Pitch * Math.Pow(2, PitchRange / 24 * Math.Sin(2 * Math.PI * 0.6 * time)) / rate;
            var pulse = 0.0;
            if (phase >= length)
            {
                phase -= length;
                length = 1 + (Unevenness * ((2 * random.NextDouble()) - 1));
                pulse = 1;
            }

            // The flow falls off as that of a throat does.
            flow = (flow * Math.Exp(-2 * Math.PI * 300 / rate)) + pulse;
            breath = (2 * random.NextDouble()) - 1;
            source[i] = flow + (Breath * breath);
        }

        return new AudioSamples(ToLevel(Shape(source, rate), rate), rate);
    }

    /// <summary>Sounds after each other.</summary>
    public static AudioSamples Join(params AudioSamples[] sounds) =>
        new((short[])[.. sounds.SelectMany(sound => sound.Samples.ToArray())], sounds[0].SampleRate);

    /// <summary>Almost silence, as a room has it.</summary>
    public static AudioSamples Room(double seconds, int rate = 16_000) => Noise(seconds, -75, rate: rate);

    /// <summary>Noise whose level follows a curve over the time from 0 to 1.</summary>
    public static AudioSamples Noise(double seconds, double level, Func<double, double>? curve = null, int rate = 16_000)
    {
        var random = new Random(2);
        var samples = new short[(int)(seconds * rate)];
        var amplitude = Math.Pow(10, level / 20) * Math.Sqrt(3) * 32_767;
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)Math.Clamp(amplitude * ((2 * random.NextDouble()) - 1) * (curve?.Invoke(i / (double)samples.Length) ?? 1), -32_768, 32_767);

        return new AudioSamples(samples, rate);
    }

    /// <summary>A tone without an end or a beginning.</summary>
    public static AudioSamples Tone(double seconds, double frequency, int rate = 16_000)
    {
        var samples = new short[(int)(seconds * rate)];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)(8_000 * Math.Sin(2 * Math.PI * frequency * i / rate));

        return new AudioSamples(samples, rate);
    }

    private double[] Shape(double[] source, int rate)
    {
        var result = new double[source.Length];
        var states = new double[6];
        for (var i = 0; i < source.Length; i++)
        {
            var place = i * Rate / rate;
            var vowel = OneVowel ? Vowels[0] : Vowels[(int)place % Vowels.Length];
            var within = place % 1 / VoicedPart;
            var sample = source[i];
            for (var f = 0; f < vowel.Length; f++)
            {
                var frequency = Math.Min(vowel[f] * Formants, rate * 0.45);
                var radius = Math.Exp(-Math.PI * (60 + (40 * f)) / rate);
                var cosine = Math.Cos(2 * Math.PI * frequency / rate);
                var next = ((1 - (2 * radius * cosine) + (radius * radius)) * sample) + (2 * radius * cosine * states[2 * f]) - (radius * radius * states[(2 * f) + 1]);
                (states[(2 * f) + 1], states[2 * f]) = (states[2 * f], next);
                sample = next;
            }

            result[i] = within > 1 ? 0.02 * sample : sample * (0.05 + (0.95 * Math.Pow(Math.Sin(Math.PI * within), 2)));
        }

        return result;
    }

    private short[] ToLevel(double[] sound, int rate)
    {
        var mean = sound.Average();
        var power = sound.Average(sample => (sample - mean) * (sample - mean));
        var gain = Math.Pow(10, Level / 20) / Math.Sqrt(power) * 32_767;
        var room = Room(Seconds, rate).Samples.Span;
        var samples = new short[sound.Length];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)Math.Clamp(((sound[i] - mean) * gain) + room[i], -32_768, 32_767);

        return samples;
    }
}
