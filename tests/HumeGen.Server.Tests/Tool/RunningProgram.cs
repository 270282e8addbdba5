using System.Text.RegularExpressions;
using HumeGen.Server.Tool;

namespace HumeGen.Server.Tests;

/// <summary>The program <c>humegen-server</c>, as it runs with arguments.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();

    private RunningProgram(Task<int> ended, string output, CancellationTokenSource stop) => (Ended, Output, _stop) = (ended, output, stop);

    /// <summary>The output so far.</summary>
    public string Output { get; }

    public Uri Address => new(Value("HUME_BASE_URL"));

    public string Key => Value("HUME_API_KEY");

    public string Secret => Value("HUME_SECRET_KEY");

    /// <summary>Its exit code.</summary>
    public Task<int> Ended { get; }

    /// <summary>Starts it on a free port, with deterministic engines unless the arguments choose others.</summary>
    public static Task<RunningProgram> StartAsync(params string[] args) => StartAsync(TextReader.Null, [], args);

    public static async Task<RunningProgram> StartAsync(TextReader input, Dictionary<string, string> environment, params string[] args)
    {
        var stop = new CancellationTokenSource();
        using var output = new AnnouncedWriter();
        using var error = new StringWriter();
        // What is installed on the machine makes no difference, unless a test wants it.
        string[] engines = args.Any(arg => arg is "--engines" or "--configuration") ? [] : ["--engines", "deterministic"];
        string[] data = args.Contains("--data") ? [] : ["--no-data"];
        var ended = CommandLine.RunAsync(
            ["--port", "0", "--log-level", "None", .. engines, .. data, .. args], new Terminal(output, TextWriter.Synchronized(error), input, environment.GetValueOrDefault), stop.Token);
        await Task.WhenAny(output.Announced, ended).WaitAsync(Bound);
        return output.Announced.IsCompleted
            ? new RunningProgram(ended, await output.Announced, stop)
            : throw new InvalidOperationException($"The program has ended with {await ended}: {error}");
    }

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await Ended.WaitAsync(Bound);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private string Value(string name) => Lines().Matches(Output).Single(m => m.Groups["name"].Value == name).Groups["value"].Value;

    [GeneratedRegex("^(?<name>[A-Z_]+)=(?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Lines();

    /// <summary>The program flushes once it has printed all that it prints.</summary>
    private sealed class AnnouncedWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Announced => _announced.Task;

        public override void Flush() => _announced.TrySetResult(ToString().ReplaceLineEndings("\n"));
    }
}
