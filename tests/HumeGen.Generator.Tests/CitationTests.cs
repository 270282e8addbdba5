namespace HumeGen.Generator.Tests;

/// <summary>Citations of <c>docs/discrepancies.md</c> and <c>docs/reliability.md</c> name existing headings, and these pages name existing tests.</summary>
public class CitationTests
{
    [Fact]
    public void Every_citation_names_a_heading()
    {
        var citations = CitedPages.Files.SelectMany(f => CitedPages.CitationsIn(f.Text).Select(citation => (f.Path, citation))).ToList();

        Assert.Contains(citations, c => c.Path == "specs/hume-evi-openapi.overlay.yml");
        Assert.Contains(citations, c => c.Path.StartsWith("tests/HumeGen.Realtime.Tests/", StringComparison.Ordinal));
        None(citations.Where(c => !CitedPages.Sections.ContainsKey(c.citation)).Select(c => $"{c.Path} cites {c.citation}, which is no heading"));
    }

    [Fact]
    public void A_test_that_cites_a_heading_is_named_below_it()
    {
        var cited = CitedPages.Tests.SelectMany(test => test.SelectMany(citations => citations).Select(citation => (Test: test.Key, citation))).ToList();

        Assert.Contains(("EndFaultTests.A_half_open_connection_is_noticed", CitedPages.Reliability + "#half-open-connection"), cited);
        None(cited.Where(c => CitedPages.Sections.TryGetValue(c.citation, out var section) && !CitedPages.TestsNamedIn(section).Contains(c.Test))
            .Select(c => $"{c.citation} does not name {c.Test}"));
    }

    [Fact]
    public void Every_test_that_a_page_names_exists() => None(
        from section in CitedPages.Sections
        from test in CitedPages.TestsNamedIn(section.Value)
        where !CitedPages.Tests.Contains(test)
        select $"{section.Key} names {test}, which is no test");

    [Fact]
    public void Every_discrepancy_has_a_test() =>
        None(Untested(CitedPages.SectionsOf(CitedPages.Discrepancies).Where(s => s.Level == 3)));

    [Fact]
    public void Every_attack_has_a_test()
    {
        var attacks = CitedPages.SectionsOf(CitedPages.Reliability)
            .SkipWhile(s => s.Anchor != "hostile-specifications").Skip(1)
            .TakeWhile(s => s.Anchor != "what-is-not-survived").ToList();

        Assert.NotEmpty(attacks);
        Assert.All(attacks, s => Assert.Equal(3, s.Level));
        None(Untested(attacks));
    }

    [Fact]
    public void A_fault_without_a_test_says_that_it_is_not_built() => None(Untested(
        CitedPages.SectionsOf(CitedPages.Reliability).Where(s => s.Level == 3 && !s.Lines.Any(l => l.StartsWith("Today: ", StringComparison.Ordinal)))));

    [Fact]
    public void No_citation_is_a_number() =>
        None(CitedPages.Files.SelectMany(f => CitedPages.BareNumbersIn(f.Text).Select(number => $"{f.Path} cites by a number: {number}")));

    [Theory]
    [InlineData("(discrepancy {0})")]
    [InlineData("discrepancies {0}, 15")]
    [InlineData("Discrepancy{0}_CustomVoices")]
    [InlineData("Row_{0}_close")]
    [InlineData("Rows {0} to 21 of the list")]
    [InlineData("see attack {0}")]
    [InlineData("[Trait(\"Fault\", \"{0}\")]")]
    public void A_citation_by_a_number_is_found(string text) =>
        Assert.Single(CitedPages.BareNumbersIn(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, 14)));

    private static IEnumerable<string> Untested(IEnumerable<MarkdownSection> sections) =>
        sections.Where(s => !CitedPages.TestsNamedIn(s).Any()).Select(s => $"{s.Anchor} names no test");

    private static void None(IEnumerable<string> violations)
    {
        var lines = string.Join("\n", violations);
        Assert.True(lines.Length == 0, lines);
    }
}
