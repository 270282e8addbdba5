using System.Diagnostics;
using Hume;
using Hume.Tts;
using Spectre.Console;

namespace Quickstart;

/// <summary>Speaks a sentence into a file, then streams it and watches the chunks arrive.</summary>
internal static class Speech
{
    private const string Recording = "hello.wav";

    public static async Task<string> RunAsync(IHumeClient hume)
    {
        AnsiConsole.Write(new Rule("[bold]Speech[/]").LeftJustified());
        var request = new PostedTts
        {
            Utterances = [new() { Text = "Hello! It is good to hear from you.", Description = "A calm, friendly voice." }],
            Format = new FormatWav(),
        };

        var speech = await hume.Tts.SynthesizeJsonAsync(request);
        var generation = speech.Generations[0];
        var old = File.Exists(Recording) ? ", in the place of an older one" : "";
        await File.WriteAllBytesAsync(Recording, generation.Audio);
        AnsiConsole.MarkupLineInterpolated($"Spoke [green]{generation.Duration:0.00} s[/] of {generation.Encoding.SampleRate} Hz audio into [green]{Recording}[/]{old}");

        var watch = Stopwatch.StartNew();
        TimeSpan? first = null;
        int chunks = 0, bytes = 0;
        await foreach (var item in hume.Tts.SynthesizeJsonStreamingAsync(request))
        {
            if (item is not SnippetAudioChunk chunk)
                continue;
            first ??= watch.Elapsed;
            chunks++;
            bytes += chunk.Audio.Length;
        }

        AnsiConsole.MarkupLineInterpolated($"Streamed it: the first chunk came after [green]{first?.TotalMilliseconds:0} ms[/], [green]{Math.Max(0, chunks - 1)}[/] more followed, {bytes:N0} bytes in all");
        return Recording;
    }
}
