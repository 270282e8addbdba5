using HumeGen.Server.Audio;
using HumeGen.Server.Engines;
using HumeGen.Server.ExpressionMeasurement.Batch;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats;

/// <summary>
/// Turns the sound that a user sends into what they say: words as they come, if they are wanted, and the whole when it is finished. What is
/// said is invented, but the same sound says the same.
/// </summary>
internal sealed class ChatListener : IDisposable
{
    private const int LongestPiece = 10_000;

    // Longer than the silence that ends a turn, as a computer under load may hold pieces back for a while.
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(2);

    private readonly AudioInputReader _reader = new();
    private readonly AudioInputDecoder _decoder;
    private readonly SpeechDetector _detector;
    private readonly IdleTimer _gap;
    private readonly ChatTurns _turns;
    private readonly int _minInterruption;
    private readonly bool _verbose;
    private bool _started;
    private bool _hasBrokenIn;
    private int _wordsTold;

    /// <param name="config">Config with the lengths of silences and interruptions.</param>
    /// <param name="verbose">Whether partial words are reported.</param>
    /// <param name="turns">The turns of the chat, which take the words.</param>
    /// <param name="clock">The clock to go by when the sound breaks off.</param>
    /// <param name="brokenOff">
    /// Called when no more sound comes in the midst of speech; it should see to it that <see cref="FinishAsync"/> is called.
    /// </param>
    /// <param name="decoders">The decoders of compressed audio.</param>
    public ChatListener(
        ChatConfig config, bool verbose, ChatTurns turns, TimeProvider clock, Action brokenOff, IEnumerable<IAudioDecoder> decoders)
    {
        _decoder = new AudioInputDecoder(decoders);
        _detector = new SpeechDetector(config.EndOfTurnSilence);
        _gap = new IdleTimer(clock, LongestGap, brokenOff);
        _minInterruption = config.MinInterruption;
        _verbose = verbose;
        _turns = turns;
    }

    /// <summary>Whether somebody is speaking.</summary>
    public bool IsSpeech => _detector.IsSpeech;

    /// <summary>Sets the form of raw audio; null when the audio comes in WAV.</summary>
    public void Expect(PcmFormat? raw) => _decoder.Expect(raw);

    /// <inheritdoc cref="AudioInputReader.TryRead"/>
    public bool TryRead(ReadOnlySpan<byte> message, out bool isBase64) => _reader.TryRead(message, out isBase64);

    /// <summary>Listens to the message that was read.</summary>
    public async ValueTask<SocketFault?> ListenAsync()
    {
        if (!_started)
        {
            _started = true;
            _turns.StartRecording();
        }

        if (_decoder.Feed(_reader.Audio) is { } error)
            return new SocketFault("E0202", $"data: {error}");

        if (_decoder.Milliseconds > LongestPiece)
        {
            return new SocketFault(
                "E0723",
                $"data: The audio lasts {_decoder.Milliseconds} ms; send a live stream in pieces of about 20 to 100 ms, "
                + "not a whole recording.");
        }

        _gap.Touch();
        _detector.Feed(_decoder.Samples, _decoder.SampleRate);
        while (_detector.TryNext(out var speech))
            await HearAsync(speech).ConfigureAwait(false);

        return null;
    }

    /// <summary>Takes what is being said as finished.</summary>
    public ValueTask FinishAsync() => _detector.TryFinish(out var speech) ? HearAsync(speech) : ValueTask.CompletedTask;

    /// <summary>Gives back the memory of a long piece when it has been heard.</summary>
    public void Release() => _reader.Shrink();

    public void Dispose()
    {
        _gap.Dispose();
        _reader.Dispose();
        _decoder.Dispose();
    }

    private async ValueTask HearAsync(SpeechEvent speech)
    {
        if (speech.Kind == SpeechEventKind.Started)
        {
            _gap.Start();
            _hasBrokenIn = false;
            _wordsTold = 0;
            return;
        }

        var length = speech.End - speech.Begin;
        if (!_hasBrokenIn && length >= _minInterruption)
        {
            _hasBrokenIn = true;
            await _turns.BreakInAsync().ConfigureAwait(false);
        }

        var text = MediaSource.Transcript(speech.Seed);
        if (speech.Kind == SpeechEventKind.Finished)
        {
            _gap.Stop();
            await _turns.HearSpeechAsync(text, speech).ConfigureAwait(false);
        }
        else if (_verbose)
        {
            await TellWordsAsync(text, speech, length).ConfigureAwait(false);
        }
    }

    /// <summary>A new word is understood about every 300 ms.</summary>
    private async ValueTask TellWordsAsync(string text, SpeechEvent speech, long length)
    {
        var words = text.Split(' ');
        var count = (int)Math.Min(words.Length, length / 300);
        if (count > _wordsTold)
        {
            _wordsTold = count;
            await _turns.HearPartAsync(string.Join(' ', words[..count]), speech).ConfigureAwait(false);
        }
    }
}
