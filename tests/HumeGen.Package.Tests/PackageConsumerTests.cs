using System.Text.RegularExpressions;
using HumeGen.Simulator;

namespace HumeGen.Package.Tests;

[Collection(nameof(PackageConsumers))]
public class PackageConsumerTests(PackageConsumers consumers)
{
    [Theory]
    [InlineData("App", "net10.0")]
    [InlineData("Central", "net10.0")]
    [InlineData("Console", "net10.0")]
    [InlineData("FSharpClient", "net10.0")]
    [InlineData("Hidden", "net9.0")]
    [InlineData("Injected", "net10.0")]
    [InlineData("Library", "net8.0")]
    [InlineData("Many", "netstandard2.0")]
    [InlineData("Many", "net8.0")]
    [InlineData("Many", "net10.0")]
    [InlineData("Modern", "net10.0")]
    [InlineData("Old", "netstandard2.0")]
    [InlineData("OldCompiler", "net9.0")]
    [InlineData("OwnSpecs", "net10.0")]
    [InlineData("Mounted", "net10.0")]
    [InlineData("ReadyMade", "net10.0")]
    [InlineData("Strict", "net10.0")]
    [InlineData("Through", "net10.0")]
    [InlineData("VisualBasicClient", "net10.0")]
    public void A_project_with_the_package_builds_without_a_warning(string project, string framework)
    {
        Assert.Equal("", string.Join('\n', consumers.Build.Problems(project)));
        Assert.True(File.Exists(consumers.Assembly(project, framework)), consumers.Build.Output);
    }

