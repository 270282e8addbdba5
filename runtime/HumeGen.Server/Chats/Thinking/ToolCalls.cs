using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.Thinking;

/// <summary>
/// The tools that the assistant calls: those of the user go to the client, which answers them; the built-in ones run here.
/// The calls must come one after the other.
/// </summary>
internal sealed class ToolCalls(ChatServices hume, string chatId, ChatSettings settings, ChatSubscribers subscribers, Conversation conversation)
{
    // Calls that no client answers must not pile up.
    private const int MaxPendingCalls = 100;

    private readonly Dictionary<string, Pending> _pending = new(StringComparer.Ordinal);

    /// <summary>Gets the message of each call.</summary>
    public Action<ReadOnlyMemory<byte>>? Called { get; init; }

    /// <summary>Makes calls that a language model asks for at once, and says how the answer goes on.</summary>
    public async ValueTask<ToolOutcome> CallAsync(IReadOnlyList<FunctionCallContent> wanted)
    {
        var calls = wanted.Select(call => (Wanted: call, Id: "call_" + hume.Ids.Next())).ToList();
        conversation.AddCalls([.. calls.Select(call => new FunctionCallContent(call.Id, call.Wanted.Name, call.Wanted.Arguments))]);
        var outcome = ToolOutcome.GoesOn;
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (call, id) in calls)
        {
            if (settings.FindTool(call.Name) is not { } tool)
            {
                conversation.SetResult(new FunctionResultContent(id, $"There is no tool with the name '{call.Name}'."));
                continue;
            }

            var message = ChatMessages.ToolCall(id, tool.Name, ArgumentsOf(call), tool.Type, settings.SessionId);
            await RecordAsync("AGENT", "FUNCTION_CALL", null, System.Text.Encoding.UTF8.GetString(message)).ConfigureAwait(false);
            await subscribers.SendAsync(message).ConfigureAwait(false);
            Called?.Invoke(message);
            if (!tool.IsBuiltIn)
                open.Add(Wait(id, tool, open));
            else if (await RunAsync(id, tool).ConfigureAwait(false))
                outcome = ToolOutcome.HangsUp;
        }

        return open.Count > 0 ? ToolOutcome.Waits : outcome;
    }

    /// <summary>Takes what a client answers. Whether the assistant goes on now: it does when the last call that it made at once is answered.</summary>
    public async ValueTask<(bool GoesOn, SocketFault? Fault)> TakeResultAsync(JsonObject message)
    {
        var id = message.Text("tool_call_id")!;
        if (!_pending.Remove(id, out var call))
            return (false, new SocketFault("E0400", $"tool_call_id: No call '{id}' waits for an answer."));

        var failed = message.Text("type") == "tool_error";
        await RecordAsync("TOOL", "FUNCTION_CALL_RESPONSE", message.Text(failed ? "error" : "content"), ApiCall.ToText(message)).ConfigureAwait(false);
        var content = message.Text("content") ?? (failed ? call.Tool.FallbackContent : null);

        // The text of the error is for developers: neither the model nor the user gets to know it.
        conversation.SetResult(new FunctionResultContent(id, content) { Exception = failed ? new InvalidOperationException("The tool has failed.") : null });
        call.Together.Remove(id);
        return (call.Together.Count == 0, null);
    }

    private string Wait(string id, ChatTool tool, HashSet<string> together)
    {
        // The oldest is taken for forgotten.
        if (_pending.Count >= MaxPendingCalls)
            _pending.Remove(_pending.Keys.First());

        _pending.Add(id, new Pending(tool, together));
        return id;
    }

    /// <summary>Runs a built-in tool; true when it ends the chat.</summary>
    private async ValueTask<bool> RunAsync(string id, ChatTool tool)
    {
        var answer = new JsonObject { ["tool_call_id"] = id, ["tool_type"] = tool.Type };
        var hangsUp = tool.Name == ChatTool.HangUp;
        if (hangsUp)
        {
            (answer["type"], answer["tool_name"], answer["content"]) = ("tool_response", tool.Name, "The conversation ends.");
            conversation.SetResult(new FunctionResultContent(id, answer.Text("content")));
        }
        else
        {
            var error = $"This server has no engine for {tool.Name}.";
            (answer["type"], answer["error"], answer["content"], answer["level"]) = ("tool_error", error, tool.FallbackContent, "warn");
            conversation.SetResult(new FunctionResultContent(id, tool.FallbackContent) { Exception = new EngineException(error) });
        }

        await RecordAsync("TOOL", "FUNCTION_CALL_RESPONSE", answer.Text("error") ?? answer.Text("content"), ApiCall.ToText(answer)).ConfigureAwait(false);
        await subscribers.SendAsync(ChatMessages.Echo(answer, settings.SessionId)).ConfigureAwait(false);
        return hangsUp;
    }

    private async ValueTask RecordAsync(string role, string type, string? text, string metadata) =>
        await hume.Chats.AppendAsync(chatId, role, type, text, metadata: metadata).ConfigureAwait(false);

    private static string ArgumentsOf(FunctionCallContent call) => ApiCall.ToText(new JsonObject((call.Arguments ?? new Dictionary<string, object?>())
        .Select(argument => KeyValuePair.Create(argument.Key, JsonSerializer.SerializeToNode(argument.Value, AIJsonUtilities.DefaultOptions)))));

    private sealed record Pending(ChatTool Tool, HashSet<string> Together);
}
