using HumeGen.Audio;

namespace HumeGen.Samples.Tests;

public sealed class ConversationTests
{
    [Fact]
    public async Task It_talks_uses_a_tool_and_is_interrupted()
    {
        var run = (await SampleProgram.RunAsync("Conversation")).Succeeded();

        var lines = run.Output.Split('\n').ToList();
        int First(string text) => lines.FindIndex(l => l.Contains(text, StringComparison.Ordinal));
        string[] order =
        [
            "It invents answers", "you> Good morning! I slept wonderfully.", "EVI> You said: Good morning!", "you> What will the weather be like in Oslo?",
            "EVI asks this program for the weather in Oslo", "interrupted",
        ];
        Assert.All(order.Zip(order.Skip(1)), pair => Assert.True(First(pair.First) >= 0 && First(pair.First) < First(pair.Second), $"{pair}\n{run.Output}"));
        Assert.StartsWith("you> ", lines[First("interrupted") + 1], StringComparison.Ordinal);
        Assert.Matches(@"\n     [A-Z][a-z ()]+ 0\.\d\d, ", run.Output);
        Assert.DoesNotContain('{', run.Output);

        // A column for each tenth of a second, and a shorter one at the end of each piece.
        var sound = PcmAudio.FromWav(run.Files["assistant.wav"]);
        var columns = run.Output.Count("▁▂▃▄▅▆▇█".Contains);
        Assert.True(columns >= sound.Duration.TotalSeconds / 0.1 && columns < sound.Duration.TotalSeconds / 0.05, $"{columns} columns for {sound}");
        Assert.Contains(FormattableString.Invariant($"{sound.Duration.TotalSeconds:0.0} s; it is in assistant.wav"), run.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_a_pipe_are_what_is_typed()
    {
        var run = (await SampleProgram.RunAsync("Conversation", ["--type"], "Hello there!\nHow is the weather in Lima?\n\nnot said\n")).Succeeded();

        Assert.Contains("EVI> You said: Hello there!", run.Output, StringComparison.Ordinal);
        Assert.Contains("EVI> In Lima it is sunny", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not said", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_of_another_rate_is_heard()
    {
        using var folder = new TemporaryFolder();
        var tone = PcmAudio.FromSamples([.. Enumerable.Range(0, 24_000).Select(i => MathF.Sin(i * 0.1f) / 2)], new PcmFormat(16_000));
        folder.Write("question.wav", tone.ToWav());

        var run = (await SampleProgram.RunAsync("Conversation", ["question.wav"], folder: folder)).Succeeded();

        Assert.Contains("you> ", run.Output, StringComparison.Ordinal);
        Assert.Contains("EVI> You said: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_missing_or_no_recording_is_one_line()
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.wav", "These are notes."u8.ToArray());

        Assert.StartsWith("There is no file 'absent.wav'.", (await SampleProgram.RunAsync("Conversation", ["absent.wav"], folder: folder)).Refused(), StringComparison.Ordinal);
        Assert.StartsWith("There is no file '--typo'.", (await SampleProgram.RunAsync("Conversation", ["--typo"], folder: folder)).Refused(), StringComparison.Ordinal);
        Assert.StartsWith("'notes.wav' is not a recording", (await SampleProgram.RunAsync("Conversation", ["notes.wav"], folder: folder)).Refused(), StringComparison.Ordinal);
    }
}
