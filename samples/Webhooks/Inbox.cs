using System.Collections.Concurrent;
using System.Threading.Channels;
using Hume.EmpathicVoice;
using Spectre.Console;

namespace Webhooks;

/// <summary>
/// Events that wait for the desk, each once. A webhook that is sent again has a new signature if its first answer got lost, so only its content tells that it is
/// the same. In an application with a database this is a table with a unique key, which also outlives a restart.
/// </summary>
internal sealed class Inbox
{
    private readonly ConcurrentDictionary<string, bool> _known = new();
    private readonly Channel<IWebhookEvent> _waiting = Channel.CreateUnbounded<IWebhookEvent>();
    private readonly TaskCompletionSource _chatsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when a chat has ended and the desk has dealt with it.</summary>
    public Task ChatsEnded => _chatsEnded.Task;

    public void Add(IWebhookEvent webhook)
    {
        var id = webhook switch
        {
            WebhookEventChatStarted started => $"started {started.ChatId}",
            WebhookEventChatEnded ended => $"ended {ended.ChatId}",
            WebhookEventToolCall call => $"call {call.ChatId} {call.ToolCallMessage.ToolCallId}",
            _ => null,   // a kind that this version does not know
        };
        if (id is null)
            AnsiConsole.MarkupLineInterpolated($"[grey]{webhook.EventName} is new to this application[/]");
        else if (_known.TryAdd(id, true))
            _waiting.Writer.TryWrite(webhook);
        else
            AnsiConsole.MarkupLineInterpolated($"[grey]{webhook.EventName,-13} has come before: nothing to do[/]");
    }

    public IAsyncEnumerable<IWebhookEvent> ReadAllAsync(CancellationToken cancellationToken) => _waiting.Reader.ReadAllAsync(cancellationToken);

    public void TellChatEnded() => _chatsEnded.TrySetResult();
}
