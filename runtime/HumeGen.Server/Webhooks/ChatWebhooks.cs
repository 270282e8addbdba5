using System.Text.Json.Nodes;
using HumeGen.Server.Chats.History;
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
    private readonly ChatRecord _chat;
    private readonly bool _isResumed;

    /// <summary>Creates the webhooks of a chat.</summary>
    /// <param name="sender">Sends them.</param>
    /// <param name="config">The config of the chat; null without one, which has no webhooks.</param>
    /// <param name="clock">The clock behind the times.</param>
    /// <param name="chat">The chat.</param>
    /// <param name="isResumed">Whether it goes on with an older group.</param>
    public ChatWebhooks(WebhookSender sender, ResourceVersion? config, TimeProvider clock, ChatRecord chat, bool isResumed)
    {
        (_sender, _clock, _chat, _isResumed) = (sender, clock, chat, isResumed);
        _configId = config?.Id;
        _webhooks = [.. (config?.Content.Objects("webhooks") ?? []).Select(webhook => (webhook.Text("url")!, webhook.Texts("events")))];
    }

    /// <summary>The chat has begun.</summary>
    /// <param name="sessionId">The id that the client has given to the session; null when it has given none.</param>
    public void Started(string? sessionId) => Send("chat_started", sessionId, new JsonObject
    {
        ["chat_start_type"] = _isResumed ? "resumed_chat_group" : "new_chat_group",
        ["start_time"] = _chat.StartTimestamp,
    });

    /// <summary>The chat has ended.</summary>
    /// <param name="sessionId">The id that the client has given to the session.</param>
    /// <param name="reason">The state in which it ended, such as <c>USER_ENDED</c>.</param>
    public void Ended(string? sessionId, string reason)
    {
        var end = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        Send("chat_ended", sessionId, new JsonObject
        {
            ["duration_seconds"] = (end - _chat.StartTimestamp) / 1000,
            ["end_reason"] = reason,
            ["end_time"] = end,
        });
    }

    /// <summary>The assistant has called a tool.</summary>
    /// <param name="sessionId">The id that the client has given to the session.</param>
    /// <param name="message">The message of the type <c>tool_call</c>, in UTF-8.</param>
    public void ToolCalled(string? sessionId, ReadOnlyMemory<byte> message) => Send("tool_call", sessionId, new JsonObject
    {
        ["timestamp"] = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
        ["tool_call_message"] = JsonNode.Parse(message.Span),
    });

    private void Send(string name, string? sessionId, JsonObject facts)
    {
        if (!_webhooks.Any(webhook => webhook.Events.Contains(name)))
            return;

        var body = new JsonObject
        {
            ["event_name"] = name,
            ["chat_group_id"] = _chat.GroupId,
            ["chat_id"] = _chat.Id,
            ["config_id"] = _configId,
            ["caller_number"] = null,
            ["custom_session_id"] = sessionId,
            ["twilio_metadata"] = null,
        };
        foreach (var (member, value) in facts)
            body[member] = value?.DeepClone();

        ReadOnlyMemory<byte> bytes = ApiCall.ToUtf8(body);
        foreach (var (url, events) in _webhooks)
        {
            if (events.Contains(name))
                _sender.Send(url, $"{_chat.Id} {url}", _ => ValueTask.FromResult(bytes));
        }
    }
}
