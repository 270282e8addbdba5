using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Configs;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Server.Validation;
using HumeGen.Server.Webhooks;

namespace HumeGen.Server.Chats;

/// <summary>Opens chats, and further connections to them.</summary>
internal static class ChatChannels
{
    private const string SettingsName = "session_settings";
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    public static void Register(SocketHost host, ChatServices hume) => host
        .On("/v0/evi/chat", handshake => OpenAsync(handshake, hume), key => key.EnterChatAsync())
        .On("/v0/evi/chat/{chat_id}/connect", handshake => ConnectAsync(handshake, hume));

    private static async ValueTask<ISocketSession> OpenAsync(AcceptedHandshake handshake, ChatServices hume)
    {
        await handshake.RequireAudioAsync().ConfigureAwait(false);
        return new OpeningSession(handshake, hume);
    }

    private static async ValueTask<ISocketSession> ConnectAsync(AcceptedHandshake handshake, ChatServices hume)
    {
        var id = handshake.Path["chat_id"];
        var session = hume.Live.Find(id);
        var chat = session?.Chat ?? await hume.Chats.FindAsync(id).ConfigureAwait(false);
        if (chat is not { IsActive: true } || (session is null && (handshake.IsForwarded || !chat.IsHeldElsewhere)))
            throw ApiRefusal.NotFound("E0400", $"There is no active chat {id}.");

        if (!chat.AllowConnection)
            throw ApiRefusal.Error(403, null, "forbidden", $"The chat {id} was not opened with allow_connection=true.");

        return session is not null ? new ObserverSession(session, handshake) : await hume.Forwarder.ConnectAsync(chat, handshake).ConfigureAwait(false);
    }

    /// <summary>The first connection of a chat: opens it, alone or as the next one of a group, or says why not.</summary>
    private sealed class OpeningSession(AcceptedHandshake handshake, ChatServices hume) : ISocketSession
    {
        private ChatSession? _chat;

        public async ValueTask StartAsync()
        {
            var config = await FindConfigAsync().ConfigureAwait(false);
            var group = handshake.Query.Text("resumed_chat_group_id");
            if (group is not null)
            {
                var (goesOn, fault) = await CheckGroupAsync(group, config).ConfigureAwait(false);
                if (fault is not null)
                {
                    await RefuseAsync(fault).ConfigureAwait(false);
                    return;
                }

                config = goesOn;
            }

            _chat = await OpenAsync(group, config).ConfigureAwait(false);
            if (_chat is null)
            {
                await RefuseBusyAsync(group!).ConfigureAwait(false);
                return;
            }

            hume.Live.Add(_chat);
            await _chat.StartAsync().ConfigureAwait(false);
            var schema = handshake.Channel.Parameter(SettingsName)!.Schema;
            var problems = new List<ValidationProblem>();
            var settings = SocketQuery.ReadObject(handshake.RawQuery, SettingsName, schema, problems);
            if (handshake.Query.Text("voice_id") is { } voice)
                (settings ??= []).TryAdd("voice_id", voice);

            var limit = settings?["event_limit"] is not null && problems.Count == 0 ? settings.Number("event_limit") : handshake.Query.Number("event_limit");
            var resumed = group is null ? [] : await hume.Chats.ListLastEventsAsync(group, limit).ConfigureAwait(false);
            await _chat.BeginAsync(settings, problems, schema, VariablesAsWritten(), resumed).ConfigureAwait(false);
        }

        public ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message) => _chat!.ReceiveAsync(type, message);

        public ValueTask FailAsync(Exception fault) => _chat?.FailAsync(fault) ?? TellAsync(new SocketFault("I0100", fault.Message));

        public ValueTask StopAsync() => _chat?.StopAsync() ?? ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => _chat?.DisposeAsync() ?? ValueTask.CompletedTask;

        private ValueTask TellAsync(SocketFault fault) => handshake.Socket.SendAsync(ChatMessages.Error(fault, handshake.Socket.RequestId, null));

        private async ValueTask RefuseAsync(SocketFault fault)
        {
            await TellAsync(fault).ConfigureAwait(false);
            await handshake.Socket.CloseOnceAsync(WebSocketCloseStatus.PolicyViolation, fault.Slug).ConfigureAwait(false);
        }

