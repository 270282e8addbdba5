using System.Diagnostics;
using System.Reflection;
using HumeGen.Server.Engines;
using HumeGen.Server.Tool;
using HumeGen.Server.Tool.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests;

/// <summary>The engines that <c>humegen-server</c> finds, and what it says about them.</summary>
public sealed class EngineFinderTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static readonly string ServerTool =
        typeof(EngineFinderTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ServerTool").Value!;

    private readonly string _folder = Directory.CreateTempSubdirectory("humegen-finder-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_kind_that_lacks_nothing_takes_a_role_and_those_before_it_are_missing()
    {
        var taken = new List<string>();
        EngineRole[] roles =
        [
            new("speech", "speech", [Kind("best", "best: Install it with: apt-get install best"), Kind("good", null), Kind("worse", "worse: Install it.")]),
            new("hearing", "hearing", [Kind("ears", "ears: Install it with: apt-get install ears")]) { Without = "so nobody is heard" },
        ];

        using var found = EngineFinder.Find(roles, null, _ => null);

        Assert.Equal(["good"], taken);
        Assert.Equal(["speech: good, as a test", "hearing: none, so nobody is heard"], found.Lines);
        Assert.Equal(["best: Install it with: apt-get install best", "ears: Install it with: apt-get install ears"], found.Missing);

        EngineKind Kind(string name, string? missing) => new(name, (_, _) => taken.Add(name)) { FindMissing = _ => missing, Describe = _ => "as a test" };
    }

    [Fact]
    public void A_kind_that_a_configuration_asks_for_must_be_there()
    {
        EngineRole[] roles = [new("speech", "speech", [new("best", (_, _) => { }) { FindMissing = _ => "best: Install it." }, new("good", (_, _) => { })])];
        var file = Path.Combine(_folder, "engines.json");
        File.WriteAllText(file, """{ "speech": { "kind": "best" } }""");

        var fault = Assert.Throws<ToolException>(() => EngineFinder.Find(roles, file, _ => null));

        Assert.Equal($"{file}: speech.kind is 'best', which cannot be used. best: Install it.", fault.Message);
    }

    [Fact]
    public void Engines_are_disposed_with_the_program()
    {
        var chat = new Disposed();
        EngineRole[] roles = [new("chat", "thinking", [new("test", (engines, _) => engines.Chat = chat)])];

        EngineFinder.Find(roles, null, _ => null).Dispose();

        Assert.True(chat.IsDisposed);
    }

    [Fact]
    public async Task A_program_on_the_path_is_found_and_one_that_is_not_there_is_named_with_the_command_that_installs_it()
    {
        File.WriteAllText(Path.Combine(_folder, OperatingSystem.IsWindows() ? "ffmpeg.exe" : "ffmpeg"), "");

        var with = await RunAsync(_folder);
        var without = await RunAsync(Path.Combine(_folder, "nothing"));

        Assert.Contains("# codecs: browser, Opus in WebM and Ogg, and what ffmpeg decodes\n", with, StringComparison.Ordinal);
        Assert.DoesNotContain("missing: ffmpeg", with, StringComparison.Ordinal);
        Assert.Contains("# codecs: browser, Opus in WebM and Ogg\n", without, StringComparison.Ordinal);
        Assert.Matches("# missing: ffmpeg: .*apt-get install ffmpeg\n", without);
    }

    [Fact]
    public async Task Every_role_has_a_line_and_every_other_line_is_a_setting_or_a_comment()
    {
        var lines = (await RunAsync(_folder)).TrimEnd('\n').Split('\n');

        string[] roles = ["hearing", "thinking", "speech", "MP3", "prosody", "burst", "language", "faces", "codecs"];
        Assert.All(roles, role => Assert.Single(lines, line => line.StartsWith($"# {role}: ", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.Matches("^(# .+|[A-Z_]+=\\S+)$", line));
        Assert.Single(lines, line => line.StartsWith("# Talk to it in a browser, by this link once: http://127.0.0.1:", StringComparison.Ordinal));
        Assert.Contains("# prosody: rules, rule-based estimates", lines);
    }

    /// <summary>Prints of the program with nothing on its path but this folder.</summary>
    private static async Task<string> RunAsync(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } dotnet && Path.GetFileNameWithoutExtension(dotnet) == "dotnet" ? dotnet : "dotnet",
            [ServerTool, "--port", "0", "--no-data", "--log-level", "Error", "--stop-with-input"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = path },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var printed = await process.StandardOutput.ReadToEndAsync().WaitAsync(Bound);
        await process.WaitForExitAsync().WaitAsync(Bound);
        Assert.Equal(0, process.ExitCode);
        return printed.ReplaceLineEndings("\n");
    }

    private sealed class Disposed : IChatClient
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
