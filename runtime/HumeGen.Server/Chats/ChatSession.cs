using System.Net.WebSockets;
using System.Text.Json.Nodes;
using HumeGen.Server.Chats.CustomLanguageModel;
using HumeGen.Server.Chats.Hearing;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Chats.Thinking;
using HumeGen.Server.Chats.Turns;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Server.Validation;
using HumeGen.Server.Webhooks;

namespace HumeGen.Server.Chats;

/// <summary>
/// A chat that is going on: what comes in from the connection that opened it, from those that joined and from the control plane is dealt
/// with one after the other, while the assistant speaks beside it.
/// </summary>
internal sealed class ChatSession : ISocketSession
{
    private static readonly AssistantEvent Inactivity = AssistantEvent.InactivityTimeout;
    private static readonly AssistantEvent MaxDuration = AssistantEvent.MaxDurationTimeout;

    private static readonly (WebSocketCloseStatus Code, string Reason) Stopping = (WebSocketCloseStatus.EndpointUnavailable, "The server stops.");

    private static readonly SocketFault NoRoom = new(
        "E0101", "The server has no room for more history of chats: all of it belongs to active ones. End some of them.");

    private readonly ChatServices _hume;
    private readonly ApiChannel _channel;
    private readonly ServerSocket _socket;
    private readonly IAsyncDisposable? _place;
    private readonly ChatConfig _config;
    private readonly ChatSettings _settings;
    private readonly ChatSubscribers _subscribers;
    private readonly Conversation _conversation = new();
    private readonly CustomLanguageModelClient? _customModel;
    private readonly ChatTurns _turns;
    private readonly ChatListener _listener;
    private readonly SettingsChanges _settingsChanges;
    private readonly ChatTimeouts _timeouts;
    private readonly ChatWebhooks _webhooks;
    private readonly RepeatedFaults _faults = new();
    private readonly AsyncLock _lock = new();
    private bool _ended;

    public ChatSession(ChatServices hume, AcceptedHandshake handshake, ChatConfig config, EngineVoice voice, ChatRecord chat, bool verbose, ChatWebhooks webhooks)
    {
        _hume = hume;
        _channel = handshake.Channel;
        _socket = handshake.Socket;
        _place = handshake.Place;
        _config = config;
        Chat = chat;
        _webhooks = webhooks;
        _settings = new ChatSettings(config, voice);
        _subscribers = new ChatSubscribers(_socket, chat.AllowConnection);
        _customModel = config.HasCustomModel ? new CustomLanguageModelClient(config.ModelResource, _settings, hume.Allowed, hume.Clock) : null;
        _timeouts = new ChatTimeouts(
            config, hume.Clock, () => _ = TimeOutAsync(Inactivity), () => _ = TimeOutAsync(MaxDuration), () => _ = InTurnAsync(NudgeAsync).AsTask());
        var tools = new ToolCalls(hume, chat.Id, _settings, _subscribers, _conversation) { Called = call => _webhooks.ToolCalled(_settings.SessionId, call) };
        var responder = new Responder(hume, config, _settings, _conversation, tools, _customModel, InTurnAsync);
        _turns = new ChatTurns(
            hume, handshake.Key, chat.Id, _settings, _subscribers, _conversation, tools, responder,
            _timeouts.AssistantEnded, () => _ = InTurnAsync(HangUpAsync).AsTask(), handshake.Trace.Failed);
        _listener = new ChatListener(hume, handshake.Key, config, verbose, _turns, InTurnAsync);
        _settingsChanges = new SettingsChanges(hume.Voices, _settings, _listener, _turns);
    }

    public ChatRecord Chat { get; }

    public async ValueTask StartAsync()
    {
        _socket.ChatId = Chat.Id;
        await _subscribers.SendAsync(MetadataFor(_socket), isPassing: true).ConfigureAwait(false);
    }

    /// <summary>Applies the settings of the handshake and begins to talk.</summary>
    /// <param name="settings">The settings; null without.</param>
    /// <param name="problems">Mistakes in them.</param>
    /// <param name="schema">Their schema.</param>
    /// <param name="variables">The values of variables as they were written.</param>
    /// <param name="resumed">The events of the chats that this one resumes.</param>
    public async ValueTask BeginAsync(
        JsonObject? settings, List<ValidationProblem> problems, Schema schema, JsonObject? variables, IReadOnlyList<ChatEvent> resumed)
    {
        using var held = await _lock.LockAsync().ConfigureAwait(false);
        ResumedHistory.AddTo(_conversation, resumed);
        if (settings is not null)
        {
            var fault = problems.Count > 0 ? ChatSettings.Fault(problems) : await _settingsChanges.ApplyAsync(settings, schema, variables).ConfigureAwait(false);
            if (fault is not null)
                await TellAsync(_socket, _faults, fault).ConfigureAwait(false);
        }

        _webhooks.Started(_settings.SessionId);
        var (greets, greeting) = _config.MessageOn(AssistantEvent.NewChat.Name);
        await _turns.OpenAsync(greets, greeting).ConfigureAwait(false);
        _timeouts.Start();
    }

