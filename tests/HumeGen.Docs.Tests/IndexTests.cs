using System.Text.RegularExpressions;

namespace HumeGen.Docs.Tests;

/// <summary>The index leads from questions to answers.</summary>
public sealed partial class IndexTests
{
    private static readonly Dictionary<string, string> Pages = MarkdownFiles.All.ToDictionary(f => f.Path, f => f.Text, StringComparer.Ordinal);

    [Fact]
    public void Each_page_is_one_or_two_links_away_from_the_index()
    {
        var near = LinkedPages("docs/README.md").ToHashSet(StringComparer.Ordinal);
        var reached = near.SelectMany(LinkedPages).Concat(near).ToHashSet(StringComparer.Ordinal);

        Problems.AssertNone(Pages.Keys.Where(p => IsPage(p) && !reached.Contains(p)));
    }

    [Fact]
    public void The_site_shows_each_page_beside_the_text()
    {
        var listed = Regex.Matches(File.ReadAllText(Repository.Find("docs", "toc.yml")), @"href: ([\w-]+\.md)").Select(m => $"docs/{m.Groups[1].Value}");

        Assert.Equal(Pages.Keys.Where(IsPage).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_package_has_a_row_in_the_list_of_packages() => Problems.AssertNone(
        from project in Directory.EnumerateFiles(Repository.Find("runtime"), "*.csproj", SearchOption.AllDirectories)
        let package = Path.GetFileNameWithoutExtension(project)
        where !Pages["docs/packages.md"].Contains($"`{package}`", StringComparison.Ordinal)
        select $"docs/packages.md lacks {package}");

    [Theory]
    [InlineData("How do I hear the first sound?", "hello.wav")]
    [InlineData("Hume's APIs have ended: what do I connect to?", "`humegen-server`")]
    [InlineData("Which package do I need?", "Start with `HumeGen.Client`")]
    [InlineData("Which sample rate does speech have, and how do I get another?", "new PcmFormat(8_000")]
    [InlineData("How do I speak another language?", "espeak-ng")]
    [InlineData("How do I cut a recording?", "TimeSpan.FromSeconds(1)")]
    [InlineData("May a retry cost something twice?", "`RetryUnsafe`")]
    [InlineData("How do I use a proxy, or a certificate of my company?", "new WebProxy(proxy)")]
    [InlineData("How many clients do I create?", "one client")]
    [InlineData("How do I keep the key out of a browser or an app?", "`ApiCredential.FromAccessToken`")]
    [InlineData("Does a log contain what users said?", "They contain no bodies, messages, texts or audio")]
    [InlineData("How do I pin the version of a specification?", "replaces the bundled")]
    [InlineData("How do I stop playback when the user interrupts?", "player.Clear()")]
    [InlineData("Why is my audio refused?", "`SessionSettings.Audio`")]
    [InlineData("How do I save an answer as WAV?", "new WavWriter(File.Create(\"answer.wav\"))")]
    [InlineData("What happens when the connection drops?", "ReconnectOptions.Off")]
    [InlineData("Which exceptions do I catch?", "catch (HumeApiException e)")]
    [InlineData("What does the client retry, and how long does it wait?", "`Retry-After`")]
    [InlineData("How do I test my code without a network?", "HumeSimulator.StartAsync()")]
    [InlineData("How do I register the client in ASP.NET Core?", "services.AddHume")]
    [InlineData("How do I move from the `Hume` package?", "`ApiCallOptions`")]
    [InlineData("A specification has changed: what breaks?", "--fail-on-breaking")]
    public void The_index_leads_from_a_question_to_its_answer(string question, string answer)
    {
        var rows = Pages["docs/README.md"].Split('\n').Where(l => l.StartsWith($"| {question} |", StringComparison.Ordinal)).ToList();
        var link = Assert.Single(rows.Select(r => Link().Match(r))).Groups;

        var section = Section(Pages["docs/" + link["page"].Value], link["anchor"].Value);

        Assert.Contains(answer, section, StringComparison.Ordinal);
    }

    private static bool IsPage(string path) => path.StartsWith("docs/", StringComparison.Ordinal) && path.Count(c => c == '/') == 1;

    private static IEnumerable<string> LinkedPages(string page) =>
        from Match link in Link().Matches(Pages[page])
        let path = Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link.Groups["page"].Value)).Replace('\\', '/')
        where Pages.ContainsKey(path)
        select path;

    /// <summary>The text from a heading up to the next one of its level; the whole page without an anchor.</summary>
    private static string Section(string page, string anchor)
    {
        if (anchor.Length == 0)
            return page;
        var headings = Heading().Matches(page);
        var heading = headings.Single(h => Anchor(h.Groups[2].Value) == anchor);
        var next = headings.FirstOrDefault(h => h.Index > heading.Index && h.Groups[1].Length <= heading.Groups[1].Length);
        return page[heading.Index..(next?.Index ?? page.Length)];
    }

    private static string Anchor(string heading) => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?!https?:)(?<page>[^)#\s]+)(?:#(?<anchor>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?m)^(#+) (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
