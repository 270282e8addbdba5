using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Chats.Thinking;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.CustomLanguageModel;

/// <summary>The messages of a conversation as custom language models get them.</summary>
internal static class ModelMessages
{
    /// <summary>A message as one of a chat completion, with the time and the scores of what was spoken. One with results of tools becomes one for each.</summary>
    public static IEnumerable<JsonObject> ForCompletion(ChatMessage message)
    {
        var results = message.Contents.OfType<FunctionResultContent>().ToList();
        if (results.Count > 0)
        {
            return results.Select(result => new JsonObject
            {
                ["role"] = "tool",
                ["tool_call_id"] = result.CallId,
                ["content"] = result.Result?.ToString() ?? "The tool has failed.",
            });
        }

        var json = new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text };
        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        if (calls.Count > 0)
            json["tool_calls"] = new JsonArray([.. calls.Select(Call)]);

        AddMeasures(json, message);
        return [json];
    }

    /// <summary>A message as one on a WebSocket; null for those that are only of use with tools.</summary>
    public static JsonObject? ForSocket(ChatMessage message)
    {
        if (message.Text.Length == 0)
            return null;

        var json = new JsonObject
        {
            ["type"] = $"{message.Role.Value}_message",
            ["message"] = new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text },
            ["models"] = new JsonObject { ["prosody"] = null },
        };
        AddMeasures(json, message);
        return json;
    }

    /// <summary>A tool as chat completions have it.</summary>
    public static JsonObject? Tool(AITool tool) => tool is AIFunctionDeclaration function
        ? new JsonObject
        {
            ["type"] = "function",
            ["function"] = new JsonObject
            {
                ["name"] = function.Name,
                ["description"] = function.Description,
                ["parameters"] = JsonNode.Parse(function.JsonSchema.GetRawText()),
            },
        }
        : null;

    private static JsonNode Call(FunctionCallContent call) => new JsonObject
    {
        ["id"] = call.CallId,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions) },
    };

    private static void AddMeasures(JsonObject json, ChatMessage message)
    {
        if (message.AdditionalProperties?.GetValueOrDefault(Conversation.Prosody) is IReadOnlyList<ExpressionScore> scores)
            json["models"] = new JsonObject { ["prosody"] = new JsonObject { ["scores"] = ChatMessages.Scores(scores) } };

        if (message.AdditionalProperties?.GetValueOrDefault(Conversation.Time) is ValueTuple<long, long> time)
            json["time"] = new JsonObject { ["begin"] = time.Item1, ["end"] = time.Item2 };
    }
}
