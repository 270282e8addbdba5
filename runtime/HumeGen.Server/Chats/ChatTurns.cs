using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.TextToSpeech;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats;

/// <summary>
/// The course of a chat: turns, interruptions, pauses and calls of tools. Everything goes to the subscribers and into the
/// history. The calls must come one after the other.
/// </summary>
internal sealed class ChatTurns
{
    // Calls that no client answers, and speech that no client waits for, must not pile up.
    private const int MaxPendingCalls = 100;
    private const int MaxWaitingTurns = 100;

    private readonly ChatServices _hume;
    private readonly string _chatId;
    private readonly ChatSettings _settings;
    private readonly ChatSubscribers _subscribers;
    private readonly SpeechOutput _output;
    private readonly Dictionary<string, ChatTool> _pendingCalls = new(StringComparer.Ordinal);
    private Func<ValueTask>? _held;
    private bool _paused;

    public ChatTurns(ChatServices hume, string chatId, ChatSettings settings, ChatSubscribers subscribers)
    {
        _hume = hume;
        _chatId = chatId;
        _settings = settings;
        _subscribers = subscribers;
        _output = new SpeechOutput(SaySentenceAsync, EndTurnAsync, hume.Clock);
    }

    /// <summary>Writes down how the chat begins, and says the greeting.</summary>
    public void Open(string? greeting)
    {
        if (_settings.Prompt is { } prompt)
            Record("SYSTEM", "SYSTEM_PROMPT", prompt);

        Record("SYSTEM", "CHAT_START_MESSAGE", null);
        if (greeting is not null)
            Say([greeting], fromText: false);
    }

    /// <summary>The user has typed something.</summary>
    public async ValueTask<SocketFault?> HearTextAsync(string text)
    {
        if (TooLong(text) is { } fault)
            return fault;

        await InterruptAsync(await _output.CutAsync().ConfigureAwait(false)).ConfigureAwait(false);
        Record("USER", "USER_MESSAGE", text);
        var message = ChatMessages.User(text, null, 0, 0, fromText: true, interim: false, _settings.SessionId);
        await _subscribers.SendAsync(message).ConfigureAwait(false);
        await AnswerAsync(text).ConfigureAwait(false);
        return null;
    }

    /// <summary>The user has said something.</summary>
    public async ValueTask HearSpeechAsync(string text, SpeechEvent speech)
    {
        await BreakInAsync().ConfigureAwait(false);
        Record("USER", "USER_MESSAGE", text, scoreSeed: speech.FullSeed);
        var message = ChatMessages.User(text, speech.FullSeed, speech.Begin, speech.End, fromText: false, interim: false, _settings.SessionId);
        await _subscribers.SendAsync(message).ConfigureAwait(false);
        await AnswerAsync(text).ConfigureAwait(false);
    }

    /// <summary>Sends what has been understood so far of what the user is saying.</summary>
    public ValueTask HearPartAsync(string text, SpeechEvent speech) =>
        _subscribers.SendAsync(ChatMessages.User(text, null, speech.Begin, speech.End, fromText: false, interim: true, _settings.SessionId));

    /// <summary>The client has begun to send sound.</summary>
    public void StartRecording() => Record("USER", "USER_RECORDING_START_MESSAGE", null);

    /// <summary>
    /// Falls silent because the user speaks, if the assistant can be heard. It can as long as a client that plays what it got still plays.
    /// </summary>
    public async ValueTask BreakInAsync()
    {
        var isHeard = _output.IsHeard;
        await InterruptAsync(await _output.CutAsync().ConfigureAwait(false) || isHeard).ConfigureAwait(false);
    }

    /// <summary>Speaks what the client puts into the assistant's mouth.</summary>
    public SocketFault? SayInput(string text)
    {
        if (TooLong(text) is { } fault)
            return fault;

        if (_output.Waiting >= MaxWaitingTurns)
            return new SocketFault("E0101", $"The assistant has {MaxWaitingTurns} things to say already; wait for assistant_end.");

        Say([text], fromText: true);
        return null;
    }

    private SocketFault? TooLong(string text) => text.Length <= _hume.Limits.SpokenCharacters
        ? null
        : new SocketFault("E0101", $"text: The server takes at most {_hume.Limits.SpokenCharacters} characters at once, not {text.Length}.");

    public async ValueTask<SocketFault?> TakeToolResultAsync(JsonObject message)
    {
        var id = message.Text("tool_call_id")!;
        if (!_pendingCalls.Remove(id, out var tool))
            return new SocketFault("E0400", $"tool_call_id: No call '{id}' waits for an answer.");

        var failed = message.Text("type") == "tool_error";
        Record("TOOL", "FUNCTION_CALL_RESPONSE", message.Text(failed ? "error" : "content"), metadata: ApiCall.ToText(message));
        await _subscribers.SendAsync(ChatMessages.Echo(message, _settings.SessionId)).ConfigureAwait(false);
        var content = message.Text("content");
        Say(failed ? Replies.WithFailure(content ?? tool.FallbackContent) : Replies.WithResult(content!), fromText: false);
        return null;
    }

