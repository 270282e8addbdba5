using System.Text.RegularExpressions;
using HumeGen.Simulator;

namespace HumeGen.Docs.Tests;

public sealed class CSharpBlockTests(Programs programs) : IClassFixture<Programs>
{
    private static IEnumerable<CodeBlock> Blocks => CodeBlock.All.Where(b => b.IsCSharp);

    public static TheoryData<string, string> Runs()
    {
        var runs = new TheoryData<string, string>();
        foreach (var block in Blocks.Where(b => Context.Names.Contains(b.Name)))
        {
            foreach (var framework in Context.Read(block.Name!).Frameworks)
                runs.Add(block.Id, framework);
        }

        return runs;
    }

    [Fact]
    public void Each_block_has_a_context() => Problems.AssertNone(
        from block in Blocks
        where !Context.Names.Contains(block.Name)
        let name = block.Name ?? "SomeName"
        select $"{block.File}({block.Line}): this block is not run. Begin it with ```csharp {name}, and add "
            + $"tests/HumeGen.Docs.Tests/Contexts/{name}.cs: the statements that go before it, the line '// The block.', those that go after it, "
            + "and behind '// Prints:' the lines that it prints.");

    [Fact]
    public void Names_are_unique_and_each_context_has_a_block_and_no_usings()
    {
        Assert.Distinct(Blocks.Select(b => b.Id));
        Assert.Empty(Context.Names.Except(Blocks.Select(b => b.Name)));
        Assert.All(Context.Names, n => Assert.DoesNotMatch(@"(?m)^using [\w.]+;", Context.Read(n).Text));
    }

    [Fact]
    public void Blocks_compile_without_a_warning()
    {
        Problems.AssertNone(programs.Build.Problems());
        Assert.True(programs.Build.Succeeded, programs.Build.Output);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_block_does_what_the_text_says(string block, string framework)
    {
        await using var simulator = await HumeSimulator.StartAsync(new() { JobDuration = TimeSpan.Zero });

        var run = await programs.RunAsync(block, framework, simulator);

        Assert.True(run.Succeeded, run.Output);
        var context = Context.Read(block[..block.IndexOf('_', StringComparison.Ordinal)]);
        var expected = $"^{Regex.Escape(context.Prints).Replace("\\*", ".*", StringComparison.Ordinal)}$";
        var printed = run.Output.ReplaceLineEndings("\n").TrimEnd();
        Assert.True(Regex.IsMatch(printed, expected), $"{context.Path} expects\n{context.Prints}\nbut the program prints\n{printed}");
    }
}
