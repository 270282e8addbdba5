namespace HumeGen.Samples.Tests;

/// <summary>The sample as <c>dotnet run</c> starts it, with the JIT; <c>.ci/aot</c> runs the published one.</summary>
public sealed class AotTests
{
    [Fact]
    public async Task Each_kind_of_call_works_without_reflection()
    {
        var run = (await SampleProgram.RunAsync("Aot")).Succeeded();

        Assert.Equal(
            [
                "Server", "Speech as JSON", "Speech as a stream", "Speech as a file", "Speech over a WebSocket", "Chat with a tool",
                "A tool is created, listed and deleted", "Batch job with an upload", "Expression stream", "A typed error", "Start",
            ],
            run.Output.TrimEnd().Split('\n').Select(l => l.Split(':')[0]));
        Assert.Contains("while it runs (JIT)", run.Output, StringComparison.Ordinal);
        Assert.Matches("Speech as a stream: [1-9]", run.Output);
        Assert.Contains("predictions for 2 sources", run.Output, StringComparison.Ordinal);
        Assert.Contains("E0709", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_of_a_server_is_refused()
    {
        var run = await SampleProgram.RunAsync("Aot", environment: new Dictionary<string, string> { ["HUME_BASE_URL"] = "http://127.0.0.1:9" });

        Assert.StartsWith("HUME_API_KEY is not set.", run.Refused(), StringComparison.Ordinal);
    }
}
