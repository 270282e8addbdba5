namespace HumeGen.Samples.Tests;

public sealed class CustomisedTests
{
    [Fact]
    public async Task It_shows_each_way_to_customise()
    {
        var run = (await SampleProgram.RunAsync("Customised")).Succeeded();

        Assert.Contains("'Guide', created just now", run.Output, StringComparison.Ordinal);
        Assert.Matches("The answer sounds of [A-Z][a-z]+", run.Output);
        Assert.Matches(@"\{[0-9a-f]{8}-[0-9a-f-]{27}\}", run.Output);
        Assert.Contains("EVI falls silent for 1.5 s.", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"3 requests, \d+ messages of [\d,]+ bytes", run.Output);
    }

    [Fact]
    public async Task An_argument_is_refused() =>
        Assert.StartsWith("Unknown argument 'x'.", (await SampleProgram.RunAsync("Customised", ["x"])).Refused(), StringComparison.Ordinal);
}
