using System.Diagnostics;
using HumeGen.Audio;
using HumeGen.Simulator;

namespace HumeGen.Samples.Tests;

public sealed class MicrophoneTests : IDisposable
{
    private const string Note = "The simulator inside this process answers. It invents answers and the words that it hears;";

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _programs = new();

    public void Dispose()
    {
        _folder.Dispose();
        _programs.Dispose();
    }

    [Fact]
    public async Task A_recording_is_spoken_and_its_answer_saved()
    {
        // A rate and channels that a recorder would not have: the sample converts them.
        _folder.Write("question.wav", Sounds.Speech(TimeSpan.FromSeconds(2), new PcmFormat(44_100, channels: 2)).ToWav());

        var run = (await SampleProgram.RunAsync("Microphone", ["--file", "question.wav", "--save", "answer.wav"], folder: _folder)).Succeeded();

        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(Note, lines[0]);
        Assert.Single(lines, l => l.StartsWith("you> ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("EVI> ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("     ", StringComparison.Ordinal) && l.Count(c => c == ',') == 2);
        var answer = PcmAudio.FromWav(run.Files["answer.wav"]);
        Assert.True(answer.MeasureLevel().Rms > 0.01);
        Assert.Equal(FormattableString.Invariant($"EVI spoke for {answer.Duration.TotalSeconds:0.0} s; hear it in answer.wav"), lines[^1]);
    }

    [Fact]
    public async Task A_recording_in_which_nobody_speaks_is_told()
    {
        _folder.Write("silence.wav", PcmAudio.Silence(TimeSpan.FromSeconds(1), new PcmFormat(16_000)).ToWav());

        var run = (await SampleProgram.RunAsync("Microphone", ["--file", "silence.wav", "--save", "answer.wav"], folder: _folder)).Succeeded();

        Assert.Contains("Nobody was heard in silence.wav.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("answer.wav", run.Files.Keys);
    }

    [Fact]
    public async Task The_microphone_is_heard_the_answer_played_and_ctrl_c_ends_all()
    {
        Install("arecord", "cat speech.raw; echo $$ > recorder.pid; exec sleep 600");
        Install("aplay", "cat > playing.wav; mv playing.wav played.wav");
        _folder.Write("speech.raw", Sounds.Speech(TimeSpan.FromSeconds(2), new PcmFormat(16_000)).Data.ToArray());

        await using var sample = SampleProgram.Start("Microphone", _folder, environment: Programs());
        await sample.WaitForLineAsync("EVI> ");
        await ExistsAsync("played.wav");
        await ExistsAsync("recorder.pid");

        Assert.True(PcmAudio.FromWav(_folder.Read()["played.wav"]).MeasureLevel().Rms > 0.01);
        Assert.Equal(0, await sample.StopAsync());
        Assert.Contains("Input: arecord. Output: aplay. Ctrl+C ends.", sample.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', sample.Output);
        await EndedAsync("recorder.pid");
    }

    [Fact]
    public async Task Who_speaks_into_an_answer_ends_its_player_at_once()
    {
        await using var hume = await HumeSimulator.StartAsync(new() { ConfigureEngines = engines => engines.Chat = new LongStory() });
        // The second sentence begins when the first answer is heard.
        Install("arecord", "cat speech.raw; until [ -s player.pid ]; do sleep 0.05; done; cat speech.raw; exec sleep 600");
        Install("aplay", "[ -s player.pid ] || { echo $$ > player.pid; exec sleep 600; }; cat > second.wav");
        _folder.Write("speech.raw", Sounds.Speech(TimeSpan.FromSeconds(2), new PcmFormat(16_000)).Data.ToArray());

        await using var sample = SampleProgram.Start("Microphone", _folder, environment: new Dictionary<string, string>(Programs())
        {
            ["HUME_BASE_URL"] = hume.BaseAddress.ToString(),
            ["HUME_API_KEY"] = hume.ApiKey,
        });
        await sample.WaitForLineAsync("You interrupted EVI.");

        await EndedAsync("player.pid");
        await ExistsAsync("second.wav");
    }

    [Fact]
    public async Task A_recorder_that_fails_is_told_in_one_line()
    {
        Install("arecord", "echo 'arecord: audio open error: No such device' >&2; exit 1");
        Install("aplay", "cat > played.wav");

        var run = await SampleProgram.RunAsync("Microphone", environment: Programs(), folder: _folder);

        Assert.Equal("arecord does not record: arecord: audio open error: No such device. Check the device, then try again.", run.Refused());
    }

    [Fact]
    public async Task A_player_that_fails_is_told_in_one_line()
    {
        Install("arecord", "cat speech.raw; exec sleep 600");
        Install("aplay", "echo 'aplay: no such device' >&2; exit 1");
        _folder.Write("speech.raw", Sounds.Speech(TimeSpan.FromSeconds(2), new PcmFormat(16_000)).Data.ToArray());

        var run = await SampleProgram.RunAsync("Microphone", environment: Programs(), folder: _folder);

        Assert.Equal("aplay does not play: aplay: no such device. Check the device, then try again.", run.Refused());
    }

    [Fact]
    public async Task Without_a_recorder_or_a_player_it_says_what_to_install()
    {
        Assert.StartsWith("No program that records was found. Install one of arecord,", (await SampleProgram.RunAsync("Microphone", environment: Programs())).Refused(), StringComparison.Ordinal);

        Install("arecord", "exec sleep 600");
        Assert.StartsWith("No program that plays was found. Install one of aplay,", (await SampleProgram.RunAsync("Microphone", environment: Programs())).Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--wrong: not an argument", "--wrong", "x")]
    [InlineData("--file: not an argument of this program, or its file is missing.", "--file")]
    [InlineData("missing.wav cannot be spoken: Could not find file", "--file", "missing.wav", "--save", "answer.wav")]
    [InlineData("notes.txt cannot be spoken: ", "--file", "notes.txt", "--save", "answer.wav")]
    [InlineData("notes.txt cannot be written: ", "--file", "question.wav", "--save", "notes.txt")]
    public async Task Wrong_arguments_are_one_line_and_change_no_file(string problem, params string[] arguments)
    {
        _folder.Write("notes.txt", "my notes"u8.ToArray());
        _folder.Write("question.wav", Sounds.Speech(TimeSpan.FromSeconds(1), new PcmFormat(16_000)).ToWav());

        var run = await SampleProgram.RunAsync("Microphone", arguments, folder: _folder);

        Assert.StartsWith(problem, run.Refused(), StringComparison.Ordinal);
        Assert.Equal(["notes.txt", "question.wav"], run.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("my notes"u8.ToArray(), run.Files["notes.txt"]);
    }

    [Theory]
    [InlineData("HUME_BASE_URL", "HUME_API_KEY is not set.")]
    [InlineData("HUME_API_KEY", "HUME_BASE_URL is not set.")]
    public async Task Half_of_a_server_is_refused(string given, string problem)
    {
        var run = await SampleProgram.RunAsync("Microphone", environment: new Dictionary<string, string> { [given] = "http://127.0.0.1:9" });

        Assert.StartsWith(problem, run.Refused(), StringComparison.Ordinal);
    }

    /// <summary>Puts a program on the path of the sample, which has no other.</summary>
    private void Install(string name, string script)
    {
        _programs.Write(name, System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(_programs.Path, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Dictionary<string, string> Programs() => new() { ["PATH"] = _programs.Path };

    private async Task ExistsAsync(string name)
    {
        for (var patience = Stopwatch.StartNew(); !File.Exists(Path.Combine(_folder.Path, name)); await Task.Delay(20))
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(5), $"{name} was not written.");
    }

    private async Task EndedAsync(string name)
    {
        var id = int.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Path, name)), System.Globalization.CultureInfo.InvariantCulture);
        for (var patience = Stopwatch.StartNew(); Directory.Exists($"/proc/{id}"); await Task.Delay(20))
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(5), $"The process of {name} goes on.");
    }
}
