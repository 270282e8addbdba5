using System.Diagnostics;
using HumeGen.Server.Audio;
using HumeGen.Server.Authentication;
using HumeGen.Server.Chats.Turns;
using HumeGen.Server.Engines;
using HumeGen.Server.Telemetry;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats.Hearing;

/// <summary>Turns the sound that a user sends into what they say: words as they come, if they are wanted, and the whole when a turn is over.</summary>
internal sealed class ChatListener : IDisposable
{
    private const int LongestPiece = 10_000;

    // Longer than the silence that ends a turn, as a computer under load may hold pieces back for a while.
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(2);

    private readonly ChatServices _hume;
    private readonly KeyMeter _key;
    private readonly AudioInputReader _reader = new();
    private readonly AudioInputDecoder _decoder;
    private readonly TurnDetector _detector;
    private readonly BargeIn _bargeIn;
    private readonly SpeechRecognizer _recognizer;
    private readonly IdleTimer _gap;
    private readonly ChatTurns _turns;
    private readonly Func<Func<ValueTask>, ValueTask> _inTurn;
    private readonly CancellationTokenSource _over = new();
    private readonly bool _verbose;
    private bool _started;
    private bool _detectorFails;
    private Task<string>? _transcript;
    private Task _lastTurn = Task.CompletedTask;

    /// <param name="hume">The parts of the server.</param>
    /// <param name="key">Counts what is heard for the API key of the client.</param>
    /// <param name="config">Config with the lengths of silences and interruptions.</param>
    /// <param name="verbose">Whether partial words are reported.</param>
    /// <param name="turns">The turns of the chat, which take the words.</param>
    /// <param name="inTurn">Runs something when nothing else of the chat runs, unless the chat has ended.</param>
    public ChatListener(ChatServices hume, KeyMeter key, ChatConfig config, bool verbose, ChatTurns turns, Func<Func<ValueTask>, ValueTask> inTurn)
    {
        _hume = hume;
        _key = key;
        _detector = new TurnDetector(hume.Engines.VoiceActivityDetector, config);
        _bargeIn = new BargeIn(config);
        _recognizer = new SpeechRecognizer(hume);
        _decoder = new AudioInputDecoder(hume.Engines.AudioDecoders);
        _gap = new IdleTimer(hume.Clock, LongestGap, () => _ = inTurn(FinishAsync).AsTask());
        _verbose = verbose;
        _turns = turns;
        _inTurn = inTurn;
    }

    /// <summary>Whether somebody is speaking.</summary>
    public bool IsSpeech => _detector.IsSpeech;

    /// <summary>Whether sound has been heard whose form is known, so that more of it needs no header.</summary>
    public bool KnowsForm => _decoder.SampleRate > 0;

    /// <summary>Sets the form of raw audio; null when the audio comes in a container.</summary>
    public void Expect(PcmFormat? raw) => _decoder.Expect(raw);

    /// <inheritdoc cref="AudioInputReader.TryRead"/>
    public bool TryRead(ReadOnlySpan<byte> message, out bool isBase64) => _reader.TryRead(message, out isBase64);

    /// <summary>Listens to the message that was read.</summary>
    public async ValueTask<SocketFault?> ListenAsync()
    {
        var fault = await ListenAsync(_reader.Audio).ConfigureAwait(false);
        _reader.Shrink();
        return fault;
    }

