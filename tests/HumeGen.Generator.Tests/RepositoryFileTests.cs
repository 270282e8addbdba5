using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace HumeGen.Generator.Tests;

/// <summary>Files that only GitHub or an editor reads name what exists, in a form that these accept.</summary>
public partial class RepositoryFileTests
{
    private static readonly string[] FieldTypes = ["markdown", "textarea", "input", "dropdown", "checkboxes"];

    public static TheoryData<string> Workflows() => [".github/workflows/ci.yml", "docs/ci/specifications.yml"];

    public static TheoryData<string> Forms() =>
        [.. Directory.GetFiles(Repository.Find(".github", "ISSUE_TEMPLATE"), "*.yml").Select(f => Path.GetFileName(f)).Where(f => f != "config.yml").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_has_the_least_rights_and_actions_of_one_version(string file)
    {
        var workflow = Map(file);

        Assert.Equal(["contents"], Keys(workflow["permissions"]));
        Assert.Equal("read", workflow["permissions"]["contents"].ToString());
        Assert.NotEmpty(Keys(workflow["on"]));
        var steps = ((YamlMappingNode)workflow["jobs"]).Children.Values.SelectMany(job => (YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>().ToList();
        Assert.All(steps, s => Assert.True(s.Children.ContainsKey("run") != s.Children.ContainsKey("uses"), s.ToString()));
        Assert.All(steps.Where(s => s.Children.ContainsKey("uses")), s => Assert.Matches(@"^actions/[\w-]+@v\d+\.\d+\.\d+$", s["uses"].ToString()));
    }

    [Fact]
    public void The_workflow_runs_all_checks_on_the_SDK_of_the_repository()
    {
        var workflow = File.ReadAllText(Repository.Find(".github", "workflows", "ci.yml"));
        var sdk = JsonDocument.Parse(File.ReadAllText(Repository.Find("global.json"))).RootElement.GetProperty("sdk").GetProperty("version").GetString()!;

        var scripts = Scripts().Matches(workflow).Select(m => m.Groups[1].Value).ToList();
        Assert.Contains(".ci/run", scripts);
        Assert.All(scripts, s => Assert.True(File.Exists(Repository.Find(s)), s));
        Assert.Contains($"dotnet-version: {sdk.Split('.')[0]}.{sdk.Split('.')[1]}.x", workflow, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_has_a_name_and_fields_that_GitHub_knows(string file)
    {
        var form = Map(".github/ISSUE_TEMPLATE/" + file);
        var fields = ((YamlSequenceNode)form["body"]).Cast<YamlMappingNode>().ToList();
        var questions = fields.Where(f => f["type"].ToString() != "markdown").ToList();

        Assert.Empty(Keys(form).Except(["name", "description", "title", "labels", "assignees", "body"]));
        Assert.NotEmpty(form["name"].ToString());
        Assert.NotEmpty(form["description"].ToString());
        Assert.All(fields, f => Assert.Contains(f["type"].ToString(), FieldTypes));
        Assert.All(fields, f => Assert.Empty(Keys(f).Except(["type", "id", "attributes", "validations"])));
        Assert.NotEmpty(questions);
        Assert.Equal(questions.Count, questions.Select(q => q["id"].ToString()).Distinct().Count());
        Assert.Equal(questions.Count, questions.Select(q => q["attributes"]["label"].ToString()).Distinct().Count());
        Assert.All(questions.Where(q => q["type"].ToString() == "dropdown"), q => Assert.NotEmpty((YamlSequenceNode)q["attributes"]["options"]));
    }

    [Fact]
    public void Dependabot_looks_where_packages_are_named()
    {
        var folders = ((YamlSequenceNode)Map(".github/dependabot.yml")["updates"]).Cast<YamlMappingNode>().ToDictionary(
            u => u["package-ecosystem"].ToString(),
            u => u.Children.TryGetValue("directories", out var several) ? ((YamlSequenceNode)several).Select(d => d.ToString()).ToArray() : [u["directory"].ToString()]);
        var packages = Directory.GetFiles(Repository.Find("tests"), "package.json", SearchOption.AllDirectories)
            .Select(f => "/" + Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(f)!).Replace('\\', '/'))
            .Where(f => !f.Contains("/node_modules", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

        Assert.Equal(["/"], folders["nuget"]);
        Assert.Equal(["/"], folders["github-actions"]);
        Assert.Equal(packages.Order(StringComparer.Ordinal), folders["npm"].Order(StringComparer.Ordinal));

        var versions = File.ReadAllText(Repository.Find("Directory.Packages.props"));
        var ignored = Regex.Matches(File.ReadAllText(Repository.Find(".github", "dependabot.yml")), @"dependency-name: (\S+)").Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(ignored);
        Assert.All(ignored, p => Assert.Contains($"Include=\"{p}\"", versions, StringComparison.Ordinal));
    }

    [Fact]
    public void The_container_has_the_packages_that_the_scripts_install()
    {
        var container = JsonDocument.Parse(File.ReadAllText(Repository.Find(".devcontainer", "devcontainer.json"))).RootElement;
        var installed = container.GetProperty("postCreateCommand").GetString()!.Split(' ');
        var scripts = Directory.GetFiles(Repository.Find(".ci")).Append(Repository.Find("tests", "system", "run")).Select(File.ReadAllText).ToList();

        var needed = scripts.SelectMany(s => Missing().Matches(s).Concat(Installing().Matches(s)))
            .SelectMany(m => m.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Distinct().ToList();

        Assert.Equal(".ci/apt", installed[0]);
        Assert.Contains("chromium", needed);
        Assert.Contains("zlib1g-dev", needed);
        Assert.Empty(needed.Except(installed));
        // Elsewhere it would not ask for the rights of root.
        Assert.Single(scripts, s => s.Contains("apt-get install", StringComparison.Ordinal));
    }

    private static YamlMappingNode Map(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Repository.Find(file.Split('/')))));
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static string[] Keys(YamlNode map) => [.. ((YamlMappingNode)map).Children.Keys.Select(k => k.ToString())];

    [GeneratedRegex(@"(?:run: |^\s+)(?:bash )?(\.ci/\S+)", RegexOptions.Multiline)]
    private static partial Regex Scripts();

    [GeneratedRegex(@"missing\+=\(([^)]+)\)")]
    private static partial Regex Missing();

    [GeneratedRegex(@"^\s*\.ci/apt ([a-z0-9 .-]+)$", RegexOptions.Multiline)]
    private static partial Regex Installing();
}
