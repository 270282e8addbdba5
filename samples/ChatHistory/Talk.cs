using Hume;
using Hume.EmpathicVoice;
using Hume.Tts;
using HumeGen.Audio;
using Samples;
using Spectre.Console;

namespace ChatHistory;

/// <summary>A short chat, for accounts without one: text-to-speech is the user.</summary>
internal static class Talk
{
    /// <returns>Id of the chat, which has ended.</returns>
    public static async Task<string> HoldAsync(IHumeClient hume, ScriptedEars? ears, CancellationToken stop)
    {
        await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: stop);
        var metadata = await chat.WaitForMetadataAsync(stop);
        var caller = new ScriptedCaller(hume, chat, ears);
        await caller.IntroduceAsync(new SessionSettings());
        foreach (var (user, assistant) in Script.Turns)
        {
            AnsiConsole.MarkupLineInterpolated($"[grey]Saying: {user.Text}[/]");
            if (ears is not null)
                await LearnAsync(hume, ears, assistant, stop);
            var answer = HearAsync(chat, stop);
            await caller.SayAsync(user);

            // Who speaks before the answer has been heard interrupts it.
            await Task.Delay(await answer, stop);
        }

        await chat.CloseAsync(stop);
        return metadata.ChatId;
    }

    // The simulator knows the emotions of the script by the sound of its lines.
    private static async Task LearnAsync(IHumeClient hume, ScriptedEars ears, ScriptLine line, CancellationToken stop)
    {
        var speech = await hume.Tts.SynthesizeJsonAsync(
            new() { Utterances = [new() { Text = line.Text }], SplitUtterances = false, Format = new FormatWav() }, cancellationToken: stop);
        ears.Learn(line, PcmAudio.FromWav(speech.Generations[0].Audio));
    }

    /// <returns>Playing time of the answer.</returns>
    private static async Task<TimeSpan> HearAsync(IChatConnection chat, CancellationToken stop)
    {
        var duration = TimeSpan.Zero;
        await foreach (var message in chat.ReadAllAsync(stop))
        {
            if (message is AudioOutput audio)
                duration += audio.ReadPcm().Duration;
            if (message is AssistantEnd)
                break;
        }

        return duration;
    }
}
