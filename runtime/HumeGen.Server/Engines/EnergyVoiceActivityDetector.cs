namespace HumeGen.Server.Engines;

/// <summary>
/// Tells speech from silence by its loudness, in windows of 10 ms. It needs no model; noise of the loudness of speech is speech to it.
/// </summary>
public sealed class EnergyVoiceActivityDetector : IVoiceActivityDetector
{
    private const int WindowsPerSecond = 100;
    private const int WindowsToStart = 3;
    private const int WindowsBetweenSigns = 10;

    // The amplitude of quiet speech is 500 at the default threshold of 0.5.
    private const double AmplitudeOfThreshold = 1_000;

    private readonly int _perWindow;
    private readonly long _windowsToEnd;
    private readonly double _quietestSpeech;

    private double _windowEnergy;
    private int _windowSamples;
    private long _window;
    private int _loudWindows;
    private long _begin;
    private long _lastLoud;

    /// <summary>Creates a detector.</summary>
    /// <param name="options">The rate of the sound, and what the config asks for.</param>
    public EnergyVoiceActivityDetector(VoiceActivityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SampleRate, WindowsPerSecond);
        _perWindow = options.SampleRate / WindowsPerSecond;
        _windowsToEnd = Math.Max(1, (long)Math.Ceiling(options.EndOfTurnSilence.TotalSeconds * WindowsPerSecond));
        _quietestSpeech = Math.Pow(AmplitudeOfThreshold * options.SpeechThreshold, 2);
    }

    /// <inheritdoc/>
    public bool IsSpeech { get; private set; }

    /// <inheritdoc/>
    public void Detect(ReadOnlySpan<short> samples, ICollection<VoiceActivity> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        foreach (var sample in samples)
        {
            _windowEnergy += (double)sample * sample;
            if (++_windowSamples < _perWindow)
                continue;

            var isLoud = _windowEnergy / _perWindow > _quietestSpeech;
            (_windowEnergy, _windowSamples) = (0, 0);
            _window++;
            if ((IsSpeech ? NextOfSpeech(isLoud) : NextOfSilence(isLoud)) is { } kind)
                activity.Add(Tell(kind));
        }
    }

    /// <inheritdoc/>
    public VoiceActivity? Finish()
    {
        if (!IsSpeech)
            return null;

        End();
        return Tell(VoiceActivityKind.Ended);
    }

    /// <summary>Does nothing: there is nothing to free.</summary>
    public void Dispose()
    {
    }

    private VoiceActivityKind? NextOfSpeech(bool isLoud)
    {
        if (isLoud)
            _lastLoud = _window;

        if (_window - _lastLoud >= _windowsToEnd)
        {
            End();
            return VoiceActivityKind.Ended;
        }

        return (_window - _begin) % WindowsBetweenSigns == 0 ? VoiceActivityKind.Continued : null;
    }

    private VoiceActivityKind? NextOfSilence(bool isLoud)
    {
        _loudWindows = isLoud ? _loudWindows + 1 : 0;
        if (_loudWindows < WindowsToStart)
            return null;

        IsSpeech = true;
        _begin = _window - WindowsToStart;
        _lastLoud = _window;
        return VoiceActivityKind.Started;
    }

    private void End()
    {
        IsSpeech = false;
        _loudWindows = 0;
    }

    private VoiceActivity Tell(VoiceActivityKind kind) => new(kind, _begin * _perWindow, _lastLoud * _perWindow);
}
