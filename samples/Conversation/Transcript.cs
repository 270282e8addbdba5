using System.Text.Json;
using System.Threading.Channels;
using Hume.EmpathicVoice;
using HumeGen.Audio;

namespace Conversation;

/// <summary>Shows what both sides say, with the strongest emotions in their voices, and gives the sound to a player.</summary>
internal sealed class Transcript(IChatConnection chat, Player player, bool showsTyped)
{
    private readonly Channel<int> _answers = Channel.CreateUnbounded<int>();
    private int _said;

    /// <summary>Reads messages up to the end of the chat.</summary>
    public async Task ShowAsync()
    {
        try
        {
            await foreach (var message in chat.ReadAllAsync())
                Show(message);
        }
        finally
        {
            player.End();
            _answers.Writer.Complete();
        }
    }

    /// <summary>Waits until the assistant has answered that many things that the user said, and has been heard.</summary>
    public async Task WaitForAnswerAsync(int number)
    {
        await foreach (var answered in _answers.Reader.ReadAllAsync())
        {
            if (answered >= number)
                return;
        }
    }

    private void Show(ISubscribeEvent message)
    {
        switch (message)
        {
            case UserMessage { Interim: not true } user:
                _said++;
                if (showsTyped || user.FromText is not true)
                    player.Show($"[blue]you[/]> {user.Message.Content}");
                ShowScores(user.Models?.Prosody?.Scores);
                break;
            case AssistantMessage assistant:
                player.Show($"[green]EVI[/]> {assistant.Message.Content}");
                break;
            case AssistantProsody prosody:
                ShowScores(prosody.Models?.Prosody?.Scores);
                break;
            case AudioOutput audio:
                player.Play(audio.ReadPcm());
                break;
            case ToolCallMessage call:
                player.Show($"[grey]     EVI asks this program for the weather in {Weather.Place(JsonElement.Parse(call.Parameters))}[/]");
                break;
            case UserInterruption:
                player.Cut();
                player.Show($"[yellow]     interrupted[/]");
                break;
            case AssistantEnd:
                var said = _said;
                player.Then(() => _answers.Writer.TryWrite(said));
                break;
            case WebSocketError error:
                player.Show($"[red]{error.Code}[/] {error.Message} {error.ErrorCode?.Remedy}");
                break;
        }
    }

    private void ShowScores(EmotionScores? scores)
    {
        if (scores is not null)
            player.Show($"[grey]     {string.Join(", ", scores.ToScores().Top(3).Select(s => FormattableString.Invariant($"{s.Name} {s.Value:0.00}")))}[/]");
    }
}
