using System.Buffers.Binary;
using System.Globalization;

namespace HumeGen.Simulator.Audio;

/// <summary>
/// Tells speech from silence by its loudness, in windows of 10 ms, whatever the size of the pieces in which the sound
/// comes. It hears 16-bit PCM, raw or in a WAV file that may be streamed.
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

    private readonly WaveStream _container = new();
    private PcmFormat? _raw;
    private PcmFormat? _current;
    private ReadOnlyMemory<byte> _rest;
    private byte _oddByte;
    private bool _hasOddByte;

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

    /// <summary>Sets the form of raw audio; null when the audio comes in WAV.</summary>
    public void Expect(PcmFormat? raw)
    {
        _raw = raw;
        _current = null;
        _hasOddByte = false;
        _container.Reset();
    }

    /// <summary>Takes the next piece of sound, to be searched by <see cref="TryNext"/>; says why when it cannot be heard.</summary>
    public string? Feed(ReadOnlyMemory<byte> piece)
    {
        if (WaveStream.Begins(piece.Span) && !_container.IsReadingHeader)
        {
            _current = null;
            _hasOddByte = false;
            _container.Reset();
        }
        else if (_current is null && _raw is not null && !_container.IsReadingHeader)
        {
            _current = _raw;
        }

        if (_current is null)
        {
            if (_container.ReadHeader(ref piece, out _current) is { } error)
            {
                _container.Reset();
                return error;
            }
        }

        _rest = _current is null ? default : piece;
        return null;
    }

    /// <summary>Length of the last piece, in ms.</summary>
    public long FedMilliseconds => _current is null ? 0 : _rest.Length * 1000L / _current.BytesPerSecond;

    /// <summary>Listens on in what was fed, up to the next thing worth noticing; false when there is nothing more.</summary>
    public bool TryNext(out SpeechEvent speech)
    {
        var perWindow = _current is null ? 0 : _current.SampleRate * WindowMilliseconds / 1000 * _current.Channels;
        var span = _rest.Span;
        var at = 0;
        while (TryTakeSample(span, ref at, out var sample))
        {
            _windowEnergy += (double)sample * sample;
            _hash = (_hash ^ (ushort)sample) * HashStep;
            if (++_windowSamples < perWindow)
                continue;

            var isLoud = _windowEnergy / perWindow > QuietestSpeech;
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

    private bool TryTakeSample(ReadOnlySpan<byte> span, ref int at, out short sample)
    {
        if (_hasOddByte && at < span.Length)
        {
            _hasOddByte = false;
            sample = (short)(_oddByte | (span[at++] << 8));
            return true;
        }

        if (at + 1 < span.Length)
        {
            sample = BinaryPrimitives.ReadInt16LittleEndian(span[at..]);
            at += sizeof(short);
            return true;
        }

        if (at < span.Length)
            (_oddByte, _hasOddByte) = (span[at++], true);

        sample = 0;
        return false;
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
