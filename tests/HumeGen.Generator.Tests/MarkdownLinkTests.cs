namespace HumeGen.Generator.Tests;

/// <summary>Links from one page of the repository to another lead somewhere.</summary>
public class MarkdownLinkTests
{
    private static readonly Dictionary<string, MarkdownPage> Pages = CitedPages.Files
        .Where(f => f.Path.EndsWith(".md", StringComparison.Ordinal)).ToDictionary(f => f.Path, f => new MarkdownPage(f.Text));

    [Fact]
    public void Every_relative_link_leads_to_a_file_and_its_anchor_to_a_heading()
    {
        var links = Pages.SelectMany(page => page.Value.Links.Where(IsRelative).Select(link => (Page: page.Key, Link: link))).ToList();

        Assert.Contains(("README.md", "docs/discrepancies.md"), links);
        Assert.Contains(links, l => l.Link.Contains('#', StringComparison.Ordinal));
        var broken = string.Join("\n", links.Where(l => !Leads(l.Page, l.Link)).Select(l => $"{l.Page}: {l.Link}"));
        Assert.True(broken.Length == 0, broken);
    }

    [Theory]
    [InlineData("tool.md", true)]
    [InlineData("../CONTRIBUTING.md#rules", true)]
    [InlineData("#rooms", true)]
    [InlineData("icon.png", true)]
    [InlineData("tools.md", false)]
    [InlineData("../README.md#silence", false)]
    [InlineData("#no-rooms", false)]
    public void A_link_leads_somewhere_or_not(string link, bool expected) => Assert.Equal(expected, Leads("docs/architecture.md", link));

    [Fact]
    public void Anchors_are_those_of_GitHub()
    {
        var page = new MarkdownPage("# One, two: `three`!\n\ntext [a](b.md) `[c](d.md)`\n\n```\n# no heading [e](f.md)\n```\n\n## Again\n## Again\n## Half-open 5xx's end\n");

        Assert.Equal(["one-two-three", "again", "again-1", "half-open-5xxs-end"], page.Sections.Select(s => s.Anchor));
        Assert.Equal(["b.md"], page.Links);
    }

    private static bool IsRelative(string link) => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal);

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#', 2);
        var root = Path.GetFullPath(Repository.Root);
        var file = parts[0].Length == 0 ? Path.Combine(root, page) : Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(page)!, parts[0]));
        if (parts.Length == 1)
            return File.Exists(file) || Directory.Exists(file);
        return Pages.TryGetValue(Path.GetRelativePath(root, file).Replace('\\', '/'), out var target) && target.Sections.Any(s => s.Anchor == parts[1]);
    }
}