    public async ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        using var held = await _lock.LockAsync().ConfigureAwait(false);
        if (_ended)
            return;

        await ReportAsync(_socket, _faults, await TakeAsync(type, message).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Takes a message from a connection that joined.</summary>
    public async ValueTask ReceiveFromAsync(
        ServerSocket other, RepeatedFaults faults, ApiChannel channel, WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        using var held = await _lock.LockAsync().ConfigureAwait(false);
        if (_ended)
            return;

        var fault = type == WebSocketMessageType.Binary && !BinaryFrame.IsJson(message.Span)
            ? new SocketFault("E0101", "The message is audio, which only the connection that opened the chat can send.")
            : await HandleAsync(message, channel).ConfigureAwait(false);
        await ReportAsync(other, faults, fault).ConfigureAwait(false);
    }

    /// <summary>Takes a message from the REST call of the control plane; false when the chat has ended.</summary>
    public async ValueTask<(bool Taken, SocketFault? Fault)> ReceiveAsync(JsonObject message, Schema settingsSchema)
    {
        using var held = await _lock.LockAsync().ConfigureAwait(false);
        return _ended ? (false, null) : (true, await HandleAsync(message, settingsSchema).ConfigureAwait(false));
    }

    public async ValueTask JoinAsync(ServerSocket other)
    {
        other.ChatId = Chat.Id;
        await _subscribers.JoinAsync(other, MetadataFor(other)).ConfigureAwait(false);
    }

    public ValueTask LeaveAsync(ServerSocket other) => _subscribers.LeaveAsync(other);

    public ValueTask FailAsync(Exception fault) =>
        _socket.SendAsync(ChatMessages.Error(new SocketFault("I0100", fault.Message), _socket.RequestId, _settings.SessionId));

    public ValueTask StopAsync() => InTurnAsync(() => EndAsync("USER_ENDED", Stopping));

    public async ValueTask DisposeAsync() => await InTurnAsync(() => EndAsync("USER_ENDED", null)).ConfigureAwait(false);

    /// <summary>Takes a message: audio, which comes as JSON or as it is, or another one, which may be in a binary frame too.</summary>
    private async ValueTask<SocketFault?> TakeAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        if (!await _hume.Chats.HasRoomAsync().ConfigureAwait(false))
            return NoRoom;

        if (type == WebSocketMessageType.Binary && BinaryFrame.IsAudio(message.Span, _settings.Audio is not null || _listener.KnowsForm))
            return await ListenAsync(_listener.ListenAsync(message)).ConfigureAwait(false);

        if (!_listener.TryRead(message.Span, out var isBase64))
            return await HandleAsync(message, _channel).ConfigureAwait(false);

        return isBase64 ? await ListenAsync(_listener.ListenAsync()).ConfigureAwait(false) : new SocketFault("E0201", "data: The audio is not base64.");
    }

    private async ValueTask<SocketFault?> HandleAsync(ReadOnlyMemory<byte> data, ApiChannel channel)
    {
        if (SocketJson.Parse(WebSocketMessageType.Text, data.Span, _hume.Limits, out var fault) is not { } message
            || SocketJson.SchemaOf(message, channel, out var type, out fault) is not { } schema)
        {
            return fault;
        }

        // Settings are checked when they are applied: mistakes in them have a code of their own.
        return type != "session_settings" && SocketJson.Check(message, schema) is { } problem
            ? problem
            : await HandleAsync(message, schema).ConfigureAwait(false);
    }

    /// <summary>Deals with a message that has been checked, but for session settings.</summary>
    private async ValueTask<SocketFault?> HandleAsync(JsonObject message, Schema schema)
    {
        if (!await _hume.Chats.HasRoomAsync().ConfigureAwait(false))
            return NoRoom;

        _timeouts.UserActed();
        switch (message.Text("type"))
        {
            case "session_settings":
                return await _settingsChanges.ApplyAsync(message, schema).ConfigureAwait(false);

            case "user_input":
                return await _turns.HearTextAsync(message.Text("text")!).ConfigureAwait(false);

            case "assistant_input":
                return _turns.SayInput(message.Text("text")!);

            case "tool_response" or "tool_error":
                return await _turns.TakeToolResultAsync(message).ConfigureAwait(false);

            case "pause_assistant_message":
                await _turns.PauseAsync().ConfigureAwait(false);
                return null;

            case "resume_assistant_message":
                await _turns.ResumeAsync().ConfigureAwait(false);
                return null;

            default:
                return new SocketFault("E0101", $"The type '{message.Text("type")}' is not taken here.");
        }
    }

