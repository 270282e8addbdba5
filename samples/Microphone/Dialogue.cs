using Hume.EmpathicVoice;
using HumeGen.Audio;
using Spectre.Console;

namespace Microphone;

/// <summary>Sends the user's voice into the chat, shows what both say, and plays the answers.</summary>
internal sealed class Dialogue(IChatConnection chat, IOutput output)
{
    private volatile bool _wasHeard;
    private volatile bool _isAnswered;

    /// <summary>Talks until the source ends or the user ends it.</summary>
    public async Task RunAsync(Source source, CancellationToken end)
    {
        using var speaking = CancellationTokenSource.CreateLinkedTokenSource(end);
        var listening = ListenAsync();
        var sending = LevelMeter.RunAsync(meter => SpeakAsync(source, meter, speaking.Token));
        try
        {
            var first = await Task.WhenAny(listening, sending, output.Failed);
            await first;
            if (first == sending)
            {
                if (!_wasHeard)
                    AnsiConsole.MarkupLineInterpolated($"Nobody was heard in {source.Name}.");
                await output.FinishAsync(end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            output.Stop();
        }
        finally
        {
            await speaking.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await chat.CloseAsync(CancellationToken.None);
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SpeakAsync(Source source, LevelMeter meter, CancellationToken end)
    {
        await chat.SendAsync(
            new SessionSettings { Audio = new() { Encoding = AudioConfigurationEncoding.Linear16, SampleRate = Source.Format.SampleRate, Channels = Source.Format.Channels } },
            end);
        await foreach (var frame in source.ReadAsync(() => _wasHeard ? _isAnswered : null, end))
        {
            meter.Show(frame);
            await chat.SendAsync(new AudioInput { Data = frame }, end);
        }
    }

    private async Task ListenAsync()
    {
        await foreach (var message in chat.ReadAllAsync())
        {
            switch (message)
            {
                case UserMessage user:
                    _isAnswered = false;
                    _wasHeard = true;
                    AnsiConsole.MarkupLineInterpolated($"[blue]you[/]> {user.Message.Content}");
                    ShowEmotions(user.Models);
                    break;
                case AssistantMessage assistant:
                    AnsiConsole.MarkupLineInterpolated($"[green]EVI[/]> {assistant.Message.Content}");
                    break;
                case AssistantProsody prosody:
                    ShowEmotions(prosody.Models);
                    break;
                case AudioOutput audio:
                    await output.PlayAsync(audio.ReadPcm());
                    break;
                case AssistantEnd:
                    output.EndAnswer();
                    _isAnswered = true;
                    break;
                case UserInterruption:
                    output.Stop();
                    AnsiConsole.MarkupLine("[grey]     You interrupted EVI.[/]");
                    break;
                case WebSocketError error:
                    AnsiConsole.MarkupLineInterpolated($"[red]{error.Code}[/] {error.Message} {error.ErrorCode?.Remedy}");
                    break;
            }
        }
    }

    private static void ShowEmotions(Inference? models)
    {
        if (models?.Prosody?.Scores.ToScores().Top(3) is { Count: > 0 } strongest)
            AnsiConsole.MarkupLineInterpolated($"[grey]     {string.Join(", ", strongest.Select(s => $"{s.Name} {s.Value:0.00}"))}[/]");
    }
}
