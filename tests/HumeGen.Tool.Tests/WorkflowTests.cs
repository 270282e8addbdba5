using System.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace HumeGen.Tool.Tests;

/// <summary>The workflow that users copy does what it says: its commands run here, in a repository with a branch that changes a specification.</summary>
public class WorkflowTests
{
    private const string Shop = """
        openapi: 3.1.0
        info: {title: Shop, description: Sells fruit., version: '1'}
        servers: [{url: https://shop.example}]
        paths:
          /apples:
            get:
              operationId: listApples
              tags: [fruit]
              responses:
                '200': {description: Apples., content: {application/json: {schema: {$ref: '#/components/schemas/Apple'}}}}
        components:
          schemas:
            Apple: {type: object, description: An apple., properties: {size: {type: integer, description: Its size.}}}
        """;

    [Theory]
    [InlineData("An apple.", "A fruit.", 0, "Nothing changes for callers")]
    [InlineData("properties: {", "properties: {colour: {type: string, description: Its colour.}, ", 0, "Colour")]
    [InlineData("size: {", "weight: {", 2, "Weight")]
    public async Task It_lists_the_changes_of_a_branch_and_fails_if_one_breaks_callers(string old, string @new, int exitCode, string listed)
    {
        using var repository = await RepositoryAsync(Shop, Shop.Replace(old, @new, StringComparison.Ordinal));

        var run = await RunAsync(repository);

        Assert.True(exitCode == run.ExitCode, run.Output);
        Assert.Contains(listed, File.ReadAllText(repository["summary.md"]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task It_stops_at_a_specification_with_a_fault_and_says_where_it_is()
    {
        using var repository = await RepositoryAsync(Shop, Shop.Replace("schemas/Apple'", "schemas/Pear'", StringComparison.Ordinal));

        var run = await RunAsync(repository);

        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Contains("specs/shop.yml(10,", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(repository["summary.md"]));
    }

    // A branch that is checked out, and the target branch as its remote has it.
    private static async Task<Workspace> RepositoryAsync(string before, string after)
    {
        var repository = new Workspace().With("own/specs/shop.yml", before);
        var git = "git init -q && git add . && git -c user.name=A -c user.email=a@b.example -c commit.gpgsign=false commit -q -m Before && git update-ref refs/remotes/origin/main HEAD";
        Assert.Equal((0, ""), await BashAsync(repository, git));
        repository.With("own/specs/shop.yml", after);
        return repository;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(Workspace repository)
    {
        var workflow = new YamlStream();
        workflow.Load(new StringReader(File.ReadAllText(Repository.Find("docs", "ci", "specifications.yml"))));
        var steps = (YamlSequenceNode)workflow.Documents[0].RootNode["jobs"]["diff"]["steps"];
        var output = "";
        foreach (var step in steps.OfType<YamlMappingNode>().Where(s => s.Children.ContainsKey("run")))
        {
            var (exitCode, written) = await BashAsync(repository, step["run"].ToString());
            output += written;
            if (exitCode != 0)
                return (exitCode, output);
        }

        return (0, output);
    }

    // As the runner of GitHub starts a step, but with the tool of this build as the installed one.
    private static async Task<(int ExitCode, string Output)> BashAsync(Workspace repository, string commands)
    {
        const string Installed = """dotnet() { if [ "$1" = humegen ]; then command dotnet exec "$TOOL" "${@:2}"; else [ "$*" = "tool restore" ]; fi; }""";
        var start = new ProcessStartInfo("bash", ["-e", "-c", $"exec 2>&1\n{Installed}\n{commands}"]) { WorkingDirectory = repository["own"], RedirectStandardOutput = true };
        start.Environment["TOOL"] = Path.Combine(AppContext.BaseDirectory, "HumeGen.Tool.dll");
        start.Environment["BASE"] = "origin/main";
        start.Environment["RUNNER_TEMP"] = repository["temp"];
        start.Environment["GITHUB_STEP_SUMMARY"] = repository["summary.md"];
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
