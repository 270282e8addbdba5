using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HumeGen.Docs.Tests;

/// <summary>
/// A block in its context as a class with a <c>RunAsync</c>; types in a namespace stay beside it. Its usings are the block's alone, so that one that a reader
/// misses is missed here.
/// Errors of the compiler name the line of the Markdown file.
/// </summary>
internal static partial class ProgramSource
{
    public static string Write(CodeBlock block, Context context)
    {
        var lines = context.Text.Split('\n');
        var code = string.Join('\n',
        [
            $"#line 1 \"{Repository.Find(context.Path)}\"",
            .. lines[..(context.BlockLine - 1)],
            $"#line {block.Line} \"{Repository.Find(block.File)}\"",
            Using().Replace(block.Text, ""),
            $"#line {context.BlockLine + 1} \"{Repository.Find(context.Path)}\"",
            .. lines[context.BlockLine..],
        ]);
        var root = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest)).GetCompilationUnitRoot();

        var source = new StringBuilder();
        foreach (Match match in Using().Matches(block.Text))
            source.AppendLine($"#line {block.Line + block.Text[..match.Index].Count(c => c == '\n')} \"{Repository.Find(block.File)}\"").AppendLine(match.Value);

        // A block that waits for nothing is as good as one that does.
        source.AppendLine("#pragma warning disable CS1998").AppendLine($"internal static class {block.Id}\n{{\npublic static async Task RunAsync()\n{{");
        foreach (var statement in root.Members.OfType<GlobalStatementSyntax>())
            Append(source, statement);
        source.AppendLine("}");
        foreach (var type in root.Members.Where(m => m is not (GlobalStatementSyntax or BaseNamespaceDeclarationSyntax)))
            Append(source, type);
        source.AppendLine("}");
        foreach (var types in root.Members.OfType<BaseNamespaceDeclarationSyntax>())
            Append(source, types);
        return source.ToString();
    }

    private static void Append(StringBuilder source, SyntaxNode node)
    {
        var place = node.GetLocation().GetMappedLineSpan();
        source.AppendLine($"#line {place.StartLinePosition.Line + 1} \"{place.Path}\"").AppendLine(node.ToString());
    }

    [GeneratedRegex(@"^using [\w.]+;", RegexOptions.Multiline)]
    private static partial Regex Using();
}