        /// <summary>Refuses a group with an active chat. When only the server of that chat is gone, the client comes again, as the group is free in a moment.</summary>
        private async ValueTask RefuseBusyAsync(string group)
        {
            var active = (await hume.Chats.ListAsync(new() { GroupId = group, Status = ChatRecord.Active, Take = 1 }).ConfigureAwait(false)).Entries;
            var chat = active.Count == 0 ? null : await hume.Chats.FindAsync(active[0].Id).ConfigureAwait(false);
            if (chat is { IsActive: true } && (!chat.IsHeldElsewhere || await hume.Forwarder.IsHolderReadyAsync(chat).ConfigureAwait(false)))
                await RefuseAsync(new SocketFault("E0717", $"The chat group {group} has a chat that is still active.")).ConfigureAwait(false);
            else
                await handshake.Socket.CloseOnceAsync(TryAgainLater, "The server of the last chat of the group is gone; the group is free in a moment.").ConfigureAwait(false);
        }

        /// <summary>
        /// Opens the chat; null when another one of the group is active. All that may fail comes before it is written down, as nobody would end it.
        /// </summary>
        private async ValueTask<ChatSession?> OpenAsync(string? group, ResourceVersion? config)
        {
            var chatConfig = await ChatConfig.OfAsync(config, hume.View).ConfigureAwait(false);
            var voice = await chatConfig.FindVoiceAsync(hume.Voices, CancellationToken.None).ConfigureAwait(false);
            var allow = handshake.Query.Flag("allow_connection") ?? false;
            var verbose = handshake.Query.Flag("verbose_transcription") ?? false;
            if (await hume.Chats.OpenAsync(group, config?.Id, config?.Version, allow).ConfigureAwait(false) is not { } chat)
                return null;

            var webhooks = new ChatWebhooks(hume.Webhooks, config, hume.Clock, chat, group is not null);
            return new ChatSession(hume, handshake, chatConfig, voice, chat, verbose, webhooks);
        }

        /// <summary>The variables of the query before they became numbers and truth values; null without any.</summary>
        private JsonObject? VariablesAsWritten()
        {
            const string prefix = SettingsName + "[variables][";
            var found = handshake.RawQuery.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal) && entry.Key.EndsWith(']')).ToList();
            return found.Count == 0 ? null : new JsonObject(found.Select(entry => KeyValuePair.Create(entry.Key[prefix.Length..^1], (JsonNode?)entry.Value[^1])));
        }

        private async ValueTask<ResourceVersion?> FindConfigAsync()
        {
            var version = handshake.Query.Whole("config_version");
            return handshake.Query.Text("config_id") is { } id
                ? await hume.Configs.GetAsync(id, version).ConfigureAwait(false) ?? throw ApiRefusal.NotFound(
                    "E0709", VersionedApi.MissingText("Config", id, version?.ToString(CultureInfo.InvariantCulture)))
                : null;
        }

        /// <summary>The config that a group goes on with, if that is still there; a fault when the group cannot go on.</summary>
        private async ValueTask<(ResourceVersion? Config, SocketFault? Fault)> CheckGroupAsync(string group, ResourceVersion? config)
        {
            var chats = (await hume.Chats.ListAsync(new() { GroupId = group }).ConfigureAwait(false)).Entries;
            if (chats.Count == 0)
                return (null, new SocketFault("E0708", $"There is no chat group {group}."));

            var first = chats.FirstOrDefault(chat => chat.ConfigId is not null)?.ConfigId;
            if (config is not null && !string.Equals(first, config.Id, StringComparison.OrdinalIgnoreCase))
            {
                return (null, new SocketFault(
                    "E0710",
                    $"The chat group {group} was begun with {(first is null ? "no config" : $"the config {first}")}, "
                    + $"and cannot go on with the config {config.Id}."));
            }

            return (config ?? (first is null ? null : await hume.Configs.GetAsync(first).ConfigureAwait(false)), null);
        }
    }

    /// <summary>A further connection to a chat.</summary>
    private sealed class ObserverSession(ChatSession chat, AcceptedHandshake handshake) : ISocketSession
    {
        private readonly RepeatedFaults _faults = new();

        public ValueTask StartAsync() => chat.JoinAsync(handshake.Socket);

        public ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message) =>
            chat.ReceiveFromAsync(handshake.Socket, _faults, handshake.Channel, type, message);

        public ValueTask FailAsync(Exception fault) =>
            handshake.Socket.SendAsync(ChatMessages.Error(new SocketFault("I0100", fault.Message), handshake.Socket.RequestId, null));

        public ValueTask DisposeAsync() => chat.LeaveAsync(handshake.Socket);
    }
}
