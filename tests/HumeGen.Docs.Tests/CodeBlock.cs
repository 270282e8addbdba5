using System.Text.RegularExpressions;

namespace HumeGen.Docs.Tests;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="File">The file, relative to the repository, with forward slashes.</param>
/// <param name="Line">The line of its first line of text, from 1.</param>
/// <param name="Language">The first word after the fence.</param>
/// <param name="Name">The second word, which Markdown does not show; null without one.</param>
/// <param name="Text">The lines between the fences.</param>
internal sealed partial record CodeBlock(string File, int Line, string Language, string? Name, string Text)
{
    /// <summary>A name that no other block has, for the class and the test.</summary>
    public string Id => $"{Name}_{IdentifierPart().Replace(File, "_")}";

    public bool IsCSharp => Language.ToUpperInvariant() is "CSHARP" or "CS" or "C#";

    /// <summary>The blocks of all Markdown files of the repository.</summary>
    public static IReadOnlyList<CodeBlock> All { get; } = [.. MarkdownFiles.All.SelectMany(f => Read(f.Path, f.Text))];

    /// <summary>The blocks of one file.</summary>
    public static IEnumerable<CodeBlock> Read(string file, string text)
    {
        var lines = text.Split('\n');
        for (var start = 0; start < lines.Length; start++)
        {
            if (Fence().Match(lines[start]) is not { Success: true } fence)
                continue;
            var end = Array.FindIndex(lines, start + 1, l => l.Trim() == "```");
            var name = fence.Groups[2].Success ? fence.Groups[2].Value : null;
            yield return new(file, start + 2, fence.Groups[1].Value, name, string.Join('\n', lines[(start + 1)..end]));
            start = end;
        }
    }

    [GeneratedRegex(@"^\s*```(\S*)(?: ([A-Za-z0-9]+))?\s*$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"\W")]
    private static partial Regex IdentifierPart();
}