    [Theory]
    [InlineData("Console", "net10.0")]
    [InlineData("OldCompiler", "net9.0")]
    public async Task A_program_with_the_package_and_nothing_else_holds_a_chat(string project, string framework)
    {
        await using var simulator = await HumeSimulator.StartAsync();

        var run = await RunAsync(project, simulator, framework);

        Assert.True(run.Succeeded, run.Output);
        Assert.Matches(@"^chat [0-9a-f-]{36}\n(assistant .+\n|audio [1-9]\d{3,}\n)+$", run.Output);
        Assert.Contains("assistant ", run.Output, StringComparison.Ordinal);
        Assert.Contains("audio ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_in_FSharp_calls_streams_lists_and_chats()
    {
        await using var simulator = await HumeSimulator.StartAsync();

        var run = await RunAsync("FSharpClient", simulator);

        Assert.True(run.Succeeded, run.Output);
        Assert.Matches(@"^audio [1-9]\d{3,}\nstreamed [1-9]\d{3,}\ntools clock\n(assistant .+\n)+error 400\n$", run.Output);
    }

    [Fact]
    public async Task A_program_in_Visual_Basic_speaks()
    {
        await using var simulator = await HumeSimulator.StartAsync();

        var run = await RunAsync("VisualBasicClient", simulator);

        Assert.True(run.Succeeded, run.Output);
        Assert.Matches(@"^audio [1-9]\d{3,}\n$", run.Output);
    }

    [Fact]
    public async Task A_compiler_of_a_package_is_the_one_that_compiles()
    {
        var version = await consumers.DotnetAsync("msbuild", "OldCompiler", PackageConsumers.Alone, "-getProperty:CompilerApiVersion");

        Assert.Equal("roslyn4.14", version.Output.Trim());
    }

    [Fact]
    public async Task A_program_uses_the_client_of_its_library_and_has_no_second_one()
    {
        await using var simulator = await HumeSimulator.StartAsync();

        var run = await RunAsync("App", simulator);

        Assert.True(run.Succeeded, run.Output);
        Assert.Matches(@"^audio [1-9]\d{3,} from Library\n$", run.Output);
        Assert.DoesNotContain(TypeList.Of(consumers.Assembly("App", "net10.0")), t => t.Namespace.StartsWith("Hume", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_has_nothing_to_compile_is_spared_the_generator()
    {
        var items = await consumers.DotnetAsync("msbuild", "App", PackageConsumers.Alone, "-t:Compile", "-getItem:Analyzer", "-getItem:AdditionalFiles");

        Assert.True(items.Succeeded, items.Output);
        Assert.Contains("NetAnalyzers.dll", items.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("humegen", items.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_program_that_has_the_package_through_a_library_compiles_specifications_of_its_own()
    {
        var types = TypeList.Of(consumers.Assembly("Through", "net10.0"));

        Assert.Contains(types, t => t.FullName == "Acme.Ferries.Crossing");
        Assert.DoesNotContain(types, t => t.Namespace.StartsWith("Hume", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_ready_made_client_and_the_simulator_are_packages_too()
    {
        var run = await Shell.RunAsync(consumers.Projects, null, "dotnet", consumers.Assembly("ReadyMade", "net10.0"));

        Assert.True(run.Succeeded, run.Output);
        Assert.Matches(@"^(by hand|injected): audio [1-9]\d{3,} from HumeGen\.Client\n(?!\1)(by hand|injected): audio [1-9]\d{3,} from HumeGen\.Client\n$", run.Output);
    }

    [Fact]
    public async Task The_server_is_mounted_with_its_packages_and_nothing_else()
    {
        var run = await Shell.RunAsync(consumers.Projects, null, "dotnet", consumers.Assembly("Mounted", "net10.0"));

        Assert.True(run.Succeeded, run.Output);
        Assert.Matches(@"^own: mine\nspeech [1-9]\d{3,}\n$", run.Output);
    }

    [Fact]
    public async Task The_server_is_installed_as_a_tool_and_runs()
    {
        var tools = Path.Combine(consumers.Projects, "server");
        var install = await consumers.DotnetAsync("tool", "install", "HumeGen.Server.Tool", "--tool-path", tools, "--version", PackageConsumers.Version);
        Assert.True(install.Succeeded, install.Output);

        // Without an input it stops at once.
        var run = await Shell.RunAsync(consumers.Projects, null, Path.Combine(tools, "humegen-server"), "--port", "0", "--stop-with-input");

        Assert.True(run.Succeeded, run.Output);
        Assert.Matches(@"HUME_BASE_URL=http://127\.0\.0\.1:\d+\n", run.Output);
    }

    [Fact]
    public async Task A_client_that_a_program_generates_is_injected()
    {
        await using var simulator = await HumeSimulator.StartAsync();

        var run = await RunAsync("Injected", simulator);

        Assert.True(run.Succeeded, run.Output);
        Assert.Matches(@"^audio [1-9]\d{3,} from Injected\n$", run.Output);
    }

    [Fact]
    public async Task A_namespace_of_its_own_keeps_a_generated_client_apart_from_the_ready_made_one()
    {
        var build = await consumers.DotnetAsync("build", "Both", PackageConsumers.Alone, "-p:HumeGenNamespace=Acme.Voice");

        Assert.True(build.Succeeded, build.Output);
        Assert.Empty(build.Problems());
    }

    [Fact]
    public async Task Types_of_a_library_for_NET_Standard_are_used_on_NET()
    {
        await using var simulator = await HumeSimulator.StartAsync();

        var run = await RunAsync("Modern", simulator);

        Assert.True(run.Succeeded, run.Output);
        Assert.Matches(@"^audio [1-9]\d{3,} from Old\nchat .+\nread Good night!\n$", run.Output);
    }

    [Fact]
    public async Task The_tool_is_installed_from_its_package_and_writes_what_a_build_generates()
    {
        var tools = Path.Combine(consumers.Projects, "tools");
        var install = await consumers.DotnetAsync("tool", "install", "HumeGen.Tool", "--tool-path", tools, "--version", PackageConsumers.Version);
        Assert.True(install.Succeeded, install.Output);

        await EmitsAsync("Central", consumers.Unpacked("HumeGen", "specs"), "--include", "Tts", "--include", "EmpathicVoice.Chat");
        await EmitsAsync("Through", "OwnSpecs/ferries.yml", "--namespace", "Acme.Ferries");

        async Task EmitsAsync(string project, params string[] arguments)
        {
            var emitted = Path.Combine(consumers.Projects, "emitted", project);
            var run = await Shell.RunAsync(consumers.Projects, null, [Path.Combine(tools, "humegen"), "emit", "-o", emitted, .. arguments]);
            Assert.True(run.Succeeded, run.Output);
            var built = Path.Combine(consumers.Projects, project, "obj", "Debug", "net10.0", "generated", "HumeGen.Generator", "HumeGen.Generator.HumeGenerator");
            Assert.NotEmpty(Directory.GetFiles(built));
            Assert.Equal(Names(built), Names(emitted));
            Assert.All(Names(built), n => Assert.Equal(File.ReadAllBytes(Path.Combine(built, n)), File.ReadAllBytes(Path.Combine(emitted, n))));
        }

        static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(folder, "*.cs").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void A_project_chooses_namespace_and_accessibility()
    {
        var types = TypeList.Of(consumers.Assembly("Hidden", "net9.0"));

        Assert.Equal(["Hidden.Narrator"], types.Where(t => t.Public).Select(t => t.FullName));
        Assert.Contains(types, t => t.FullName == "Acme.Voice.HumeClient");
        Assert.DoesNotContain(types, t => t.Namespace.StartsWith("Hume", StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_chooses_areas()
    {
        var types = TypeList.Of(consumers.Assembly("Central", "net10.0")).Where(t => t.Public).ToList();

        Assert.Equal(["Central", "Hume", "Hume.EmpathicVoice", "Hume.Tts"], types.Select(t => t.Namespace).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(types, t => t.FullName == "Hume.EmpathicVoice.ChatConnection");
        Assert.Contains(types, t => t.FullName == "Hume.EmpathicVoice.ToolHandlers");
        Assert.DoesNotContain(types, t => t.FullName is "Hume.EmpathicVoice.ControlPlaneConnection" or "Hume.EmpathicVoice.ConfigsClient" or "Hume.BatchJobs");
    }

    [Fact]
    public async Task A_project_can_do_without_the_bundled_specifications()
    {
        var items = await consumers.DotnetAsync(
            "msbuild", "OwnSpecs", PackageConsumers.Alone, "-t:CollectHumeGenSpecs", "-p:HumeGenBundledSpecs=false", "-getItem:AdditionalFiles");

        Assert.Equal(["ferries.yml", "stale.overlay.yml", "voices-of-tomorrow.yml"], Regex.Matches(items.Output, "\"Identity\": \"(.+)\"").Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_compiler_that_is_too_old_is_one_error()
    {
        var build = await consumers.DotnetAsync("build", "Console", PackageConsumers.Alone, "--no-restore", "-p:CompilerApiVersion=roslyn4.7");

        Assert.False(build.Succeeded);
        Assert.Contains("error HG0401: HumeGen needs the C# compiler 4.8, ", Assert.Single(build.Problems()), StringComparison.Ordinal);
        Assert.Contains("This build uses 4.7.", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replacing_what_is_not_there_is_one_error()
    {
        var build = await consumers.DotnetAsync("build", "Misnamed", PackageConsumers.Alone);

        Assert.False(build.Succeeded);
        var problem = Assert.Single(build.Problems());
        Assert.Contains("error HG0402: Replaces names 'hume-ferries.yml', ", problem, StringComparison.Ordinal);
        Assert.Contains("hume-voices-openapi.yml", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Both/Both.csproj", "error HG0406: The project compiles Hume's specifications with HumeGen and refers to HumeGen.Client, too, which has the same types.")]
    [InlineData("FSharp/FSharp.fsproj", "error HG0403: HumeGen generates C#, which a project in F# cannot compile.")]
    [InlineData("VisualBasic/VisualBasic.vbproj", "error HG0403: HumeGen generates C#, which a project in VB cannot compile.")]
    [InlineData("Missing/Missing.csproj", "error HG0404: There is no file '../OwnSpecs/feries.yml', '../OwnSpecs', which the project has as HumeGenSpec.")]
    [InlineData("Unspecified/Unspecified.csproj", "error HG0405: The project refers to HumeGen and has no specification, so there is nothing to generate.")]
    public async Task A_project_for_which_nothing_can_be_generated_gets_one_error(string project, string expected)
    {
        var build = await consumers.DotnetAsync("build", project, PackageConsumers.Alone);

        Assert.False(build.Succeeded);
        var lines = build.Output.Split('\n').Select(l => l.Trim());
        var problem = Assert.Single(lines.Where(l => l.Contains(": error ", StringComparison.Ordinal) || l.Contains(": warning ", StringComparison.Ordinal)).Distinct());
        Assert.Contains(Path.GetFileName(project) + " : " + expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diagnostics_stand_at_the_project_or_its_files_and_link_to_a_page_that_is_there()
    {
        var build = await consumers.DotnetAsync("build", "OwnSpecs", PackageConsumers.Alone, "--no-restore", "-p:HumeGenInclude=Tss");

        Assert.False(build.Succeeded);
        // The program that uses the area has errors of its own.
        var problem = Assert.Single(build.Problems(), p => p.Contains("HG", StringComparison.Ordinal));
        Assert.Matches(@"^CSC : error HG0303: .*'Tss', which is no client of the specifications \(did you mean 'Tts'\?\)\..*\[.*OwnSpecs\.csproj\]$", problem);
        var page = new Uri(Regex.Match(problem, @"\((file://.+)\) \[").Groups[1].Value);
        Assert.Equal("#hg0303", page.Fragment);
        Assert.Contains("## HG0303\n", await File.ReadAllTextAsync(page.LocalPath), StringComparison.Ordinal);
    }

    private Task<Outcome> RunAsync(string project, HumeSimulator simulator, string framework = "net10.0") => Shell.RunAsync(
        consumers.Projects,
        new Dictionary<string, string> { ["HUME_BASE_URL"] = simulator.BaseAddress.ToString(), ["HUME_API_KEY"] = simulator.ApiKey },
        "dotnet",
        consumers.Assembly(project, framework));
}
