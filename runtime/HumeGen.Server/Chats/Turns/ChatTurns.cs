using System.Diagnostics;
using System.Text.Json.Nodes;
using HumeGen.Server.Authentication;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Chats.Speaking;
using HumeGen.Server.Chats.Thinking;
using HumeGen.Server.Engines;
using HumeGen.Server.Telemetry;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats.Turns;

/// <summary>
/// The course of a chat: turns of the user and the assistant, interruptions and pauses. Everything goes to the subscribers and into the history.
/// The calls must come one after the other.
/// </summary>
internal sealed class ChatTurns
{
    // Speech that no client waits for must not pile up.
    private const int MaxWaitingTurns = 100;

    private readonly ChatServices _hume;
    private readonly string _chatId;
    private readonly ChatSettings _settings;
    private readonly ChatSubscribers _subscribers;
    private readonly Conversation _conversation;
    private readonly ToolCalls _tools;
    private readonly Responder _responder;
    private readonly ChatRecorder _recorder;
    private readonly SpeechOutput _output;
    private readonly Action<TimeSpan> _assistantEnded;
    private readonly Action _hangUp;
    private readonly Func<Exception, string> _failed;
    private readonly AnswerTimer _timer = new();
    private Action? _held;
    private bool _paused;

    /// <param name="hume">The parts of the server.</param>
    /// <param name="key">Counts what is spoken for the API key of the client.</param>
    /// <param name="chatId">The chat.</param>
    /// <param name="settings">Settings of the session.</param>
    /// <param name="subscribers">Those who hear the chat.</param>
    /// <param name="conversation">The conversation so far.</param>
    /// <param name="tools">The tools that the assistant calls.</param>
    /// <param name="responder">Writes answers.</param>
    /// <param name="assistantEnded">Called when the assistant has finished a turn, with the time for which clients still play it.</param>
    /// <param name="hangUp">Called when the assistant ends the chat.</param>
    /// <param name="failed">Logs a fault of the server or of an engine, and gives the words for clients.</param>
    public ChatTurns(
        ChatServices hume,
        KeyMeter key,
        string chatId,
        ChatSettings settings,
        ChatSubscribers subscribers,
        Conversation conversation,
        ToolCalls tools,
        Responder responder,
        Action<TimeSpan> assistantEnded,
        Action hangUp,
        Func<Exception, string> failed)
    {
        (_hume, _chatId, _settings, _subscribers, _conversation) = (hume, chatId, settings, subscribers, conversation);
        (_tools, _responder, _assistantEnded, _hangUp, _failed) = (tools, responder, assistantEnded, hangUp, failed);
        _recorder = new ChatRecorder(hume.Recordings, chatId, hume.Limits.AudioSeconds, failed);
        var speaker = new SentenceSpeaker(hume, key, chatId, settings, subscribers, conversation, _recorder, _timer, TellAsync);
        _output = new SpeechOutput(speaker.SayAsync, TellAsync, EndTurnAsync, hume.Clock);
    }

    /// <summary>Writes down how the chat begins, and greets.</summary>
    public async ValueTask OpenAsync(bool greets, string? greeting)
    {
        if (_settings.Prompt is { } prompt)
            await RecordAsync("SYSTEM", "SYSTEM_PROMPT", prompt).ConfigureAwait(false);

        await RecordAsync("SYSTEM", "CHAT_START_MESSAGE", null).ConfigureAwait(false);
        if (greets)
            Say(greeting, AssistantEvent.NewChat);
    }

    /// <summary>The user has typed something.</summary>
    public async ValueTask<SocketFault?> HearTextAsync(string text)
    {
        if (TooLong(text) is { } fault)
            return fault;

        var typed = Stopwatch.GetTimestamp();
        await InterruptAsync(await _output.CutAsync().ConfigureAwait(false)).ConfigureAwait(false);
        await RecordAsync("USER", "USER_MESSAGE", text).ConfigureAwait(false);
        _conversation.AddUser(Conversation.WithContext(text, _settings.PersistentContext), null);
        var message = ChatMessages.User(text, null, 0, 0, fromText: true, interim: false, _settings.SessionId);
        await _subscribers.SendAsync(message).ConfigureAwait(false);
        _timer.Start(typed);
        Answer();
        return null;
    }

    /// <summary>The user has said something.</summary>
    /// <param name="text">The words.</param>
    /// <param name="scores">The scores of the voice.</param>
    /// <param name="speech">The sound.</param>
    /// <param name="begin">The time of its start, in ms from the start of the audio.</param>
    /// <param name="end">The time of its end, in ms from the start of the audio.</param>
    /// <param name="ended">The timestamp at which it had been said.</param>
    public async ValueTask HearSpeechAsync(string text, IReadOnlyList<ExpressionScore>? scores, AudioSamples speech, long begin, long end, long ended)
    {
        await BreakInAsync().ConfigureAwait(false);
        await _recorder.AddAsync(speech).ConfigureAwait(false);
        await RecordAsync("USER", "USER_MESSAGE", text, scores).ConfigureAwait(false);
        _conversation.AddUser(Conversation.WithContext(text, _settings.PersistentContext), scores, begin, end);
        var message = ChatMessages.User(text, scores, begin, end, fromText: false, interim: false, _settings.SessionId);
        await _subscribers.SendAsync(message).ConfigureAwait(false);
        _timer.Start(ended);
        Answer();
    }