    public async ValueTask PauseAsync()
    {
        Record("SYSTEM", "PAUSE_ONSET", null);
        _paused = true;
        if (await _output.CutAsync().ConfigureAwait(false))
            await EndTurnAsync().ConfigureAwait(false);
    }

    /// <summary>Lets the assistant speak again: it answers the last thing that was said meanwhile.</summary>
    public async ValueTask ResumeAsync()
    {
        Record("SYSTEM", "RESUME_ONSET", null);
        _paused = false;
        if (_held is { } held)
        {
            _held = null;
            await held().ConfigureAwait(false);
        }
    }

    public ValueTask TellSettingsAsync(JsonObject settings)
    {
        var kept = settings.DeepClone().AsObject();
        kept.Remove("language_model_api_key");
        Record("SYSTEM", "SESSION_SETTINGS", null, metadata: ApiCall.ToText(kept));
        return _subscribers.SendAsync(ChatMessages.Echo(kept, _settings.SessionId));
    }

    /// <summary>Says something before the chat ends, even in a pause, and waits until it is out.</summary>
    public async ValueTask SayLastAsync(string? text)
    {
        await _output.CutAsync().ConfigureAwait(false);
        if (text is not null)
        {
            _output.Say(new SpeechTurn([text], false, _settings.Voice));
            await _output.FinishAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask CloseAsync() => await _output.CutAsync().ConfigureAwait(false);

    private async ValueTask InterruptAsync(bool interrupted)
    {
        if (interrupted)
        {
            Record("USER", "USER_INTERRUPTION", null);
            var now = _hume.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            await _subscribers.SendAsync(ChatMessages.UserInterruption(now, _settings.SessionId)).ConfigureAwait(false);
        }
    }

    private async ValueTask AnswerAsync(string text)
    {
        if (_paused)
        {
            _held = () => AnswerAsync(text);
            return;
        }

        foreach (var tool in _settings.Tools)
        {
            if (tool.ArgumentsFor(text) is { } arguments)
            {
                // The oldest is taken for forgotten.
                if (_pendingCalls.Count >= MaxPendingCalls)
                    _pendingCalls.Remove(_pendingCalls.Keys.First());

                var id = "call_" + _hume.Ids.Next();
                _pendingCalls.Add(id, tool);
                var call = ChatMessages.ToolCall(id, tool.Name, arguments, _settings.SessionId);
                Record("AGENT", "FUNCTION_CALL", null, metadata: System.Text.Encoding.UTF8.GetString(call));
                await _subscribers.SendAsync(call).ConfigureAwait(false);
                return;
            }
        }

        Say(Replies.To(text), fromText: false);
    }

    private void Say(IReadOnlyList<string> sentences, bool fromText)
    {
        if (_paused)
        {
            _held = () =>
            {
                Say(sentences, fromText);
                return ValueTask.CompletedTask;
            };
        }
        else
        {
            _output.Say(new SpeechTurn(sentences, fromText, _settings.Voice));
        }
    }

    private async ValueTask<TimeSpan> SaySentenceAsync(SpeechTurn turn, int index, CancellationToken cut)
    {
        var text = turn.Sentences[index];
        var id = _hume.Ids.Next();
        var session = _settings.SessionId;
        await _subscribers.SendAsync(ChatMessages.Assistant(id, text, turn.FromText, session), cut).ConfigureAwait(false);
        var message = Record("AGENT", "AGENT_MESSAGE", text);
        await _subscribers.SendAsync(ChatMessages.AssistantProsody(id, text, session), cut).ConfigureAwait(false);
        Record("AGENT", "ASSISTANT_PROSODY", null, scoreSeed: text, relatedEventId: message);
        var (pieces, samples) = (0, 0L);
        await foreach (var piece in _hume.Speech.SpeakAsync(new SpeechPrompt(text, turn.Voice), cut).ConfigureAwait(false))
        {
            samples += piece.Samples.Length;
            var wave = AudioFormat.Of(null).Pack(piece.Samples.Span);
            await _subscribers.SendAsync(ChatMessages.AudioOutput(id, pieces++, wave, session), cut).ConfigureAwait(false);
        }

        return TimeSpan.FromSeconds((double)samples / SpeechSynthesizer.SampleRate);
    }

    private ValueTask EndTurnAsync() => _subscribers.SendAsync(ChatMessages.AssistantEnd(_settings.SessionId));

    private string Record(
        string role, string type, string? text, string? scoreSeed = null, string? metadata = null, string? relatedEventId = null) =>
        _hume.Chats.Append(_chatId, role, type, text, scoreSeed, metadata, relatedEventId).Id;
}
