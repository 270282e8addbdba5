using HumeGen.Simulator.Batch;

namespace HumeGen.Simulator.Sockets;

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
    private readonly Hearing _hearing;
    private readonly IdleTimer _gap;
    private readonly Conversation _conversation;
    private readonly int _minInterruption;
    private readonly bool _verbose;
    private bool _started;
    private bool _hasBrokenIn;
    private int _wordsTold;

    /// <param name="config">How long silences and interruptions are.</param>
    /// <param name="verbose">Whether the words are told as they come.</param>
    /// <param name="conversation">What is said goes there.</param>
    /// <param name="clock">The clock to go by when the sound breaks off.</param>
    /// <param name="brokenOff">
    /// Called when no more sound comes in the midst of speech; it should see to it that <see cref="FinishAsync"/> is called.
    /// </param>
    public ChatListener(ChatConfig config, bool verbose, Conversation conversation, TimeProvider clock, Action brokenOff)
    {
        _hearing = new Hearing(config.EndOfTurnSilence);
        _gap = new IdleTimer(clock, LongestGap, brokenOff);
        _minInterruption = config.MinInterruption;
        _verbose = verbose;
        _conversation = conversation;
    }

    /// <summary>Whether somebody is speaking.</summary>
    public bool IsSpeech => _hearing.IsSpeech;

    /// <summary>Sets the form of raw audio; null when the audio comes in WAV.</summary>
    public void Expect(PcmFormat? raw) => _hearing.Expect(raw);

    /// <inheritdoc cref="AudioInputReader.TryRead"/>
    public bool TryRead(ReadOnlySpan<byte> message, out bool isBase64) => _reader.TryRead(message, out isBase64);

    /// <summary>Listens to the message that was read.</summary>
    public async ValueTask<SocketFault?> ListenAsync()
    {
        if (!_started)
        {
            _started = true;
            _conversation.StartRecording();
        }

        if (_hearing.Feed(_reader.Audio) is { } error)
        {
            return new SocketFault("E0202", $"data: {error}");
        }

        if (_hearing.FedMilliseconds > LongestPiece)
        {
            return new SocketFault(
                "E0723",
                $"data: The audio lasts {_hearing.FedMilliseconds} ms; send a live stream in pieces of about 20 to 100 ms, "
                + "not a whole recording.");
        }

        _gap.Touch();
        while (_hearing.TryNext(out var heard))
        {
            await HearAsync(heard).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Takes what is being said as finished.</summary>
    public ValueTask FinishAsync() => _hearing.TryFinish(out var heard) ? HearAsync(heard) : ValueTask.CompletedTask;

    public void Dispose()
    {
        _gap.Dispose();
        _reader.Dispose();
    }

    private async ValueTask HearAsync(Heard heard)
    {
        if (heard.Kind == HeardKind.Started)
        {
            _gap.Start();
            _hasBrokenIn = false;
            _wordsTold = 0;
            return;
        }

        var length = heard.End - heard.Begin;
        if (!_hasBrokenIn && length >= _minInterruption)
        {
            _hasBrokenIn = true;
            await _conversation.BreakInAsync().ConfigureAwait(false);
        }

        var text = MediaSource.Transcript(heard.Seed);
        if (heard.Kind == HeardKind.Finished)
        {
            _gap.Stop();
            await _conversation.HearSpeechAsync(text, heard).ConfigureAwait(false);
        }
        else if (_verbose)
        {
            await TellWordsAsync(text, heard, length).ConfigureAwait(false);
        }
    }

    /// <summary>A new word is understood about every 300 ms.</summary>
    private async ValueTask TellWordsAsync(string text, Heard heard, long length)
    {
        var words = text.Split(' ');
        var count = (int)Math.Min(words.Length, length / 300);
        if (count > _wordsTold)
        {
            _wordsTold = count;
            await _conversation.HearPartAsync(string.Join(' ', words[..count]), heard).ConfigureAwait(false);
        }
    }
}
