using Hume;
using Hume.EmpathicVoice;
using Hume.Tts;
using HumeGen.Audio;
using Spectre.Console;

namespace ChatHistory;

/// <summary>A short chat, for accounts without one: text-to-speech is the user.</summary>
internal static class Talk
{
    private static readonly PcmFormat Format = new(sampleRate: 48_000);

    private static readonly string[] Lines =
    [
        "Good morning! I have slept wonderfully.",
        "Then the phone rang, and everything went wrong.",
        "But now it is over, and I can laugh about it.",
        "Thank you for listening.",
    ];

    /// <returns>Id of the chat, which has ended.</returns>
    public static async Task<string> HoldAsync(IHumeClient hume, CancellationToken stop)
    {
        await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: stop);
        var metadata = await chat.WaitForMetadataAsync(stop);
        await chat.SendAsync(
            new SessionSettings { Audio = new() { Encoding = AudioConfigurationEncoding.Linear16, SampleRate = Format.SampleRate, Channels = Format.Channels } }, stop);
        for (var i = 0; i < Lines.Length; i++)
        {
            AnsiConsole.MarkupLineInterpolated($"[grey]Turn {i + 1} of {Lines.Length}[/]");
            await TakeTurnAsync(hume, chat, Lines[i], stop);
        }

        await chat.CloseAsync(stop);
        return metadata.ChatId;
    }

    private static async Task TakeTurnAsync(IHumeClient hume, IChatConnection chat, string line, CancellationToken stop)
    {
        var speech = await hume.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = line }], Format = new FormatWav() }, cancellationToken: stop);
        var answer = HearAsync(chat, stop);

        // At the pace of a microphone, with the silence by which EVI knows that the user has ended.
        var sound = PcmAudio.Join([PcmAudio.FromWav(speech.Generations[0].Audio).ConvertTo(Format), PcmAudio.Silence(TimeSpan.FromSeconds(1), Format)]);
        await foreach (var frame in sound.Split(TimeSpan.FromMilliseconds(100), padLast: true).PaceAsync(Format, cancellationToken: stop))
            await chat.SendAsync(new AudioInput { Data = frame }, stop);

        // Who speaks before the answer has been heard interrupts it.
        await Task.Delay(await answer, stop);
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
