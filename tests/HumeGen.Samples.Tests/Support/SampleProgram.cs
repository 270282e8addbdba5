using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace HumeGen.Samples.Tests;

/// <summary>A sample as its users run it: the built program in a process of its own, with its output redirected.</summary>
internal sealed class SampleProgram : IAsyncDisposable
{
    // Far more than any sample takes, on a busy machine as well.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string Configuration =
        typeof(SampleProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Configuration").Value!;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource _outputEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _errorEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleProgram(string name, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var program = Repository.Find($"samples/{name}/bin/{Configuration}/net10.0/{name}.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in start.Environment.Keys.Where(v => v.StartsWith("HUME_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(variable);
        start.Environment["TERM"] = "xterm-256color";   // Colours are possible, and yet none is wanted in what is redirected.
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
            start.Environment[variable] = value;

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Add(_output, e.Data, _outputEnd);
        _process.ErrorDataReceived += (_, e) => Add(_error, e.Data, _errorEnd);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Runs a sample to its end. It must not write colour codes or stack traces.</summary>
    /// <param name="name">Name of its folder and project.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="environment">Variables for it; those whose name begins with HUME_ are taken away before.</param>
    /// <param name="folder">Its current folder, for files to read; without it, a new and empty one.</param>
    public static async Task<SampleResult> RunAsync(
        string name, string[]? arguments = null, string input = "", IReadOnlyDictionary<string, string>? environment = null, TemporaryFolder? folder = null)
    {
        using var own = new TemporaryFolder();
        folder ??= own;
        await using var sample = new SampleProgram(name, folder.Path, arguments ?? [], environment);
        try
        {
            await sample._process.StandardInput.WriteAsync(input);
            sample._process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it read all.
        }

        var code = await sample.WaitForExitAsync();
        var result = new SampleResult(code, sample._output.ToString(), sample._error.ToString(), folder.Read());
        Assert.DoesNotContain('\u001b', result.Output + result.Error);
        Assert.DoesNotContain("   at ", result.Output + result.Error, StringComparison.Ordinal);
        return result;
    }

    /// <summary>Starts a sample that stays up until it is disposed.</summary>
    /// <param name="name">Name of its folder and project.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables for it; those whose name begins with HUME_ are taken away before.</param>
    public static SampleProgram Start(string name, TemporaryFolder folder, string[]? arguments = null, IReadOnlyDictionary<string, string>? environment = null) =>
        new(name, folder.Path, arguments ?? [], environment);

    /// <summary>All that it has written to standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
                return _output.ToString();
        }
    }

    /// <summary>Waits for a line of standard output that contains a text.</summary>
    /// <returns>The line.</returns>
    public async Task<string> WaitForLineAsync(string text)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_output.ToString().Split('\n').FirstOrDefault(l => l.Contains(text, StringComparison.Ordinal)) is { } line)
                    return line;
                Assert.False(_outputEnd.Task.IsCompleted, $"The sample ended without '{text}'.\n{_output}{_error}");
                more = _more.Task;
            }

            await more.WaitAsync(Patience);
        }
    }

    /// <summary>Types a line.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        return await WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<int> WaitForExitAsync()
    {
        try
        {
            await Task.WhenAll(_process.WaitForExitAsync(), _outputEnd.Task, _errorEnd.Task).WaitAsync(Patience);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The sample did not end.\n{Output}");
        }
    }

    private void Add(StringBuilder text, string? line, TaskCompletionSource end)
    {
        lock (_lock)
        {
            if (line is not null)
                text.Append(line).Append('\n');
            else
                end.SetResult();
            _more.SetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}

/// <summary>Result of a sample.</summary>
/// <param name="ExitCode">0 when it did what it is for.</param>
/// <param name="Output">Its standard output, with line feeds.</param>
/// <param name="Error">Its standard error, with line feeds.</param>
/// <param name="Files">The files in its current folder after it, by relative path with slashes.</param>
internal sealed record SampleResult(int ExitCode, string Output, string Error, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Checks that the sample succeeded and wrote nothing to standard error.</summary>
    public SampleResult Succeeded()
    {
        Assert.True(ExitCode == 0 && Error.Length == 0, $"Exit code {ExitCode}\n{Output}{Error}");
        return this;
    }

    /// <summary>Checks that the sample refused its arguments or environment, with one line on standard error.</summary>
    /// <returns>The line.</returns>
    public string Refused()
    {
        Assert.True(ExitCode == 1, $"Exit code {ExitCode}\n{Output}{Error}");
        return Assert.Single(Error.TrimEnd('\n').Split('\n'));
    }
}
