using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Chats.Thinking;
using HumeGen.Server.Transport;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.History;

/// <summary>Reads the history of earlier chats for the language model of one that resumes them.</summary>
internal static class ResumedHistory
{
    public static void AddTo(Conversation conversation, IEnumerable<ChatEvent> events)
    {
        foreach (var entry in events)
        {
            switch (entry.Type)
            {
                case "USER_MESSAGE" when entry.Text is { Length: > 0 } text:
                    conversation.AddUser(text, entry.Expressions);
                    break;

                case "AGENT_MESSAGE" when entry.Text is { Length: > 0 } text:
                    conversation.AddAssistant(text);
                    break;

                case "FUNCTION_CALL" when Parse(entry.Metadata) is { } call && call.Text("tool_call_id") is { } id && call.Text("name") is { } name:
                    conversation.AddCalls([new FunctionCallContent(id, name, Arguments(call.Text("parameters")))]);
                    break;

                case "FUNCTION_CALL_RESPONSE" when Parse(entry.Metadata) is { } answer && answer.Text("tool_call_id") is { } id:
                    conversation.SetResult(new FunctionResultContent(id, answer.Text("content")));
                    break;
            }
        }
    }

    private static Dictionary<string, object?> Arguments(string? parameters) =>
        Parse(parameters)?.ToDictionary(argument => argument.Key, argument => (object?)argument.Value?.DeepClone()) ?? [];

    private static JsonObject? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(Encoding.UTF8.GetBytes(json)) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
