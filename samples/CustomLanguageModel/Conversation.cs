using Hume;
using Hume.EmpathicVoice;
using HumeGen;
using HumeGen.Audio;
using Samples;
using Spectre.Console;

namespace CustomLanguageModel;

/// <summary>A spoken chat whose config has the language model, as it looks on the side of the caller.</summary>
internal static class Conversation
{
    private static readonly ScriptLine[] Lines =
    [
        new("I got the job, they called me this morning!", ("Joy", 0.86), ("Excitement", 0.79), ("Triumph", 0.55)),
        new("But I have to move to another town in two weeks.", ("Anxiety", 0.71), ("Distress", 0.48), ("Doubt", 0.31)),
        new("And I will miss my friends here.", ("Sadness", 0.74), ("Nostalgia", 0.52), ("Love", 0.33)),
    ];

    public static async Task HoldAsync(IHumeClient hume, ScriptedEars? ears, string way, Uri model, string modelKey, CancellationToken stop)
    {
        AnsiConsole.Write(new Rule($"[bold]By {way}[/]").LeftJustified());
        AnsiConsole.MarkupLineInterpolated($"[grey]The config has the model {model}[/]");
        var config = await hume.EmpathicVoice.Configs.CreateConfigAsync(
            new()
            {
                Name = $"Own model {Guid.NewGuid()}",
                EviVersion = "3",
                LanguageModel = new() { ModelProvider = ModelProviderEnum.CustomLanguageModel, ModelResource = model.ToString() },
            },
            cancellationToken: stop);
        try
        {
            await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync(new() { ConfigId = config.Id }, cancellationToken: stop);
            var caller = new ScriptedCaller(hume, chat, ears);
            await caller.IntroduceAsync(new() { LanguageModelApiKey = modelKey });
            var transcript = ShowAsync(chat);
            foreach (var line in Lines)
            {
                var answered = chat.WaitForAsync<AssistantEnd>(cancellationToken: stop);
                await caller.SayAsync(line).WaitAsync(stop);
                await await Task.WhenAny(answered, transcript).WaitAsync(TimeSpan.FromSeconds(60), stop);   // An error ends the transcript.
            }

            await chat.CloseAsync(stop);
            await transcript;
        }
        finally
        {
            await hume.EmpathicVoice.Configs.DeleteConfigAsync(config.Id!, cancellationToken: CancellationToken.None);
        }
    }

    private static async Task ShowAsync(IChatConnection chat)
    {
        await foreach (var message in chat.ReadAllAsync())
        {
            switch (message)
            {
                case UserMessage { Interim: not true } user:
                    var scores = user.Models?.Prosody?.Scores.ToScores().Top(3) ?? [];
                    AnsiConsole.MarkupLineInterpolated($"[blue]you[/]> {user.Message.Content}");
                    AnsiConsole.MarkupLineInterpolated($"[grey]     {string.Join(", ", scores.Select(s => $"{s.Name} {s.Value:0.00}"))}[/]");
                    break;
                case AssistantMessage assistant:
                    AnsiConsole.MarkupLineInterpolated($"[green]EVI[/]> {assistant.Message.Content}");
                    break;
                case WebSocketError error:
                    throw new ApiClientException($"{error.Code}: {error.Message} {error.ErrorCode?.Remedy}");
            }
        }
    }
}
