using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Generator.Tests;

/// <summary>Every construct of a specification has a small one in <c>Constructs</c> with the output that it is known to give.</summary>
public class ConstructTests
{
    // Options, exceptions and the list of specifications are alike for every API, so a few constructs show them.
    private static readonly string[] SharedFiles =
    [
        "ApiException", "AuthenticationException", "ClientOptions", "NotFoundException", "PermissionException", "RateLimitException", "Specifications", "ValidationException",
    ];

    private static readonly string[] WithSharedParts = ["credentials", "errors", "servers"];

    private static readonly string Folder = Repository.Find("tests", "HumeGen.Generator.Tests", "Constructs");

    public static TheoryData<string> Names() => [.. NamesOf("*.yml")];

    /// <summary>The specification of a construct; some take several files.</summary>
    internal static SpecText[] Specs(string name) => [.. Directory.GetFiles(Folder, name + ".*yml").Order(StringComparer.Ordinal).Select(SpecText.FromFile)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_is_as_approved(string name)
    {
        var run = GeneratorRun.Of(Specs(name), expectDiagnostics: true);

        ApprovedFile.Check(Path.Combine(Folder, name + ".approved.txt"), Describe(run, withSharedParts: WithSharedParts.Contains(name)), "HumeGen.Generator.Tests");
    }

    [Fact]
    public void Every_approved_file_has_its_spec()
    {
        Assert.Equal(NamesOf("*.yml"), NamesOf("*.approved.txt"));
    }

    private static IEnumerable<string> NamesOf(string pattern) =>
        Directory.GetFiles(Folder, pattern).Select(f => Path.GetFileName(f).Split('.')[0]).Distinct().Order(StringComparer.Ordinal);

    private static string Describe(GeneratorRun run, bool withSharedParts)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in run.Diagnostics)
        {
            var start = diagnostic.Location.GetLineSpan().StartLinePosition;
            text.Append($"{diagnostic.DefaultSeverity} {diagnostic.Id} at {diagnostic.Location.GetLineSpan().Path} ({start.Line + 1},{start.Character + 1}): {diagnostic.GetMessage(null)}\n");
        }

        foreach (var (hintName, content) in run.Files)
        {
            var shown = withSharedParts ? content : WithoutSharedParts(hintName, content);
            if (shown.Length > 0)
                text.Append($"{(text.Length > 0 ? "\n" : "")}======== {hintName}\n{shown}");
        }

        return text.ToString();
    }

    // Without the members that every root client has; empty where nothing else is left.
    private static string WithoutSharedParts(string hintName, string content)
    {
        if (SharedFiles.Any(e => hintName.EndsWith(e + ".g.cs", StringComparison.Ordinal)))
            return "";
        if (!hintName.EndsWith("Client.g.cs", StringComparison.Ordinal))
            return content;
        var root = CSharpSyntaxTree.ParseText(content, new CSharpParseOptions(preprocessorSymbols: ["NET"])).GetRoot();
        var kept = root.RemoveNodes(root.DescendantNodes().Where(n => IsShared(n)), SyntaxRemoveOptions.KeepNoTrivia)!;
        return kept.DescendantNodes().OfType<TypeDeclarationSyntax>().All(t => t.Members.Count == 0) ? "" : kept.ToFullString();
    }

    private static bool IsShared(SyntaxNode member) => member switch
    {
        FieldDeclarationSyntax or ConstructorDeclarationSyntax => true,
        PropertyDeclarationSyntax property => property.Identifier.Text == "Pipeline",
        MethodDeclarationSyntax method => method.Identifier.Text == "Dispose",
        _ => false,
    };
}
