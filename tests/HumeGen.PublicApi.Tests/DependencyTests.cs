using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HumeGen.PublicApi.Tests;

/// <summary>Each project depends on what the table below the heading "Packages" of <c>docs/architecture.md</c> says, and on nothing else.</summary>
public partial class DependencyTests
{
    private const string TableHead = "| project | depends on | packages of others |";

    private static readonly Dictionary<string, XDocument> Projects = ((string[])["generator", "runtime"])
        .SelectMany(folder => Directory.EnumerateFiles(Repository.Find(folder), "*.csproj", SearchOption.AllDirectories))
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f), XDocument.Load);

    // The names in backticks of each cell of a row: the project, those of ours, those of others.
    private static readonly Dictionary<string, string[][]> Table = File.ReadLines(Repository.Find("docs", "architecture.md"))
        .SkipWhile(l => l != TableHead).Skip(2).TakeWhile(l => l.StartsWith('|'))
        .Select(l => l.Trim('|').Split('|').Select(cell => Names().Matches(cell).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal).ToArray()).ToArray())
        .ToDictionary(cells => cells[0].Single());

    public static TheoryData<string> EachProject() => [.. Projects.Keys];

    [Fact]
    public void The_table_has_every_project() => Assert.Equal(Projects.Keys.Order(StringComparer.Ordinal), Table.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(EachProject))]
    public void A_project_depends_on_what_the_table_says(string project)
    {
        // What only the build uses, such as an analyzer, is no dependency.
        var ours = Elements(project, "ProjectReference").Where(e => (string?)e.Attribute("ReferenceOutputAssembly") != "false")
            .Select(e => Path.GetFileNameWithoutExtension(Included(e).Replace('\\', '/')));
        var others = Elements(project, "PackageReference").Concat(Elements(project, "FrameworkReference")).Select(Included);

        Assert.Equal(Table[project][1], ours.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Table[project][2], others.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EachProject))]
    public void A_package_shows_its_internals_to_tests_alone(string project)
    {
        if (Table[project][0] is ["HumeGen.Generator"])
            return;

        // The hooks of the simulator, which depends on one version of the server only.
        var others = Elements(project, "InternalsVisibleTo").Select(Included).Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal));
        Assert.Equal(project == "HumeGen.Server" ? ["HumeGen.Simulator"] : [], others);
    }

    private static IEnumerable<XElement> Elements(string project, string name) => Projects[project].Descendants(name).Where(e => e.Attribute("Include") is not null);

    private static string Included(XElement element) => element.Attribute("Include")!.Value;

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Names();
}
