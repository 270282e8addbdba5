using HumeGen.Audio;

namespace HumeGen.Samples.Tests;

public sealed class QuickstartTests
{
    [Fact]
    public async Task It_speaks_configures_measures_and_shows_an_error()
    {
        var run = (await SampleProgram.RunAsync("Quickstart")).Succeeded();

        Assert.Equal(["hello.wav"], run.Files.Keys);
        var sound = PcmAudio.FromWav(run.Files["hello.wav"]);
        Assert.Contains(FormattableString.Invariant($"Spoke {sound.Duration.TotalSeconds:0.00} s of 48000 Hz audio into hello.wav"), run.Words, StringComparison.Ordinal);
        Assert.Contains("Renamed: helper in rhyme, with the prompt assistant in rhyme and the tool weather_report", run.Words, StringComparison.Ordinal);
        Assert.Contains("its scores are estimates by simple rules", run.Words, StringComparison.Ordinal);
        Assert.Matches(@"I am so happy with how this turned out! Joy +0\.\d", run.Words.Replace("█", "", StringComparison.Ordinal));
        Assert.Contains("E0709 (HTTP 400)", run.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_recording_is_not_replaced_without_a_word()
    {
        using var folder = new TemporaryFolder();
        folder.Write("hello.wav", [1]);

        var run = (await SampleProgram.RunAsync("Quickstart", folder: folder)).Succeeded();

        Assert.Contains("into hello.wav, in the place of an older one", run.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_one_line()
    {
        var run = await SampleProgram.RunAsync("Quickstart", environment: new Dictionary<string, string> { ["HUME_BASE_URL"] = "http://127.0.0.1:9", ["HUME_API_KEY"] = "k" });

        Assert.Contains("127.0.0.1:9", run.Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Quickstart")]
    [InlineData("Conversation")]
    [InlineData("EmotionStream")]
    public async Task Half_of_a_server_is_refused(string sample)
    {
        foreach (var (given, missing) in new[] { ("HUME_BASE_URL", "HUME_API_KEY"), ("HUME_API_KEY", "HUME_BASE_URL") })
        {
            var run = await SampleProgram.RunAsync(sample, environment: new Dictionary<string, string> { [given] = "http://127.0.0.1:9" });

            Assert.Equal($"{missing} is not set. Set both to talk to a server, or neither to talk to the simulator.", run.Refused());
            Assert.Empty(run.Files);
        }
    }
}
