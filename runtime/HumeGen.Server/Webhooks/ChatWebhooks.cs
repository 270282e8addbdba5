using System.Text.Json.Nodes;
using HumeGen.Server.Configs;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Webhooks;

/// <summary>Tells the webhooks of a config what happens in one chat.</summary>
internal sealed class ChatWebhooks
{
    private readonly WebhookSender _sender;
    private readonly IReadOnlyList<(string Url, IReadOnlyList<string> Events)> _webhooks;
    private readonly string? _configId;
    private readonly TimeProvider _clock;

    /// <summary>Creates the webhooks of a chat.</summary>
    /// <param name="sender">Sends them.</param>
    /// <param name="config">The config of the chat; null without one, which has no webhooks.</param>
    /// <param name="clock">The clock behind the times.</param>
    public ChatWebhooks(WebhookSender sender, ResourceVersion? config, TimeProvider clock)
    {
        _sender = sender;
        _clock = clock;
        _configId = config?.Id;
        _webhooks = [.. (config?.Content.Objects("webhooks") ?? []).Select(webhook => (webhook.Text("url")!, webhook.Texts("events")))];
    }

    /// <summary>The chat has begun.</summary>
    public void Started(ChatIds chat, bool isResumed, DateTimeOffset start) => Send("chat_started", chat, new JsonObject
    {
        ["chat_start_type"] = isResumed ? "resumed_chat_group" : "new_chat_group",
        ["start_time"] = start.ToUnixTimeMilliseconds(),
    });

    /// <summary>The chat has ended.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="reason">The state in which it ended, such as <c>USER_ENDED</c>.</param>
    /// <param name="start">The time at which it began.</param>
    public void Ended(ChatIds chat, string reason, DateTimeOffset start)
    {
        var end = _clock.GetUtcNow();
        Send("chat_ended", chat, new JsonObject
        {
            ["duration_seconds"] = (long)(end - start).TotalSeconds,
            ["end_reason"] = reason,
            ["end_time"] = end.ToUnixTimeMilliseconds(),
        });
    }

    /// <summary>The assistant has called a tool.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="message">The message of the type <c>tool_call</c>, in UTF-8.</param>
    public void ToolCalled(ChatIds chat, ReadOnlyMemory<byte> message) => Send("tool_call", chat, new JsonObject
    {
        ["timestamp"] = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
        ["tool_call_message"] = JsonNode.Parse(message.Span),
    });

    private void Send(string name, ChatIds chat, JsonObject facts)
    {
        if (!_webhooks.Any(webhook => webhook.Events.Contains(name)))
            return;

        var body = new JsonObject
        {
            ["event_name"] = name,
            ["chat_group_id"] = chat.GroupId,
            ["chat_id"] = chat.Id,
            ["config_id"] = _configId,
            ["caller_number"] = null,
            ["custom_session_id"] = chat.SessionId,
            ["twilio_metadata"] = null,
        };
        foreach (var (member, value) in facts)
            body[member] = value?.DeepClone();

        ReadOnlyMemory<byte> bytes = ApiCall.ToUtf8(body);
        foreach (var (url, events) in _webhooks)
        {
            if (events.Contains(name))
                _sender.Send(url, $"{chat.Id} {url}", _ => ValueTask.FromResult(bytes));
        }
    }
}

/// <summary>The ids of a chat in webhooks.</summary>
/// <param name="Id">The id of the chat.</param>
/// <param name="GroupId">The id of its group.</param>
/// <param name="SessionId">The id that the client has given to the session; null when it has given none.</param>
internal readonly record struct ChatIds(string Id, string GroupId, string? SessionId);
