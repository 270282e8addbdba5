using HumeGen.Server.Engines;

namespace HumeGen.Server.Audio;

/// <summary>
/// Makes samples of one channel from what a client sends in pieces cut anywhere: raw PCM, a WAV file that may be streamed, or what a decoder knows. A
/// recording in another form may follow on the same connection.
/// </summary>
internal sealed class AudioInputDecoder(IEnumerable<IAudioDecoder> decoders) : IDisposable
{
    private const int LongestBeginning = 64 << 10;

    // Far more than a piece of a live stream holds, and little memory.
    private const int MostSamples = 60 * 48_000;

    private readonly IAudioDecoder[] _decoders = [.. decoders];
    private readonly WaveStream _wave = new();
    private readonly PcmReader _pcm = new();
    private readonly LimitedSamples _decoded = new(MostSamples);
    private readonly List<byte> _beginning = [];
    private PcmFormat? _raw;
    private bool _isReadingHeader;

    // The form of the recording once it is known: uncompressed, or that of a decoder.
    private PcmFormat? _format;
    private IAudioDecoder? _decoder;
    private IAudioDecoding? _decoding;

    /// <summary>Samples a second; 0 while it is not known.</summary>
    public int SampleRate => _decoding?.SampleRate ?? _format?.SampleRate ?? 0;

    /// <summary>The samples of the last piece; good until the next one.</summary>
    public ReadOnlyMemory<short> Samples => _decoding is null ? _pcm.Samples : _decoded.Written;

    /// <summary>Length of the last piece, in ms.</summary>
    public long Milliseconds => SampleRate == 0 ? 0 : Samples.Length * 1000L / SampleRate;

    /// <summary>Sets the form of raw audio; null when the audio comes in a container.</summary>
    public void Expect(PcmFormat? raw)
    {
        _raw = raw;
        Restart();
    }

    /// <summary>Takes the next piece of sound; says why when it cannot be heard.</summary>
    public string? Feed(ReadOnlyMemory<byte> piece)
    {
        _pcm.Clear();
        _decoded.Clear();
        string? error;
        try
        {
            error = FeedNext(piece);
        }
        catch (FormatException exception)
        {
            error = exception.Message;
        }
        catch (LimitedSamples.TooLongException)
        {
            error = "The piece holds more than 60 seconds of sound; send a live stream in pieces of about 20 to 100 ms.";
        }

        if (error is not null)
        {
            Restart();
            _pcm.Clear();
            _decoded.Clear();
        }

        return error;
    }

    public void Dispose() => Restart();

    private string? FeedNext(ReadOnlyMemory<byte> piece)
    {
        if (_isReadingHeader)
            return FeedHeader(piece);

        // Decoders take a further recording of their own kind as it is.
        if ((_format ?? (object?)_decoding) is not null
            && AudioForms.Recognize(piece.Span, _decoders, out var decoder) == true && (decoder is null || decoder != _decoder))
        {
            Restart();
        }

        if (_decoding is not null)
        {
            _decoding.Decode(piece.Span, _decoded);
            return null;
        }

        return _format is not null ? FeedPcm(piece) : FeedBeginning(piece);
    }

    /// <summary>Collects bytes until they tell the form of the recording.</summary>
    private string? FeedBeginning(ReadOnlyMemory<byte> piece)
    {
        if (_beginning.Count > 0)
        {
            _beginning.AddRange(piece.Span);
            piece = _beginning.ToArray();
        }

        var isKnown = AudioForms.Recognize(piece.Span, _decoders, out var decoder);
        if (isKnown is null && piece.Length < LongestBeginning)
        {
            if (_beginning.Count == 0)
                _beginning.AddRange(piece.Span);

            return null;
        }

        _beginning.Clear();
        if (isKnown == true && decoder is null)
            return FeedHeader(piece);

        if (decoder is not null)
        {
            _decoding = decoder.Start(isFile: false);
            _decoder = decoder;
            _decoding.Decode(piece.Span, _decoded);
            return null;
        }

        if (_raw is null)
            return $"The audio is in none of the forms that the server hears: {AudioForms.List(_decoders)}, or raw 16-bit PCM once session settings say so.";

        _format = _raw;
        return FeedPcm(piece);
    }

    private string? FeedHeader(ReadOnlyMemory<byte> piece)
    {
        var error = _wave.ReadHeader(ref piece, out _format);
        _isReadingHeader = error is null && _format is null;
        return error ?? (_isReadingHeader ? null : FeedPcm(piece));
    }

    private string? FeedPcm(ReadOnlyMemory<byte> piece)
    {
        _pcm.Read(piece.Span, _format!);
        return null;
    }

    private void Restart()
    {
        _format = null;
        _isReadingHeader = false;
        _wave.Reset();
        _pcm.Reset();
        _beginning.Clear();
        _decoding?.Dispose();
        _decoding = null;
        _decoder = null;
    }
}