    /// <summary>Listens to the next bytes of sound.</summary>
    public async ValueTask<SocketFault?> ListenAsync(ReadOnlyMemory<byte> audio)
    {
        if (!_started)
        {
            _started = true;
            await _turns.StartRecordingAsync().ConfigureAwait(false);
        }

        if (_decoder.Feed(audio) is { } error)
            return new SocketFault("E0202", $"data: {error}");

        if (_decoder.Milliseconds > LongestPiece)
        {
            return new SocketFault(
                "E0723",
                $"data: The audio lasts {_decoder.Milliseconds} ms; send a live stream in pieces of about 20 to 100 ms, "
                + "not a whole recording.");
        }

        try
        {
            _key.UseAudio(_decoder.Samples.Length, _decoder.SampleRate);
        }
        catch (KeyLimitException limit)
        {
            return limit.Fault;
        }

        _gap.Touch();
        await DetectAsync(() => _detector.DetectAsync(_decoder.Samples, _decoder.SampleRate, HearAsync)).ConfigureAwait(false);
        return null;
    }

    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
        _gap.Dispose();
        _detector.Dispose();
        _reader.Dispose();
        _decoder.Dispose();
    }

    private ValueTask FinishAsync() => DetectAsync(() => _detector.FinishAsync(HearAsync));

    /// <summary>Lets the detector work. That it fails is told once, rather than for every piece of sound, until it works again.</summary>
    private async ValueTask DetectAsync(Func<ValueTask> detect)
    {
        try
        {
            await detect().ConfigureAwait(false);
            _detectorFails = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (!_detectorFails)
                await _turns.TellAsync(fault as EngineException ?? new EngineException("The voice activity detector has failed.", fault)).ConfigureAwait(false);

            _detectorFails = true;
        }
    }

    private async ValueTask HearAsync(TurnEvent turn)
    {
        if (turn.Kind == VoiceActivityKind.Started)
        {
            _gap.Start();
            var cancel = _over.Token;
            Func<string, ValueTask> heard = _verbose ? words => HearPartAsync(words, turn) : static _ => ValueTask.CompletedTask;
            _transcript = Task.Run(() => _recognizer.TranscribeAsync(turn.Recording, heard, cancel), cancel);
        }

        if (_bargeIn.Interrupts(turn))
            await _turns.BreakInAsync().ConfigureAwait(false);

        if (turn.Kind == VoiceActivityKind.Ended)
        {
            _gap.Stop();
            var (transcript, previous) = (_transcript!, _lastTurn);
            var stage = Stage.Hearing();
            var ended = Stopwatch.GetTimestamp();
            _lastTurn = Task.Run(() => FinishTurnAsync(turn, transcript, previous, stage, ended));
        }
    }

    private ValueTask HearPartAsync(string words, TurnEvent turn) =>
        _inTurn(() => _turns.HearPartAsync(words, turn.Begin, (long)(turn.Begin + turn.Recording.Duration.TotalMilliseconds)));

    /// <summary>Hands on what was said, after the turns before.</summary>
    private async Task FinishTurnAsync(TurnEvent turn, Task<string> transcript, Task previous, Stage stage, long ended)
    {
        using var hearing = stage;
        try
        {
            var speech = turn.Recording.Cut(turn.FirstSample, turn.LastSample);
            var scores = await MeasureAsync(speech).ConfigureAwait(false);
            await previous.ConfigureAwait(false);
            var text = await transcript.ConfigureAwait(false);
            hearing.End();
            if (text.Length > 0)
                await _inTurn(() => _turns.HearSpeechAsync(text, scores, speech, turn.Begin, turn.End, ended)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The chat has ended.
        }
        catch (Exception fault)
        {
            // Later turns wait for this one, so that it must not fail.
            await _inTurn(() => _turns.TellAsync(fault as EngineException ?? new EngineException("A turn could not be heard.", fault))).ConfigureAwait(false);
        }
    }

    /// <summary>The scores of what was said; null when there is no engine for them, or when it fails, which is told.</summary>
    private async ValueTask<IReadOnlyList<ExpressionScore>?> MeasureAsync(AudioSamples speech)
    {
        if (_hume.Engines.Prosody is not { } prosody)
            return null;

        try
        {
            return await _hume.Reader("engine that measures prosody").CallAsync(stop => prosody.MeasureAsync(speech, stop), _over.Token).ConfigureAwait(false);
        }
        catch (EngineException fault)
        {
            await _inTurn(() => _turns.TellAsync(fault)).ConfigureAwait(false);
            return null;
        }
    }
}
