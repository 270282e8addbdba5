using System.Text.Json.Nodes;
using Hume;
using Hume.EmpathicVoice;
using HumeGen;
using Spectre.Console;

namespace Webhooks;

/// <summary>Deals with events in the background, one after another.</summary>
internal sealed class Desk(Inbox inbox, IServiceProvider services) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var webhook in inbox.ReadAllAsync(stoppingToken))
        {
            try
            {
                await DealWithAsync(webhook, services.GetRequiredService<IHumeClient>(), stoppingToken);
            }
            catch (ApiClientException e)
            {
                // One event that cannot be dealt with must not keep the others.
                AnsiConsole.MarkupLineInterpolated($"[red]{webhook.EventName}[/]: {e.Message}");
            }
        }
    }

    private async Task DealWithAsync(IWebhookEvent webhook, IHumeClient hume, CancellationToken cancellationToken)
    {
        switch (webhook)
        {
            case WebhookEventChatStarted started:
                AnsiConsole.MarkupLineInterpolated($"[green]{started.EventName,-13}[/] {started.ChatId}, {started.ChatStartType.Value}");
                break;

            case WebhookEventToolCall call:
                var message = call.ToolCallMessage;
                var answer = Weather(message.Parameters);
                // The answer of a webhook cannot hold the result: it goes into the chat, as a message from the side.
                await hume.EmpathicVoice.ControlPlane.SendAsync(
                    call.ChatId, new ToolResponseMessage { ToolCallId = message.ToolCallId, Content = answer }, cancellationToken: cancellationToken);
                AnsiConsole.MarkupLineInterpolated($"[green]{call.EventName,-13}[/] {message.Name}({message.Parameters}) is answered: {answer}");
                break;

            case WebhookEventChatEnded ended:
                var said = 0;
                await foreach (var entry in hume.EmpathicVoice.Chats.ListChatEventsAsync(ended.ChatId, cancellationToken: cancellationToken))
                    said += entry.Type == ReturnChatEventType.UserMessage || entry.Type == ReturnChatEventType.AgentMessage ? 1 : 0;
                AnsiConsole.MarkupLineInterpolated($"[green]{ended.EventName,-13}[/] {ended.EndReason.Value}; its history has {said} messages");
                inbox.TellChatEnded();
                break;
        }
    }

    private static string Weather(string parameters) => $"Sunny and 20 degrees in {JsonNode.Parse(parameters)?["place"]}.";
}
