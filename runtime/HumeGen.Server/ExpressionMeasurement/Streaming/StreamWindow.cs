using HumeGen.Server.Engines;

namespace HumeGen.Server.ExpressionMeasurement.Streaming;

/// <summary>The latest sound of a stream, which is measured together with what comes next.</summary>
internal sealed class StreamWindow
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private AudioSamples _earlier;

    public void Reset() => _earlier = default;

    /// <summary>A sound behind the sound before it, as far as a window reaches back. Sound of another sample rate begins anew.</summary>
    public AudioSamples Extend(AudioSamples sound, TimeSpan window)
    {
        if (_earlier.SampleRate != sound.SampleRate || _earlier.Samples.Length == 0)
            return sound;

        return sound.Duration < window ? Last(Join(sound), window) : sound;
    }

    /// <summary>Keeps a sound for those that come next.</summary>
    public void Add(AudioSamples sound) => _earlier = _earlier.SampleRate == sound.SampleRate ? Last(Join(sound), Longest) : Last(sound, Longest);

    private AudioSamples Join(AudioSamples sound) => sound with { Samples = (short[])[.. _earlier.Samples.Span, .. sound.Samples.Span] };

    private static AudioSamples Last(AudioSamples sound, TimeSpan length) =>
        sound.Duration <= length ? sound : sound.Slice(sound.Duration - length, sound.Duration);
}
