using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Generator.Tests;

/// <summary>The pages that tests, specifications and code cite by <c>docs/PAGE.md#anchor</c>, the citations, and the tests of the repository.</summary>
internal static partial class CitedPages
{
    /// <summary>Discrepancies of Hume's sources.</summary>
    public const string Discrepancies = "docs/discrepancies.md";

    /// <summary>Faults and what the client does about them.</summary>
    public const string Reliability = "docs/reliability.md";

    /// <summary>The sections of both pages, by their citation.</summary>
    public static IReadOnlyDictionary<string, MarkdownSection> Sections { get; } = new[] { Discrepancies, Reliability }
        .SelectMany(page => SectionsOf(page).Select(section => (Citation: $"{page}#{section.Anchor}", section)))
        .ToDictionary(s => s.Citation, s => s.section);

    /// <summary>The text files that may cite, each with its path and its text.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files { get; } =
    [
        .. new[] { "specs", "generator", "runtime", "samples", "tests", "docs", ".ci" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.Find(folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .Select(file => (Path: Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File: file))
            .Where(f => !BuiltPattern().IsMatch(f.Path) && (TextPattern().IsMatch(f.Path) || f.Path.StartsWith(".ci/", StringComparison.Ordinal)))
            .Select(f => (f.Path, File.ReadAllText(f.File))),
    ];

    /// <summary>Every test as <c>Class.Method</c>, with the citations in its traits.</summary>
    public static ILookup<string, string[]> Tests { get; } = Repository.Sources("tests")
        .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
        .Where(method => method.Parent is TypeDeclarationSyntax && Attributes(method).Any(a => a.Name.ToString() is "Fact" or "Theory"))
        .ToLookup(
            method => $"{((TypeDeclarationSyntax)method.Parent!).Identifier.Text}.{method.Identifier.Text}",
            method => Attributes(method).Where(a => a.Name.ToString() == "Trait").SelectMany(a => CitationsIn(Value(a))).ToArray());

    /// <summary>The sections of a page in their order.</summary>
    public static IEnumerable<MarkdownSection> SectionsOf(string page) => new MarkdownPage(File.ReadAllText(Repository.Find(page))).Sections;

    /// <summary>The citations in a text.</summary>
    public static IEnumerable<string> CitationsIn(string text) => CitationPattern().Matches(text).Select(m => m.Value);

    /// <summary>Citations by a number, which says nothing once the list has changed.</summary>
    public static IEnumerable<string> BareNumbersIn(string text) => BareNumberPattern().Matches(text).Select(m => m.Value);

    /// <summary>The tests that a section names.</summary>
    public static IEnumerable<string> TestsNamedIn(MarkdownSection section) => TestNamePattern().Matches(string.Join(' ', section.Lines)).Select(m => m.Groups[1].Value);

    private static IEnumerable<AttributeSyntax> Attributes(MethodDeclarationSyntax method) => method.AttributeLists.SelectMany(l => l.Attributes);

    // The value of a trait: a text, or a constant of its class.
    private static string Value(AttributeSyntax trait)
    {
        var value = trait.ArgumentList!.Arguments[1].Expression;
        if (value is IdentifierNameSyntax name)
        {
            value = trait.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables)
                .Single(v => v.Identifier.Text == name.Identifier.Text).Initializer!.Value;
        }

        return ((LiteralExpressionSyntax)value).Token.ValueText;
    }

    [GeneratedRegex(@"docs/(discrepancies|reliability)\.md#[\w-]*")]
    private static partial Regex CitationPattern();

    [GeneratedRegex(@"discrepanc(y|ies)[ _#-]*\d|\brows?[ _#]\d+\b|\brows?_\d|(\bfault|\battack)s?[ #]+\d|""(Attack|Fault|Discrepancy)"", ""\d", RegexOptions.IgnoreCase)]
    private static partial Regex BareNumberPattern();

    [GeneratedRegex(@"`(\w+(?:Tests|Faults)\.\w+)`")]
    private static partial Regex TestNamePattern();

    [GeneratedRegex(@"(^|/)(bin|obj|node_modules|TestResults)/")]
    private static partial Regex BuiltPattern();

    [GeneratedRegex(@"\.(cs|md|ya?ml|csproj|props|targets|mjs|json)$")]
    private static partial Regex TextPattern();
}
