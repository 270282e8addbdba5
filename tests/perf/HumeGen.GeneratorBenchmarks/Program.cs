// What the generator costs a project that is open in an editor: opening it, typing C#, editing a specification; for Hume's specifications, for synthetic
// ones of 1 and 5 MB, and for any others. Each set has a process of its own, so that the first run is as cold as a compiler's.
//   dotnet run -c Release --project tests/perf/HumeGen.GeneratorBenchmarks [-- FILE...]
// What it costs a whole build, beside the same project with the emitted files checked in:
//   dotnet run -c Release --project tests/perf/HumeGen.GeneratorBenchmarks -- build
// Both, into docs/benchmarks.md:
//   dotnet run -c Release --project tests/perf/HumeGen.GeneratorBenchmarks -- --report [FILE...]
using System.Diagnostics;
using HumeGen.GeneratorBenchmarks;

if (args is ["measure", var set])
{
    Console.WriteLine(EditCosts.Measure(EditedSpecs.Of(set)).Row);
    return 0;
}

if (args is ["build"])
{
    Console.WriteLine(Build());
    return 0;
}

var isReport = args is ["--report", ..];
var rows = new List<string>();
foreach (var name in EditedSpecs.Names.Concat(isReport ? args[1..] : args))
{
    string[] program = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(EditedProject).Assembly.Location] : [];
    using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. program, "measure", name]) { RedirectStandardOutput = true })!;
    rows.Add(process.StandardOutput.ReadToEnd().Trim());
    process.WaitForExit();
    if (process.ExitCode != 0)
        return process.ExitCode;
    Console.WriteLine(rows[^1]);
}

if (isReport)
    Report.Write(rows, Build());
return 0;

static string Build()
{
    using var build = new WholeBuild();
    return $"{build.Compare(rounds: 7, server: true)}\n{build.Compare(rounds: 7, server: false)}";
}
