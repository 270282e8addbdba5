namespace HumeGen.Generator.Tests;

/// <summary>The specifications that come with the client.</summary>
public class BundledSpecTests
{
    [Fact]
    public void All_generate_without_diagnostics_and_compile_without_warnings()
    {
        var run = GeneratorRun.Of(SpecText.FromRepository());

        Assert.Contains("Hume.HumeClient.g.cs", run.Files.Select(f => f.HintName));
        Assert.All(run.Files, f => Assert.True(f.HintName.Length < 120, $"{f.HintName} is a long name for a file."));
    }

    [Fact]
    public void Names_are_settled_by_the_overlay_and_not_by_numbers()
    {
        var result = new GeneratorSession(SpecText.FromRepository()).Run();

        // Foo_2 would be the sign of two things that want the same name; gpt-4.1 is Gpt4_1.
        Assert.DoesNotContain(result.GeneratedSources, s => System.Text.RegularExpressions.Regex.IsMatch(s.HintName, @"[A-Za-z]_\d+\."));
    }
}
