using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats;

/// <summary>The messages that a chat sends, as UTF-8.</summary>
internal static class ChatMessages
{
    public static byte[] Metadata(string chatId, string groupId, string requestId, string? sessionId) => ApiCall.ToUtf8(new JsonObject
    {
        ["type"] = "chat_metadata",
        ["chat_group_id"] = groupId,
        ["chat_id"] = chatId,
        ["request_id"] = requestId,
        ["custom_session_id"] = sessionId,
    });

    /// <param name="text">The words of the user.</param>
    /// <param name="scores">The scores of the voice; null when there was no voice, or it is not measured.</param>
    /// <param name="begin">When it was said, in ms from the start of the audio.</param>
    /// <param name="end">When it ended, in ms from the start of the audio.</param>
    /// <param name="fromText">Whether it came as text.</param>
    /// <param name="interim">Whether it may still change.</param>
    /// <param name="sessionId">The client's own id of the session.</param>
    public static byte[] User(string text, IReadOnlyList<ExpressionScore>? scores, long begin, long end, bool fromText, bool interim, string? sessionId) =>
        ApiCall.ToUtf8(new JsonObject
        {
            ["type"] = "user_message",
            ["custom_session_id"] = sessionId,
            ["from_text"] = fromText,
            ["interim"] = interim,
            ["language"] = fromText ? null : "en",
            ["message"] = new JsonObject { ["role"] = "user", ["content"] = text },
            ["models"] = Models(scores),
            ["time"] = new JsonObject { ["begin"] = begin, ["end"] = end },
        });

    public static byte[] Assistant(string id, string text, bool fromText, string? sessionId) => ApiCall.ToUtf8(new JsonObject
    {
        ["type"] = "assistant_message",
        ["id"] = id,
        ["custom_session_id"] = sessionId,
        ["from_text"] = fromText,
        ["is_quick_response"] = false,
        ["language"] = "en",
        ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
        ["models"] = Models(null),
    });

    public static byte[] AssistantProsody(string id, IReadOnlyList<ExpressionScore> scores, string? sessionId) => ApiCall.ToUtf8(new JsonObject
    {
        ["type"] = "assistant_prosody",
        ["id"] = id,
        ["custom_session_id"] = sessionId,
        ["models"] = Models(scores),
    });

    // Written without a tree in between: there are many of these, and they are long.
    public static ReadOnlyMemory<byte> AudioOutput(string id, int index, ReadOnlySpan<byte> wave, string? sessionId)
    {
        var buffer = new ArrayBufferWriter<byte>((wave.Length * 4 / 3) + 256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("type", "audio_output");
        writer.WriteString("id", id);
        writer.WriteNumber("index", index);
        writer.WriteBase64String("data", wave);
        writer.WriteString("custom_session_id", sessionId);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    public static byte[] AssistantEnd(string? sessionId) =>
        ApiCall.ToUtf8(new JsonObject { ["type"] = "assistant_end", ["custom_session_id"] = sessionId });

    public static byte[] UserInterruption(long time, string? sessionId) =>
        ApiCall.ToUtf8(new JsonObject { ["type"] = "user_interruption", ["time"] = time, ["custom_session_id"] = sessionId });

    public static byte[] ToolCall(string callId, string name, string parameters, string toolType, string? sessionId) => ApiCall.ToUtf8(new JsonObject
    {
        ["type"] = "tool_call",
        ["tool_call_id"] = callId,
        ["name"] = name,
        ["parameters"] = parameters,
        ["response_required"] = toolType == "function",
        ["tool_type"] = toolType,
        ["custom_session_id"] = sessionId,
    });

    /// <summary>A message of the client's as all others get to hear of it.</summary>
    public static byte[] Echo(JsonObject message, string? sessionId)
    {
        var echo = message.DeepClone().AsObject();
        echo.Remove("language_model_api_key");
        echo["custom_session_id"] = sessionId;
        return ApiCall.ToUtf8(echo);
    }

    public static byte[] Error(SocketFault fault, string requestId, string? sessionId) => ApiCall.ToUtf8(new JsonObject
    {
        ["type"] = "error",
        ["code"] = fault.Code,
        ["slug"] = fault.Slug,
        ["message"] = fault.Message,
        ["request_id"] = requestId,
        ["custom_session_id"] = sessionId,
    });

    /// <summary>Scores by the names of their expressions.</summary>
    public static JsonObject Scores(IReadOnlyList<ExpressionScore> scores)
    {
        var json = new JsonObject();
        foreach (var score in scores)
            json[score.Name] = score.Score;

        return json;
    }

    private static JsonObject Models(IReadOnlyList<ExpressionScore>? scores) => new()
    {
        ["prosody"] = scores is { Count: > 0 } ? new JsonObject { ["scores"] = Scores(scores) } : null,
    };
}
