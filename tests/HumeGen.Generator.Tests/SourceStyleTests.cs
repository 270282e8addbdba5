using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Generator.Tests;

/// <summary>The rules of style that neither the compiler nor dotnet format checks.</summary>
public class SourceStyleTests
{
    private static readonly SyntaxTree[] Sources =
    [
        .. new[] { "generator", "runtime", "samples", "tests" }
            .SelectMany(folder => Repository.Sources(folder))
            .Select(file => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file)), new CSharpParseOptions(LanguageVersion.Preview), file)),
    ];

    private static readonly Regex Question = new(@"^\s*/// <(?:summary|returns|param [^>]*)>(?:What|How|Who|Where|Why)\b");

    [Fact]
    public void No_line_is_longer_than_the_editorconfig_says_quoted_text_apart()
    {
        var limit = int.Parse(Regex.Match(File.ReadAllText(Repository.Find(".editorconfig")), @"max_line_length = (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

        AssertNone(
            from source in Sources
            let quoted = source.GetRoot().DescendantTokens().Where(IsText).Select(token => token.Span).ToList()
            from line in source.GetText().Lines
            where line.Span.Length - quoted.Sum(text => text.Overlap(line.Span)?.Length ?? 0) > limit
            select Place(source, line.Start));
    }

    // The compiler's IDE0011 asks for braces where they are needed, and lets them stand where they are not.
    [Fact]
    public void A_body_of_one_line_has_no_braces() => AssertNone(
        from source in Sources
        from bodies in source.GetRoot().DescendantNodes().Select(Bodies)
        where bodies.Any(body => body is BlockSyntax) && bodies.All(IsShort)
        select Place(source, bodies[0].SpanStart));

    [Fact]
    public void Documentation_begins_with_a_noun_or_a_verb() => AssertNone(
        from source in Sources
        from line in source.GetText().Lines
        where Question.IsMatch(line.ToString())
        select Place(source, line.Start));

    [Fact]
    public void Tests_are_named_by_sentences() => AssertNone(
        from source in Sources
        from method in source.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(a => a.Name.ToString() is "Fact" or "Theory") && !method.Identifier.Text.Contains('_')
        select Place(source, method.SpanStart));

    private static void AssertNone(IEnumerable<string> places) => Assert.True(!places.Any(), string.Join('\n', places));

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken;

    private static string Place(SyntaxTree source, int position) =>
        $"{Path.GetRelativePath(Repository.Root, source.FilePath)}:{source.GetText().Lines.GetLineFromPosition(position).LineNumber + 1}";

    // The bodies of an if and of its elses are alike: all have braces, or none.
    private static List<StatementSyntax> Bodies(SyntaxNode node) => node switch
    {
        IfStatementSyntax { Parent: not ElseClauseSyntax } first => [.. Branches(first)],
        ForStatementSyntax loop => [loop.Statement],
        CommonForEachStatementSyntax loop => [loop.Statement],
        WhileStatementSyntax loop => [loop.Statement],
        UsingStatementSyntax scope => [scope.Statement],
        LockStatementSyntax scope => [scope.Statement],
        _ => [],
    };

    private static IEnumerable<StatementSyntax> Branches(IfStatementSyntax first)
    {
        for (var branch = first; branch is not null; branch = branch.Else?.Statement as IfStatementSyntax)
        {
            yield return branch.Statement;
            if (branch.Else is { Statement: not IfStatementSyntax and var last })
                yield return last;
        }
    }

    private static bool IsShort(StatementSyntax body)
    {
        var text = body.SyntaxTree.GetText();
        bool IsOneLine(int start, int end) => text.Lines.GetLineFromPosition(start).LineNumber == text.Lines.GetLineFromPosition(end).LineNumber;
        if (!IsOneLine(body.Parent!.SpanStart, body.GetFirstToken().GetPreviousToken().Span.End))
            return false;
        if (body is not BlockSyntax block)
            return IsOneLine(body.SpanStart, body.Span.End);
        return block.Statements is
            [
                ExpressionStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax
            ]
            && IsOneLine(block.Statements[0].SpanStart, block.Statements[0].Span.End)
            && block.DescendantTrivia().All(trivia => trivia.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia);
    }
}
