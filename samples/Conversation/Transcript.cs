using Hume.EmpathicVoice;
using HumeGen.Audio;
using Spectre.Console;

namespace Conversation;

/// <summary>Shows what both sides say as it comes, with the strongest emotions in their voices.</summary>
internal static class Transcript
{
    /// <summary>Reads messages up to the end of the chat.</summary>
    /// <returns>The pieces of the assistant's speech.</returns>
    public static async Task<List<PcmAudio>> ShowAsync(IChatConnection chat)
    {
        var speech = new List<PcmAudio>();
        await foreach (var message in chat.ReadAllAsync())
        {
            switch (message)
            {
                case UserMessage { Interim: not true } user:
                    AnsiConsole.MarkupLineInterpolated($"[blue]you[/]> {user.Message.Content}");
                    Show(user.Models?.Prosody?.Scores);
                    break;
                case AssistantMessage assistant:
                    AnsiConsole.MarkupLineInterpolated($"[green]EVI[/]> {assistant.Message.Content}");
                    break;
                case AssistantProsody prosody:
                    Show(prosody.Models?.Prosody?.Scores);
                    break;
                case AudioOutput audio:
                    speech.Add(audio.ReadPcm());
                    break;
                case ToolCallMessage call:
                    AnsiConsole.MarkupLineInterpolated($"[grey]     EVI calls {call.Name} with {call.Parameters}[/]");
                    break;
                case UserInterruption:
                    AnsiConsole.MarkupLine("[grey]     interrupted[/]");
                    break;
                case WebSocketError error:
                    AnsiConsole.MarkupLineInterpolated($"[red]{error.Code}[/] {error.Message} {error.ErrorCode?.Remedy}");
                    break;
            }
        }

        return speech;
    }

    private static void Show(EmotionScores? scores)
    {
        if (scores is null)
            return;
        var strongest = scores.Scores.OrderByDescending(s => s.Value).Take(3).Select(s => $"{s.Key} {s.Value:0.00}");
        AnsiConsole.MarkupLineInterpolated($"[grey]     {string.Join(", ", strongest)}[/]");
    }
}
