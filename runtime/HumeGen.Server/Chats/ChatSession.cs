using System.Net.WebSockets;
using System.Text.Json.Nodes;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Server.Validation;
using HumeGen.Server.Voices;

namespace HumeGen.Server.Chats;

/// <summary>
/// A chat that is going on: what comes in from the connection that opened it, from those that joined and from the control plane is dealt
/// with one after the other, while the assistant speaks on the side.
/// </summary>
internal sealed class ChatSession : ISocketSession
{
    private const string Inactivity = "inactivity";
    private const string MaxDuration = "max_duration";

    private static readonly SocketFault NoRoom = new(
        "E0101", "The server has no room for more history of chats: all of it belongs to active ones. End some of them.");

    private readonly ChatServices _hume;
    private readonly ApiChannel _channel;
    private readonly ServerSocket _socket;
    private readonly ChatConfig _config;
    private readonly ChatSettings _settings;
    private readonly ChatSubscribers _subscribers;
    private readonly ChatTurns _turns;
    private readonly ChatListener _listener;
    private readonly RepeatedFaults _faults = new();
    private readonly AsyncLock _lock = new();
    private readonly IdleTimer? _inactivity;
    private readonly IdleTimer? _maxDuration;
    private bool _ended;

    public ChatSession(ChatServices hume, ApiChannel channel, ServerSocket socket, ChatConfig config, EngineVoice voice, Chat chat, bool verbose)
    {
        _hume = hume;
        _channel = channel;
        _socket = socket;
        _config = config;
        Chat = chat;
        _settings = new ChatSettings(config, voice);
        _subscribers = new ChatSubscribers(socket);
        _turns = new ChatTurns(hume, chat.Id, _settings, _subscribers);
        _listener = new ChatListener(config, verbose, _turns, hume.Clock, () => _ = InTurnAsync(ListenNoMoreAsync).AsTask(), hume.Engines.AudioDecoders);
        _inactivity = config.Inactivity is { } silence ? new IdleTimer(hume.Clock, silence, () => _ = TimeOutAsync(Inactivity)) : null;
        _maxDuration = config.MaxDuration is { } longest ? new IdleTimer(hume.Clock, longest, () => _ = TimeOutAsync(MaxDuration)) : null;
    }

    public Chat Chat { get; }

    public async ValueTask StartAsync()
    {
        _socket.ChatId = Chat.Id;
        await _subscribers.SendAsync(MetadataFor(_socket)).ConfigureAwait(false);
    }

    /// <summary>Applies the settings of the handshake and begins to talk.</summary>
    public async ValueTask BeginAsync(JsonObject? settings, List<ValidationProblem> problems, Schema schema)
    {
        using var held = await _lock.LockAsync().ConfigureAwait(false);
        if (settings is not null)
        {
            var fault = problems.Count > 0 ? ChatSettings.Fault(problems) : await ApplyAsync(settings, schema).ConfigureAwait(false);
            if (fault is not null)
                await TellAsync(_socket, _faults, fault).ConfigureAwait(false);
        }

        _turns.Open(_config.TextOn("on_new_chat"));
        _inactivity?.Start();
        _maxDuration?.Start();
    }

    public async ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        using var held = await _lock.LockAsync().ConfigureAwait(false);
        if (_ended)
            return;

