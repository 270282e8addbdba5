using System.Text;

namespace HumeGen.Generator.Tests;

/// <summary>Every construct of a specification has a small one in <c>Constructs</c> with the output that it is known to give.</summary>
public class ConstructTests
{
    // They are alike for every API, so one construct shows them.
    private static readonly string[] Exceptions =
        ["ApiException", "AuthenticationException", "NotFoundException", "PermissionException", "RateLimitException", "ValidationException"];

    private static readonly string Folder = Repository.Find("tests", "HumeGen.Generator.Tests", "Constructs");

    public static TheoryData<string> Names() => [.. NamesOf("*.yml")];

    /// <summary>The specification of a construct; some take several files.</summary>
    internal static SpecText[] Specs(string name) => [.. Directory.GetFiles(Folder, name + ".*yml").Order(StringComparer.Ordinal).Select(SpecText.FromFile)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_is_as_approved(string name)
    {
        var run = GeneratorRun.Of(Specs(name), expectDiagnostics: true);

        ApprovedFile.Check(Path.Combine(Folder, name + ".approved.txt"), Describe(run, withExceptions: name == "errors"), "HumeGen.Generator.Tests");
    }

    [Fact]
    public void Every_approved_file_has_its_spec()
    {
        Assert.Equal(NamesOf("*.yml"), NamesOf("*.approved.txt"));
    }

    private static IEnumerable<string> NamesOf(string pattern) =>
        Directory.GetFiles(Folder, pattern).Select(f => Path.GetFileName(f).Split('.')[0]).Distinct().Order(StringComparer.Ordinal);

    private static string Describe(GeneratorRun run, bool withExceptions)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in run.Diagnostics)
        {
            var start = diagnostic.Location.GetLineSpan().StartLinePosition;
            text.Append($"{diagnostic.DefaultSeverity} {diagnostic.Id} at {diagnostic.Location.GetLineSpan().Path} ({start.Line + 1},{start.Character + 1}): {diagnostic.GetMessage(null)}\n");
        }

        foreach (var (hintName, content) in run.Files.Where(f => withExceptions || !Exceptions.Any(e => f.HintName.EndsWith(e + ".g.cs", StringComparison.Ordinal))))
            text.Append($"{(text.Length > 0 ? "\n" : "")}======== {hintName}\n{content}");
        return text.ToString();
    }
}
