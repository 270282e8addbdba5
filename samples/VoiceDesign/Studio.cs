using Hume;
using Hume.Tts;
using HumeGen.Audio;
using Spectre.Console;

namespace VoiceDesign;

/// <summary>The way from a description to a voice that can be spoken with.</summary>
internal sealed class Studio(IHumeClient hume, string folder)
{
    public async Task DesignAsync(Wish wish, bool keep, CancellationToken stop)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{wish.Description}[/]");
        var takes = await RecordAsync(wish, stop);
        var chosen = Choose(wish, takes.Count);

        // The generation is the voice: whatever is spoken later sounds like it.
        var voice = await hume.Tts.Voices.CreateAsync(new() { GenerationId = takes[chosen - 1].GenerationId, Name = wish.Name }, cancellationToken: stop);
        AnsiConsole.MarkupLineInterpolated($"Saved take [green]{chosen}[/] as the voice [green]{wish.Name}[/]");
        try
        {
            await SpeakAsync(wish.Name, stop);
            await ListAsync(wish.Name, stop);
        }
        finally
        {
            // Also when the program is stopped: a voice that nobody wanted to keep takes up a place in the account.
            if (!keep)
                await hume.Tts.Voices.DeleteAsync(new() { Name = wish.Name }, cancellationToken: CancellationToken.None);
        }

        AnsiConsole.MarkupLineInterpolated($"{(keep ? $"Kept the voice {wish.Name}, id {voice.Id}" : "Deleted the voice; --keep keeps it")}");
    }

    /// <summary>Has the words spoken several times. Each take is another voice of that description.</summary>
    private async Task<IReadOnlyList<ReturnGeneration>> RecordAsync(Wish wish, CancellationToken stop)
    {
        var speech = await hume.Tts.SynthesizeJsonAsync(
            new()
            {
                Utterances = [new() { Text = wish.Text, Description = wish.Description }],
                NumGenerations = wish.Takes,
                Format = new FormatWav(),
            },
            cancellationToken: stop);
        var table = new Table().AddColumns("take", "file", "length", "sound").RoundedBorder();
        for (var i = 0; i < speech.Generations.Count; i++)
        {
            var file = await WriteAsync($"take-{i + 1}.wav", speech.Generations[i].Audio, stop);
            var sound = PcmAudio.FromWav(speech.Generations[i].Audio);
            table.AddRow($"{i + 1}", Markup.Escape(file), FormattableString.Invariant($"{sound.Duration.TotalSeconds:0.00} s"), $"[teal]{Waveform.Of(sound)}[/]");
        }

        AnsiConsole.Write(table);
        return speech.Generations;
    }

    // Without somebody at a terminal nobody can be asked.
    private static int Choose(Wish wish, int count) => wish.Take
        ?? (count == 1 || Console.IsInputRedirected || Console.IsOutputRedirected
            ? 1
            : AnsiConsole.Prompt(new TextPrompt<int>("Listen to the files. Which take is the voice?").AddChoices(Enumerable.Range(1, count))));

    private async Task SpeakAsync(string name, CancellationToken stop)
    {
        var speech = await hume.Tts.SynthesizeJsonAsync(
            new()
            {
                Utterances =
                [
                    new()
                    {
                        Text = "This is a new sentence, in the voice that you have chosen.",
                        Voice = new PostedUtteranceVoiceWithName { Name = name, Provider = VoiceProvider.CustomVoice },
                    },
                ],
                Format = new FormatWav(),
            },
            cancellationToken: stop);
        var file = await WriteAsync("spoken.wav", speech.Generations[0].Audio, stop);
        AnsiConsole.MarkupLineInterpolated($"Spoke a new sentence with it into [green]{file}[/]");
    }

    private async Task ListAsync(string name, CancellationToken stop)
    {
        AnsiConsole.WriteLine("Voices of this account:");
        await foreach (var voice in hume.Tts.Voices.ListAsync(new() { Provider = VoiceProvider.CustomVoice }, cancellationToken: stop))
            AnsiConsole.MarkupLineInterpolated($"  {voice.Name} [grey]{voice.Id}{(voice.Name == name ? ", the new one" : "")}[/]");
    }

    private async Task<string> WriteAsync(string name, ReadOnlyMemory<byte> audio, CancellationToken stop)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(path, audio, stop);
        return path;
    }
}
