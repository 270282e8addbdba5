using System.Text.RegularExpressions;

namespace HumeGen.Generator.Tests;

/// <summary>A page of Markdown: its headings with their anchors, and its links.</summary>
internal sealed partial class MarkdownPage
{
    private readonly List<MarkdownSection> _sections = [];

    public MarkdownPage(string text)
    {
        var isCode = false;
        var lines = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
                continue;
            }

            if (isCode)
                continue;
            if (HeadingPattern().Match(line) is { Success: true } heading)
                _sections.Add(new(heading.Groups[1].Length, Anchor(heading.Groups[2].Value), lines = []));
            else
                lines.Add(line);
            Links.AddRange(LinkPattern().Matches(CodePattern().Replace(line, "")).Select(m => m.Groups[1].Value));
        }
    }

    /// <summary>The sections in their order, without what precedes the first heading.</summary>
    public IReadOnlyList<MarkdownSection> Sections => _sections;

    /// <summary>The targets of links and pictures as they are written.</summary>
    public List<string> Links { get; } = [];

    // As GitHub makes it: the second of equal headings gets a number.
    private string Anchor(string heading)
    {
        var anchor = NoAnchorPattern().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');
        var count = _sections.Count(s => s.Anchor == anchor || NumberPattern().Replace(s.Anchor, "") == anchor);
        return count == 0 ? anchor : $"{anchor}-{count}";
    }

    [GeneratedRegex(@"^(#{1,6}) (.+)$")]
    private static partial Regex HeadingPattern();

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchorPattern();

    [GeneratedRegex(@"-\d+$")]
    private static partial Regex NumberPattern();
}
