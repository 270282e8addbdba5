using System.Globalization;

namespace HumeGen.Server.Audio;

/// <summary>
/// Tells speech from silence by its loudness, in windows of 10 ms, whatever the size of the pieces in which the sound
/// comes.
/// </summary>
internal sealed class SpeechDetector(int endOfTurnSilence)
{
    private const int WindowMilliseconds = 10;
    private const int WindowsToStart = 3;
    private const int WindowsOfSeed = 20;
    private const int WindowsBetweenSigns = 10;
    private const double QuietestSpeech = 500.0 * 500.0;
    private const ulong HashStart = 14695981039346656037;
    private const ulong HashStep = 1099511628211;

    private ReadOnlyMemory<short> _rest;
    private int _perWindow;

    private double _windowEnergy;
    private int _windowSamples;
    private long _window;
    private int _loudWindows;
    private bool _speaking;
    private long _begin;
    private long _lastLoud;
    private ulong _hash;
    private ulong? _seed;

    public bool IsSpeech => _speaking;

    /// <summary>Length of the sound so far, in ms.</summary>
    public long Position => _window * WindowMilliseconds;

    /// <summary>Takes the next piece of sound, to be searched by <see cref="TryNext"/>.</summary>
    public void Feed(ReadOnlyMemory<short> samples, int sampleRate)
    {
        _rest = samples;
        _perWindow = sampleRate * WindowMilliseconds / 1000;
    }

    /// <summary>Listens on in what was fed, up to the next thing worth noticing; false when there is nothing more.</summary>
    public bool TryNext(out SpeechEvent speech)
    {
        var span = _rest.Span;
        for (var at = 0; at < span.Length;)
        {
            var sample = span[at++];
            _windowEnergy += (double)sample * sample;
            _hash = (_hash ^ (ushort)sample) * HashStep;
            if (++_windowSamples < _perWindow)
                continue;

            var isLoud = _windowEnergy / _perWindow > QuietestSpeech;
            (_windowEnergy, _windowSamples) = (0, 0);
            if (FinishWindow(isLoud) is { } kind)
            {
                _rest = _rest[at..];
                speech = Tell(kind);
                return true;
            }
        }

        _rest = default;
        speech = default;
        return false;
    }

    /// <summary>Takes it that nothing more comes: the current speech is finished. False without speech.</summary>
    public bool TryFinish(out SpeechEvent speech)
    {
        speech = Tell(SpeechEventKind.Finished);
        var spoke = _speaking;
        _speaking = false;
        _loudWindows = 0;
        return spoke;
    }

    private SpeechEventKind? FinishWindow(bool isLoud)
    {
        _window++;
        if (!_speaking)
            return FinishSilentWindow(isLoud);

        if (isLoud)
            _lastLoud = _window;

        var windows = _window - _begin;
        if (windows == WindowsOfSeed)
            _seed = _hash;

        if ((_window - _lastLoud) * WindowMilliseconds >= endOfTurnSilence)
        {
            _speaking = false;
            _loudWindows = 0;
            return SpeechEventKind.Finished;
        }

        return windows % WindowsBetweenSigns == 0 ? SpeechEventKind.GoesOn : null;
    }

    private SpeechEventKind? FinishSilentWindow(bool isLoud)
    {
        if (!isLoud)
        {
            _loudWindows = 0;
            _hash = HashStart;
            return null;
        }

        if (++_loudWindows < WindowsToStart)
            return null;

        _speaking = true;
        _begin = _window - WindowsToStart;
        _lastLoud = _window;
        _seed = null;
        return SpeechEventKind.Started;
    }

    private SpeechEvent Tell(SpeechEventKind kind) =>
        new(kind, _begin * WindowMilliseconds, _lastLoud * WindowMilliseconds, Text(_seed ?? _hash), Text(_hash));

    private static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
