using System.Globalization;
using System.Runtime.InteropServices;

namespace HumeGen.Tests;

/// <summary>The page <c>docs/benchmarks.md</c>, of which each program writes its own section.</summary>
internal static class BenchmarkPage
{
    /// <summary>The machine and the day, as one line.</summary>
    public static string Machine => string.Create(
        CultureInfo.InvariantCulture, $"{Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {DateTime.UtcNow:yyyy-MM-dd}.");

    private static string Processor => File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Replaces a section, or adds it at the end.</summary>
    /// <param name="name">The name in the comments around the section.</param>
    /// <param name="text">The section, with its heading.</param>
    public static void Write(string name, string text)
    {
        var path = Path.Combine(Root(), "docs", "benchmarks.md");
        var page = File.Exists(path) ? File.ReadAllText(path) : "# Benchmarks\n";
        var (begin, end) = ($"<!-- {name} -->", $"<!-- /{name} -->");
        var section = $"{begin}\n{text.Trim()}\n{end}";
        var from = page.IndexOf(begin, StringComparison.Ordinal);
        var to = page.IndexOf(end, StringComparison.Ordinal);
        File.WriteAllText(path, from >= 0 && to > from ? page[..from] + section + page[(to + end.Length)..] : $"{page.TrimEnd()}\n\n{section}\n");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HumeGen.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The report is written in a working copy: run the program from one.");
        return folder;
    }
}
