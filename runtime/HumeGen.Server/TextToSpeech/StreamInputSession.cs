using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using HumeGen.Server.Audio;
using HumeGen.Server.Authentication;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Server.Validation;
using HumeGen.Server.Voices;

namespace HumeGen.Server.TextToSpeech;

/// <summary>
/// Speaks text that is still being written: whatever makes a whole sentence at once, the rest when it is told to. It goes on reading while it speaks, so that
/// it notices when the client goes away. A fault ends the connection: an error message says why, and so does the close.
/// </summary>
internal sealed class StreamInputSession : ISocketSession
{
    // A client that is further ahead waits for its turn.
    private const int MaxWaitingSentences = 64;

    private readonly AcceptedHandshake _handshake;
    private readonly TtsServices _tts;
    private readonly WaitingText _text;
    private readonly TtsMessages _messages;
    private readonly SpeechStream _stream;
    private readonly bool _instant;
    private readonly string? _version;
    private readonly CancellationTokenSource _gone = new();
    private readonly Channel<Func<Task>> _work = Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(MaxWaitingSentences) { SingleReader = true });

    private Task _working = Task.CompletedTask;
    private bool _ended;
    private int _utterance;
    private string? _generationId;
    private EngineVoice? _generationVoice;

    private StreamInputSession(AcceptedHandshake handshake, TtsServices tts)
    {
        var query = handshake.Query;
        var binary = query.Flag("no_binary") != true;
        _handshake = handshake;
        _tts = tts;
        _instant = query.Flag("instant_mode") != false;
        _version = query.Text("version");
        _text = new WaitingText(tts.Limits.SpokenCharacters);
        _messages = new TtsMessages(handshake.Socket.RequestId);
        _stream = new SpeechStream(
            AudioFormat.Of(new JsonObject { ["type"] = query.Text("format_type") }, tts.Engines),
            query.Flag("strip_headers") == true,
            _version == "1" ? [] : query.Texts("include_timestamp_types"),
            _messages,
            (item, audio) => SendAsync(item, binary ? audio : null));
    }

    private ServerSocket Socket => _handshake.Socket;

    public static void Register(SocketHost host, TtsServices tts) => host.On("/v0/tts/stream/input", async handshake =>
    {
        tts.Speech.RequireEngine();
        await handshake.RequireAudioAsync().ConfigureAwait(false);
        return new StreamInputSession(handshake, tts);
    });

    public async ValueTask StartAsync()
    {
        _working = Task.Run(WorkAsync);
        if (_handshake.Query.Text("context_generation_id") is not { } id)
            return;

        if (await _tts.Voices.FindGenerationAsync(id, _gone.Token).ConfigureAwait(false) is { } voice)
        {
            _text.Follow(voice);
            return;
        }

        var fault = new SocketFault("E0400", $"There is no generation '{id}'; take the id from the answer of a synthesis.");
        await EndAsync(() => FailAsync(fault, WebSocketCloseStatus.PolicyViolation)).ConfigureAwait(false);
    }

    public async ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        if (_ended)
            return;

        var published = SocketJson.Parse(type, message.Span, _handshake.Limits, out var fault);
        fault ??= await TakeAsync(published!).ConfigureAwait(false);
        if (fault is not null)
        {
            await EndAsync(() => FailAsync(fault, WebSocketCloseStatus.PolicyViolation)).ConfigureAwait(false);
            return;
        }

        var close = published!.Flag("close") == true;
        var flush = close || published!.Flag("flush") == true;
        var transcribed = !_instant || !_text.HasVoice;
        foreach (var prompt in _text.TakeSentences(all: flush))
        {
            var snippet = new Snippet(_tts.Ids.Next(), _utterance, prompt);
            await AddAsync(() => SpeakAsync(snippet, transcribed ? prompt.Text : null)).ConfigureAwait(false);
        }

        if (flush)
            _utterance++;

        if (close)
            await EndAsync(() => Socket.CloseOnceAsync(WebSocketCloseStatus.NormalClosure)).ConfigureAwait(false);
    }

    public async ValueTask FailAsync(Exception fault) => await TellAsync(new SocketFault("I0100", fault.Message)).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync().ConfigureAwait(false);
        _work.Writer.TryComplete();
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stream.Dispose();
        _gone.Dispose();
    }

    /// <summary>Checks a message and takes over what it says; says what is wrong with it.</summary>
    private async ValueTask<SocketFault?> TakeAsync(JsonObject published)
    {
        var problems = SchemaValidator.Validate(published, _handshake.Channel.Messages[""], []);
        if (problems.Count == 0)
        {
            var voice = await new UtteranceReader(_tts.Voices, problems, _gone.Token).FindVoiceAsync(published.Object("voice"), "voice").ConfigureAwait(false);
            UtteranceReader.CheckVersion(_version, voice, problems, "voice");
            _text.Add(published, voice, problems);
        }

        return problems.Count > 0 ? SocketJson.Invalid(problems) : null;
    }

    private async Task SpeakAsync(Snippet snippet, string? transcribedText)
    {
        var prompt = snippet.Prompt;
        if (_generationId is null || _generationVoice != prompt.Voice)
        {
            _generationId = await _tts.Voices.AddGenerationAsync(prompt.Voice, _gone.Token).ConfigureAwait(false);
            _generationVoice = prompt.Voice;
        }

        var speech = _tts.Speech.SpeakAsync(prompt, _handshake.Key, _gone.Token);
        await _stream.SendAsync(speech, snippet, _generationId, transcribedText, snippet.UtteranceIndex, _gone.Token).ConfigureAwait(false);
    }

    /// <summary>Does one thing after the other, until the connection ends.</summary>
    private async Task WorkAsync()
    {
        try
        {
            await foreach (var act in _work.Reader.ReadAllAsync(_gone.Token).ConfigureAwait(false))
                await act().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The client is gone.
        }
        catch (Exception exception)
        {
            var limit = exception switch
            {
                KeyLimitException ofKey => ofKey.Fault,
                SpeechLimitException => new SocketFault("E0101", exception.Message),
                _ => null,
            };
            _work.Writer.TryComplete();
            await FailAsync(
                limit ?? new SocketFault("I0100", _handshake.Trace.Failed(exception)),
                limit is null ? WebSocketCloseStatus.InternalServerError : WebSocketCloseStatus.PolicyViolation).ConfigureAwait(false);
        }
    }

    private async Task FailAsync(SocketFault fault, WebSocketCloseStatus code)
    {
        await TellAsync(fault).ConfigureAwait(false);
        await Socket.CloseOnceAsync(code, $"{fault.Code}: {fault.Message}").ConfigureAwait(false);
    }

    private Task TellAsync(SocketFault fault) => SendAsync(_messages.Error(fault.Code, fault.Slug, fault.Message), null);

    /// <summary>Adds the last thing to do: nothing that comes in after it matters.</summary>
    private async ValueTask EndAsync(Func<Task> last)
    {
        _ended = true;
        await AddAsync(last).ConfigureAwait(false);
        _work.Writer.TryComplete();
    }

    private async ValueTask AddAsync(Func<Task> act)
    {
        try
        {
            await _work.Writer.WriteAsync(act, _gone.Token).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // It has failed, and the client hears of that.
        }
    }

    private Task SendAsync(JsonObject item, byte[]? audio) => audio is null
        ? Socket.SendAsync(ApiCall.ToUtf8(item), WebSocketMessageType.Text, _gone.Token).AsTask()
        : Socket.SendAsync(audio, WebSocketMessageType.Binary, _gone.Token).AsTask();
}
