using Hume;
using Hume.EmpathicVoice;
using Spectre.Console;

namespace Webhooks;

/// <summary>A chat whose config has a webhook and a tool.</summary>
internal static class Conversation
{
    public static async Task HoldAsync(IHumeClient hume, Uri webhook, CancellationToken stop)
    {
        var evi = hume.EmpathicVoice;
        var tool = await evi.Tools.CreateToolAsync(
            new()
            {
                Name = $"get_weather_{Guid.NewGuid():N}"[..20],   // A name can be taken only once in an account.
                Description = "Tells the weather of a place.",
                Parameters = """{"type":"object","properties":{"place":{"type":"string"}},"required":["place"]}""",
            },
            cancellationToken: stop);
        var config = await evi.Configs.CreateConfigAsync(
            new()
            {
                Name = $"Webhooks {Guid.NewGuid()}",
                EviVersion = "3",
                Tools = [new() { Id = tool!.Id, Version = tool.Version }],
                Webhooks = [new() { Url = webhook.ToString(), Events = [PostedWebhookEventType.ChatStarted, PostedWebhookEventType.ToolCall, PostedWebhookEventType.ChatEnded] }],
            },
            cancellationToken: stop);
        try
        {
            // Others may send into this chat: the result of the tool comes from the side.
            await using var chat = await evi.Chat.ConnectAsync(new() { ConfigId = config.Id, AllowConnection = true }, cancellationToken: stop);
            var answer = chat.WaitForAsync<AssistantMessage>(m => m.Message.Content?.Contains("degrees", StringComparison.Ordinal) == true, stop);
            const string Question = "What is the weather in Oslo?";
            AnsiConsole.MarkupLineInterpolated($"[blue]user[/]          {Question}");
            await chat.SendAsync(new UserInput { Text = Question }, stop);
            AnsiConsole.MarkupLineInterpolated($"[blue]EVI[/]           {(await answer.WaitAsync(TimeSpan.FromSeconds(30), stop)).Message.Content}");
            await chat.CloseAsync(stop);
        }
        finally
        {
            await evi.Configs.DeleteConfigAsync(config.Id!, cancellationToken: CancellationToken.None);
            await evi.Tools.DeleteToolAsync(tool.Id, cancellationToken: CancellationToken.None);
        }
    }
}