        var fault = !_hume.Chats.HasRoom() ? NoRoom
            : type == WebSocketMessageType.Text && _listener.TryRead(message.Span, out var isBase64)
                ? isBase64 ? await ListenAsync().ConfigureAwait(false) : new SocketFault("E0201", "data: The audio is not base64.")
                : await HandleAsync(type, message, _channel).ConfigureAwait(false);
        await ReportAsync(_socket, _faults, fault).ConfigureAwait(false);
    }

    /// <summary>Takes a message from a connection that joined.</summary>
    public async ValueTask ReceiveFromAsync(
        ServerSocket other, RepeatedFaults faults, ApiChannel channel, WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        using var held = await _lock.LockAsync().ConfigureAwait(false);
        if (!_ended)
            await ReportAsync(other, faults, await HandleAsync(type, message, channel).ConfigureAwait(false)).ConfigureAwait(false);
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

        // The chat may have ended while it joined.
        if (_ended)
            await other.CloseOnceAsync(WebSocketCloseStatus.NormalClosure, "The chat has ended.").ConfigureAwait(false);
    }

    public ValueTask LeaveAsync(ServerSocket other) => _subscribers.LeaveAsync(other);

    public ValueTask FailAsync(Exception fault) =>
        _socket.SendAsync(ChatMessages.Error(new SocketFault("I0100", fault.Message), _socket.RequestId, _settings.SessionId));

    public ValueTask DisposeAsync() => InTurnAsync(() => EndAsync("USER_ENDED", null));

    private async ValueTask<SocketFault?> HandleAsync(WebSocketMessageType frame, ReadOnlyMemory<byte> data, ApiChannel channel)
    {
        if (SocketJson.Parse(frame, data.Span, _hume.Limits, out var fault) is not { } message
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
        if (!_hume.Chats.HasRoom())
            return NoRoom;

        _inactivity?.Touch();
        switch (message.Text("type"))
        {
            case "session_settings":
                return await ApplyAsync(message, schema).ConfigureAwait(false);

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

    private async ValueTask<SocketFault?> ListenAsync()
    {
        var fault = await _listener.ListenAsync().ConfigureAwait(false);
        _listener.Release();
        if (_listener.IsSpeech)
            _inactivity?.Touch();

        return fault;
    }

    private async ValueTask<SocketFault?> ApplyAsync(JsonObject settings, Schema schema)
    {
        var before = _settings.Audio;
        var (voice, unknownVoice) = await TakeVoiceAsync(settings).ConfigureAwait(false);
        if (unknownVoice is not null && settings.All(setting => setting.Key == "type"))
            return unknownVoice;

        if (_settings.Apply(settings, voice, schema) is { } fault)
            return fault;

        if (_settings.Audio != before)
            _listener.Expect(_settings.Audio);

        settings["type"] = "session_settings";
        settings.Remove("event_limit");
        await _turns.TellSettingsAsync(settings).ConfigureAwait(false);
        return unknownVoice;
    }

    /// <summary>Finds the voice that settings ask for. One that does not exist is taken out of them, so that the others are applied all the same.</summary>
    private async ValueTask<(Voice? Voice, SocketFault? Fault)> TakeVoiceAsync(JsonObject settings)
    {
        if (settings["voice_id"] is not JsonValue value || !value.TryGetValue(out string? id))
            return default;

        if (await _hume.Voices.FindByIdAsync(id, CancellationToken.None).ConfigureAwait(false) is { } voice)
            return (voice, null);

        settings.Remove("voice_id");
        return (null, new SocketFault(
            "E0716", $"voice_id: There is no voice with the id '{ValidationProblem.Cut(id, 100)}', so the voice stays as it was; other settings are applied."));
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

    private async Task TimeOutAsync(string timeout)
    {
        await InTurnAsync(async () =>
        {
            if (_ended)
                return;

            await _turns.SayLastAsync(_config.TextOn($"on_{timeout}_timeout")).ConfigureAwait(false);
            var fault = timeout == Inactivity
                ? new SocketFault("E0714", $"The user was inactive for {_config.Inactivity!.Value.TotalSeconds:0} seconds.")
                : new SocketFault("E0715", $"The chat has lasted {_config.MaxDuration!.Value.TotalSeconds:0} seconds, as long as it may.");
            await _subscribers.SendAsync(ChatMessages.Error(fault, _socket.RequestId, _settings.SessionId)).ConfigureAwait(false);
            await EndAsync($"{timeout.ToUpperInvariant()}_TIMEOUT", (WebSocketCloseStatus.NormalClosure, fault.Slug)).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Ends the chat in the history first: clients that see the close find it ended.</summary>
    private async ValueTask EndAsync(string status, (WebSocketCloseStatus Code, string Reason)? close)
    {
        if (_ended)
            return;

        _ended = true;
        _inactivity?.Dispose();
        _maxDuration?.Dispose();
        _listener.Dispose();
        await _turns.CloseAsync().ConfigureAwait(false);
        _hume.Live.Remove(this);
        _hume.Chats.Append(Chat.Id, "SYSTEM", "CHAT_END_MESSAGE", null);
        _hume.Chats.End(Chat.Id, status);

        // Each waits for its own queue, so none must wait for the others.
        foreach (var other in _subscribers.Others)
            _ = other.CloseOnceAsync(WebSocketCloseStatus.NormalClosure, "The chat has ended.");

        if (close is var (code, reason))
            _ = _socket.CloseOnceAsync(code, reason);
    }

    private byte[] MetadataFor(ServerSocket socket) =>
        ChatMessages.Metadata(Chat.Id, Chat.GroupId, socket.RequestId, _settings.SessionId);

    private ValueTask ListenNoMoreAsync() => _ended ? ValueTask.CompletedTask : _listener.FinishAsync();

    private async ValueTask InTurnAsync(Func<ValueTask> act)
    {
        using var held = await _lock.LockAsync().ConfigureAwait(false);
        await act().ConfigureAwait(false);
    }
}
