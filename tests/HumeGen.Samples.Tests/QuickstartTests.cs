using HumeGen.Audio;

namespace HumeGen.Samples.Tests;

public sealed class QuickstartTests
{
    [Fact]
    public async Task It_speaks_configures_measures_and_shows_an_error()
    {
        var run = (await SampleProgram.RunAsync("Quickstart")).Succeeded();

        Assert.True(PcmAudio.FromWav(run.Files["hello.wav"]).Duration > TimeSpan.FromSeconds(1));
        Assert.Contains("Renamed: helper in rhyme, with the prompt assistant in rhyme and the tool weather_report", run.Output, StringComparison.Ordinal);
        Assert.Contains("The job is done: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("E0709 (HTTP 400)", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HUME_BASE_URL", "HUME_API_KEY")]
    [InlineData("HUME_API_KEY", "HUME_BASE_URL")]
    public async Task Half_of_a_server_is_refused(string given, string missing)
    {
        var run = await SampleProgram.RunAsync("Quickstart", environment: new Dictionary<string, string> { [given] = "http://127.0.0.1:9" });

        Assert.StartsWith($"{missing} is not set.", run.Refused(), StringComparison.Ordinal);
        Assert.Empty(run.Files);
    }
}
