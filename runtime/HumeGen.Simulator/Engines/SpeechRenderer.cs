using System.Globalization;
using HumeGen.Server.Audio;

namespace HumeGen.Simulator.Engines;

/// <summary>
/// Makes the sound of a text, piece by piece: a pulsed or noisy source through three resonators that move from letter to letter.
/// No speech that anybody would mistake for a person's, but sound with syllables, pauses and a melody, and always the same.
/// </summary>
internal sealed class SpeechRenderer
{
    public const int SampleRate = 48_000;

    /// <summary>Duration of a character at normal speed.</summary>
    public const int MillisecondsPerCharacter = 60;

    private const int SamplesPerCharacter = SampleRate / 1000 * MillisecondsPerCharacter;
    private const int BlockSize = 96;
    private const int FadeSamples = SampleRate / 200;
    private const double Loudness = 0.45 * short.MaxValue;

    private static readonly (double First, double Second)[] Vowels = [(730, 1090), (530, 1840), (270, 2290), (570, 840), (300, 870)];

    private readonly string _text;
    private readonly VoiceTimbre _timbre;
    private readonly double _samplesPerCharacter;
    private readonly SeededRandom _noise;
    private readonly double _detune;
    private readonly Resonator[] _resonators = [new(80), new(110), new(160)];
    private double _phase;
    private double _phaseStep;
    private double _voiced;
    private double _noisy;
    private int _position;

    /// <param name="text">Words to speak.</param>
    /// <param name="timbre">Voice to speak with.</param>
    /// <param name="speed">Speed, as a factor.</param>
    /// <param name="take">Number of the take among several of the same text; each sounds a little different.</param>
    public SpeechRenderer(string text, VoiceTimbre timbre, double speed, int take)
    {
        _text = text;
        _timbre = timbre;
        _samplesPerCharacter = SamplesPerCharacter / speed;
        Length = (int)Math.Round(text.Length * SamplesPerCharacter / speed);
        _noise = new SeededRandom(text);
        _detune = 1 + (0.03 * take);
    }

    /// <summary>Number of samples.</summary>
    public int Length { get; }

    /// <summary>The next samples, up to the given number; none at the end.</summary>
    public short[] Read(int count)
    {
        var samples = new short[Math.Min(count, Length - _position)];
        for (var i = 0; i < samples.Length; i++, _position++)
        {
            if (_position % BlockSize == 0)
                MoveTo(_position);

            samples[i] = (short)(Loudness * Fade() * Soften(3 * NextSample()));
        }

        return samples;
    }

    private double Fade() => Math.Min(1, Math.Min(_position, Length - _position) / (double)FadeSamples);

    // Keeps loud places below full scale without a hard edge.
    private static double Soften(double value) => value / (1 + Math.Abs(value));

    private double NextSample()
    {
        _phase += _phaseStep;
        if (_phase >= 1)
            _phase -= 1;

        var noise = (2 * _noise.NextDouble()) - 1;
        var source = (_voiced * (1 - (2 * _phase) + (_timbre.Breath * noise))) + (_noisy * noise);
        return _resonators[0].Next(source) + (0.7 * _resonators[1].Next(source)) + (0.35 * _resonators[2].Next(source));
    }

    /// <summary>Moves the mouth a little towards the letter that is due, and the pitch along its melody.</summary>
    private void MoveTo(int position)
    {
        var letter = _text[Math.Min(_text.Length - 1, (int)(position / _samplesPerCharacter))];
        var (voiced, noisy, first, second, third) = Sound(letter);
        var melody = 1.08 - (0.16 * position / Length) + (0.04 * Math.Sin(position * (2 * Math.PI * 2.3 / SampleRate)));
        _phaseStep = _timbre.Pitch * _detune * melody / SampleRate;
        const double step = 0.18;
        _voiced += step * (voiced - _voiced);
        _noisy += step * (noisy - _noisy);
        _resonators[0].MoveTo(first * _timbre.FormantScale, step);
        _resonators[1].MoveTo(second * _timbre.FormantScale, step);
        _resonators[2].MoveTo(third * _timbre.FormantScale, step);
    }

    private static (double Voiced, double Noisy, double First, double Second, double Third) Sound(char letter)
    {
        var (first, second) = Vowels[letter % Vowels.Length];
        return char.ToLower(letter, CultureInfo.InvariantCulture) switch
        {
            'a' => (1, 0, 730, 1090, 2440),
            'e' => (1, 0, 530, 1840, 2480),
            'i' or 'y' => (1, 0, 270, 2290, 3010),
            'o' => (1, 0, 570, 840, 2410),
            'u' or 'w' => (1, 0, 300, 870, 2240),
            'm' or 'n' or 'l' or 'r' => (0.5, 0, 350, 1250, 2400),
            'b' or 'd' or 'g' or 'j' or 'v' or 'z' => (0.35, 0.15, 300, 1500, 2600),
            's' or 'f' or 'x' or 'c' => (0, 0.6, 1800, 4200, 6000),
            'h' or 'k' or 'p' or 'q' or 't' => (0, 0.3, 900, 1900, 3200),
            var other when char.IsLetterOrDigit(other) || char.IsSurrogate(other) => (0.9, 0.05, first, second, 2500),
            _ => (0, 0, 500, 1500, 2500),
        };
    }

    /// <summary>A resonance whose frequency glides.</summary>
    private struct Resonator(double bandwidth)
    {
        private readonly double _radius = Math.Exp(-Math.PI * bandwidth / SampleRate);
        private double _frequency = 500;
        private double _turn = 1;
        private double _gain;
        private double _last;
        private double _beforeLast;

        public void MoveTo(double frequency, double step)
        {
            _frequency += step * (frequency - _frequency);
            _turn = 2 * _radius * Math.Cos(2 * Math.PI * _frequency / SampleRate);
            // Keeps the peak at about one, whatever the frequency.
            _gain = (1 - _radius) * Math.Sqrt(1 - (2 * _radius * Math.Cos(4 * Math.PI * _frequency / SampleRate)) + (_radius * _radius));
        }

        public double Next(double input)
        {
            var output = (_gain * input) + (_turn * _last) - (_radius * _radius * _beforeLast);
            _beforeLast = _last;
            _last = output;
            return output;
        }
    }
}