    private async ValueTask<SocketFault?> ListenAsync(ValueTask<SocketFault?> listening)
    {
        var fault = await listening.ConfigureAwait(false);
        if (_listener.IsSpeech)
            _timeouts.UserActed();

        return fault;
    }

    private async ValueTask ReportAsync(ServerSocket socket, RepeatedFaults faults, SocketFault? fault)
    {
        if (fault is null)
            faults.Reset();
        else
            await TellAsync(socket, faults, fault).ConfigureAwait(false);
    }

    /// <summary>Tells the one who made a mistake, and ends the connection when it is the same mistake over and over.</summary>
    private async ValueTask TellAsync(ServerSocket socket, RepeatedFaults faults, SocketFault fault)
    {
        await socket.SendAsync(ChatMessages.Error(fault, socket.RequestId, _settings.SessionId)).ConfigureAwait(false);
        if (faults.Add(fault) is not { } reason)
            return;

        if (socket == _socket)
            await EndAsync("ERROR", (WebSocketCloseStatus.PolicyViolation, reason)).ConfigureAwait(false);
        else
            _ = socket.CloseOnceAsync(WebSocketCloseStatus.PolicyViolation, reason);
    }

    private async Task TimeOutAsync(AssistantEvent timeout)
    {
        await InTurnAsync(async () =>
        {
            var (speaks, text) = _config.MessageOn(timeout.Name);
            await _turns.SayLastAsync(speaks, text, timeout).ConfigureAwait(false);
            var (fault, status) = timeout == Inactivity
                ? (new SocketFault("E0714", $"The user was inactive for {_config.Inactivity!.Value.TotalSeconds:0} seconds."), "INACTIVITY_TIMEOUT")
                : (new SocketFault("E0715", $"The chat has lasted {_config.MaxDuration!.Value.TotalSeconds:0} seconds, as long as it may."), "MAX_DURATION_TIMEOUT");
            await _subscribers.SendAsync(ChatMessages.Error(fault, _socket.RequestId, _settings.SessionId)).ConfigureAwait(false);
            await EndAsync(status, (WebSocketCloseStatus.NormalClosure, fault.Slug)).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private ValueTask NudgeAsync()
    {
        if (_turns.Nudge())
            _timeouts.Nudged();
        else if (_turns.LeftToPlay is var left && left > TimeSpan.Zero)
            _timeouts.AssistantEnded(left);

        return ValueTask.CompletedTask;
    }

    private ValueTask HangUpAsync() => EndAsync("USER_ENDED", (WebSocketCloseStatus.NormalClosure, "hang_up"));

    /// <summary>Ends the chat in the history first: clients that see the close find it ended.</summary>
    private async ValueTask EndAsync(string status, (WebSocketCloseStatus Code, string Reason)? close)
    {
        if (_ended)
            return;

        _ended = true;
        _timeouts.Dispose();
        _listener.Dispose();
        try
        {
            await _turns.CloseAsync().ConfigureAwait(false);
            await _hume.Chats.AppendAsync(Chat.Id, "SYSTEM", "CHAT_END_MESSAGE", null).ConfigureAwait(false);
            await _hume.Chats.EndAsync(Chat.Id, status).ConfigureAwait(false);
        }
        finally
        {
            // Even when the store fails: nobody waits for a chat that is over.
            _customModel?.Dispose();
            _hume.Live.Remove(this);
            _webhooks.Ended(_settings.SessionId, status);
            if (_place is not null)
                await _place.DisposeAsync().ConfigureAwait(false);

            // Those who joined a chat that its user ends are done; where the server stops, they come again as the user does.
            var (end, why) = close == Stopping ? Stopping : (WebSocketCloseStatus.NormalClosure, "The chat has ended.");
            await _subscribers.EndAsync(end, why).ConfigureAwait(false);
            if (close is var (code, reason))
                _ = _socket.CloseOnceAsync(code, reason);
        }
    }

    private byte[] MetadataFor(ServerSocket socket) => ChatMessages.Metadata(Chat.Id, Chat.GroupId, socket.RequestId, _settings.SessionId);

    /// <summary>Runs something when nothing else of the chat runs, unless the chat has ended.</summary>
    private async ValueTask InTurnAsync(Func<ValueTask> act)
    {
        using var held = await _lock.LockAsync().ConfigureAwait(false);
        if (!_ended)
            await act().ConfigureAwait(false);
    }
}