    /// <summary>Sends what has been understood so far of what the user is saying.</summary>
    public ValueTask HearPartAsync(string text, long begin, long end) => _subscribers.SendAsync(
        ChatMessages.User(text, null, begin, end, fromText: false, interim: true, _settings.SessionId), isPassing: true);

    /// <summary>The client has begun to send sound.</summary>
    public ValueTask StartRecordingAsync() => RecordAsync("USER", "USER_RECORDING_START_MESSAGE", null);

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

        SayOrHold(() => SpeechTurn.Of(text, fromText: true, _settings.Voice));
        return null;
    }

    /// <summary>Takes the answer of a tool.</summary>
    public async ValueTask<SocketFault?> TakeToolResultAsync(JsonObject message)
    {
        var (goesOn, fault) = await _tools.TakeResultAsync(message).ConfigureAwait(false);
        if (goesOn)
            Answer();

        return fault;
    }

    public async ValueTask PauseAsync()
    {
        await RecordAsync("SYSTEM", "PAUSE_ONSET", null).ConfigureAwait(false);
        _paused = true;
        if (await _output.CutAsync().ConfigureAwait(false))
            await EndTurnAsync().ConfigureAwait(false);
    }

    /// <summary>Lets the assistant speak again: it answers the last thing that was said meanwhile.</summary>
    public async ValueTask ResumeAsync()
    {
        await RecordAsync("SYSTEM", "RESUME_ONSET", null).ConfigureAwait(false);
        _paused = false;
        var held = _held;
        _held = null;
        held?.Invoke();
    }

    /// <summary>Writes settings that were applied into the history, and tells the subscribers.</summary>
    /// <param name="settings">The settings as they go to the subscribers.</param>
    /// <param name="recorded">The settings as the history has them.</param>
    public async ValueTask TellSettingsAsync(JsonObject settings, JsonObject recorded)
    {
        await RecordAsync("SYSTEM", "SESSION_SETTINGS", ApiCall.ToText(recorded)).ConfigureAwait(false);
        await _subscribers.SendAsync(ChatMessages.Echo(settings, _settings.SessionId)).ConfigureAwait(false);
    }

    /// <summary>The time for which a client still plays what the assistant has said.</summary>
    public TimeSpan LeftToPlay => _output.LeftToPlay;

    /// <summary>Invites a user to speak who is silent; false when something is being said or paused.</summary>
    public bool Nudge()
    {
        if (_paused || _output.IsHeard)
            return false;

        Say(null, AssistantEvent.Nudge);
        return true;
    }

    /// <summary>Says something before the chat ends, even in a pause, and waits until it is out.</summary>
    public async ValueTask SayLastAsync(bool speaks, string? text, AssistantEvent @event)
    {
        await _output.CutAsync().ConfigureAwait(false);
        if (speaks)
        {
            _output.Say(Turn(text, @event));
            await _output.FinishAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Tells everybody that an engine has failed.</summary>
    public ValueTask TellAsync(EngineException fault) =>
        _subscribers.SendAsync(ChatMessages.Error(FaultOf(fault), _subscribers.RequestId, _settings.SessionId));

    /// <summary>The failure of an engine as clients hear of it; what only operators may know goes to the log.</summary>
    public SocketFault FaultOf(EngineException fault) => new(fault.Code, fault.Code == "I0100" ? _failed(fault) : fault.Message);

    public async ValueTask CloseAsync()
    {
        await _output.CutAsync().ConfigureAwait(false);
        await _recorder.EndAsync().ConfigureAwait(false);
    }

    private SocketFault? TooLong(string text) => text.Length <= _hume.Limits.SpokenCharacters
        ? null
        : new SocketFault("E0101", $"text: The server takes at most {_hume.Limits.SpokenCharacters} characters at once, not {text.Length}.");

    private async ValueTask InterruptAsync(bool interrupted)
    {
        if (interrupted)
        {
            await RecordAsync("USER", "USER_INTERRUPTION", null).ConfigureAwait(false);
            var now = _hume.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            await _subscribers.SendAsync(ChatMessages.UserInterruption(now, _settings.SessionId)).ConfigureAwait(false);
        }
    }

    private void Answer() => SayOrHold(() => _responder.Start(null, _hangUp, _output.Cut));

    private void Say(string? text, AssistantEvent @event) => SayOrHold(() => Turn(text, @event));

    private SpeechTurn Turn(string? text, AssistantEvent @event) =>
        text is not null ? SpeechTurn.Of(_settings.Fill(text, _hume.Clock.GetUtcNow()), fromText: false, _settings.Voice) : _responder.Start(@event, _hangUp, _output.Cut);

    private void SayOrHold(Func<SpeechTurn> turn)
    {
        if (_paused)
            _held = () => _output.Say(turn());
        else
            _output.Say(turn());
    }

    private async ValueTask EndTurnAsync()
    {
        await _subscribers.SendAsync(ChatMessages.AssistantEnd(_settings.SessionId)).ConfigureAwait(false);
        _assistantEnded(LeftToPlay);
    }

    private async ValueTask RecordAsync(string role, string type, string? text, IReadOnlyList<ExpressionScore>? scores = null) =>
        await _hume.Chats.AppendAsync(_chatId, role, type, text, scores).ConfigureAwait(false);
}
