using System.Text.Json.Nodes;
using HumeGen.Server.Chats.Forwarding;
using HumeGen.Server.Transport;
using HumeGen.Server.Validation;

namespace HumeGen.Server.Chats.History;

/// <summary>Messages into a chat that is going on. They reach it as if they came over a WebSocket, and end up in its history.</summary>
internal static class ControlPlaneApi
{
    private static readonly Lazy<Schema> SettingsSchema = new(() =>
        SpecLibrary.Shared.Channels.First(channel => channel.Messages.ContainsKey("session_settings")).Messages["session_settings"]);

    public static void Register(HandlerTable handlers, ChatLog chats, LiveChats live, ChatForwarder forwarder) =>
        handlers.On("POST /v0/evi/chat/{chat_id}/send", call => SendAsync(call, chats, live, forwarder));

    private static async Task SendAsync(ApiCall call, ChatLog chats, LiveChats live, ChatForwarder forwarder)
    {
        var id = call.Path("chat_id");
        if (await chats.FindAsync(id).ConfigureAwait(false) is not { IsActive: true } chat)
            throw NoSuchChat(id);

        if (!chat.AllowConnection)
            throw ApiRefusal.Error(403, null, "forbidden", $"The chat {id} was not opened with allow_connection=true.");

        if (live.Find(id) is { } session)
        {
            await SendAsync(call, session).ConfigureAwait(false);
            return;
        }

        if (chat.IsHeldElsewhere)
        {
            // A server that is asked for a chat of a third one has been taken for another.
            await (call.IsForwarded ? throw NoSuchChat(id) : forwarder.SendAsync(chat, call)).ConfigureAwait(false);
            return;
        }

        await RecordAsync(call, chats, chat).ConfigureAwait(false);
        await call.AnswerAsync(200, new JsonObject()).ConfigureAwait(false);
    }

    private static async Task SendAsync(ApiCall call, ChatSession session)
    {
        var (taken, fault) = await session.ReceiveAsync(call.Body, SettingsSchema.Value).ConfigureAwait(false);
        if (!taken)
            throw NoSuchChat(call.Path("chat_id"));

        if (fault is not null)
            throw call.Invalid($"{fault.Code}: {fault.Message}", "value_error", "body");

        await call.AnswerAsync(200, new JsonObject()).ConfigureAwait(false);
    }

    private static ApiRefusal NoSuchChat(string id) => ApiRefusal.NotFound("E0400", $"There is no active chat {id}.");

    /// <summary>A chat of the sample history has nobody in it: the message only goes into its history.</summary>
    private static async ValueTask RecordAsync(ApiCall call, ChatLog chats, ChatRecord chat)
    {
        var message = call.Body;
        var (role, type, text) = message.Text("type") switch
        {
            "session_settings" => ("SYSTEM", "SESSION_SETTINGS", null),
            "user_input" => ("USER", "USER_MESSAGE", message.Text("text")),
            "assistant_input" => ("AGENT", "AGENT_MESSAGE", message.Text("text")),
            "tool_response" => ("TOOL", "FUNCTION_CALL_RESPONSE", message.Text("content")),
            "tool_error" => ("TOOL", "FUNCTION_CALL_RESPONSE", message.Text("error")),
            "pause_assistant_message" => ("SYSTEM", "PAUSE_ONSET", null),
            "resume_assistant_message" => ("SYSTEM", "RESUME_ONSET", null),
            var other => throw call.Invalid($"The server does not know the message '{other}'", "union_tag_invalid", "body", "type"),
        };
        message.Remove("language_model_api_key");
        if (type == "SESSION_SETTINGS" && message.Object("variables") is { } variables)
            message["variables"] = new JsonObject(ChatSettings.TextsOf(variables).Select(value => KeyValuePair.Create(value.Name, (JsonNode?)value.Value)));

        var json = text is null && type != "SESSION_SETTINGS" ? message.ToJsonString() : null;
        await chats.AppendAsync(chat.Id, role, type, type == "SESSION_SETTINGS" ? ApiCall.ToText(message) : text, metadata: json).ConfigureAwait(false);
    }
}
