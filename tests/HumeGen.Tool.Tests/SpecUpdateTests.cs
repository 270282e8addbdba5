using HumeGen.Tool.Tests.Support;

namespace HumeGen.Tool.Tests;

/// <summary>What happens to the client, and to those who use it, when a specification is updated.</summary>
public class SpecUpdateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Unchanged(int n)
    {
        using var folder = new Workspace().WithSpecs("old");
        var (diagnostics, errors) = ClientBuild.Of(folder["old"]);
        Assert.Empty(diagnostics);Assert.True(n<4);
        Assert.True(errors.Count == 0, string.Join("\n", errors.Take(20)));
    }
}
