namespace HumeGen.Tool.Tests;

/// <summary>Output for mistyped arguments and for help.</summary>
public class CommandLineTests
{
    [Fact]
    public void Help_lists_the_commands_and_their_options()
    {
        using var folder = new Workspace();

        var (exitCode, output, _) = folder.Run("--help");
        Assert.Equal(0, exitCode);
        Assert.All(["diff <old> <new>", "emit <specs>", "check <specs>", "where <name> <specs>", "--version"], w => Assert.Contains(w, output, StringComparison.Ordinal));

        (exitCode, output, _) = folder.Run("diff", "--help");
        Assert.Equal(0, exitCode);
        Assert.All(["--overlay", "--format", "--output", "--fail-on-breaking"], w => Assert.Contains(w, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("diff", "Required argument 'old' missing")]
    [InlineData("diff here there", "There is no file or folder 'here'.")]
    [InlineData("check", "Required argument 'specs' missing")]
    [InlineData("check nowhere.yml", "There is no file or folder 'nowhere.yml'.")]
    [InlineData("check empty", "The folder 'empty' holds no specification (*.yml, *.yaml, *.json).")]
    [InlineData("where Shop", "Required argument 'specs' missing")]
    [InlineData("emit empty", "Option '--output' is required.")]
    [InlineData("diff empty empty --format html", "Argument 'html' not recognized.")]
    [InlineData("dif empty empty", "Unrecognized command or argument 'dif'")]
    public void A_mistake_is_named_and_fails(string arguments, string expected)
    {
        using var folder = new Workspace().With("empty/notes.txt", "No specification.");

        var (exitCode, _, error) = folder.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(Terminal.Failure, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }
}
