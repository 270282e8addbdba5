using System.Diagnostics;
using System.Reflection;

namespace Hume.EndToEnd;

/// <summary>The sample whose client is generated into its own assembly does what its comments say.</summary>
public class CustomisedSampleTests
{
    [Fact]
    public async Task The_sample_shows_each_way_to_customise()
    {
        var sample = typeof(CustomisedSampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CustomisedSample").Value!;
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", sample]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, await error);
        Assert.Contains("hook: POST /v0/evi/prompts (attempt 1): 201", output, StringComparison.Ordinal);
        Assert.Contains("'Guide', created just now", output, StringComparison.Ordinal);
        Assert.Matches("hook: Sent [0-9]+ bytes on /v0/evi/chat", output);
        Assert.Matches("hook: Received [0-9,]+ bytes on /v0/evi/chat", output);
        Assert.Matches("The answer sounds of [A-Z][a-z]+", output);
        Assert.Matches(@"\{[0-9a-f]{8}-[0-9a-f-]{27}\}", output);
        Assert.Contains("EVI falls silent for 1.5 s.", output, StringComparison.Ordinal);
    }
}
