using System.Text.Json.Nodes;
using HumeGen.Simulator.Hosting;

namespace HumeGen.Simulator.Chats;

/// <summary>Messages into a chat that is going on. They end up in its history.</summary>
internal static class ControlPlaneApi
{
    public static void Register(HandlerTable handlers, ChatStore chats) =>
        handlers.On("POST /v0/evi/chat/{chat_id}/send", call => SendAsync(call, chats));

    private static Task SendAsync(ApiCall call, ChatStore chats)
    {
        var id = call.Path("chat_id");
        if (chats.Find(id) is not { IsActive: true } chat)
        {
            throw ApiRefusal.NotFound("E0400", $"There is no active chat {id}.");
        }

        if (!chat.AllowConnection)
        {
            throw ApiRefusal.Error(403, null, "forbidden", $"The chat {id} was not opened with allow_connection=true.");
        }

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
            var other => throw call.Invalid($"The simulator does not know the message '{other}'", "union_tag_invalid", "body", "type"),
        };
        message.Remove("language_model_api_key");
        chats.Append(chat.Id, role, type, text, metadata: text is null ? message.ToJsonString() : null);
        return call.AnswerAsync(200, new JsonObject());
    }
}
