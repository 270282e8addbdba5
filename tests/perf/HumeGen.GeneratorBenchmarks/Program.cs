// What the generator costs a project that is open in an editor: opening it, typing C#, editing a specification; for Hume's specifications
// and for synthetic ones of 1 and 5 MB. Each set has a process of its own, so that the first run is as cold as a compiler's.
//   dotnet run -c Release --project tests/perf/HumeGen.GeneratorBenchmarks
// And what it costs a whole build, beside the same project with the emitted files checked in:
//   dotnet run -c Release --project tests/perf/HumeGen.GeneratorBenchmarks -- build
using System.Diagnostics;
using HumeGen.GeneratorBenchmarks;

if (args is ["build"])
{
    using var build = new WholeBuild();
    build.Compare(rounds: 9, server: true);
    build.Compare(rounds: 5, server: false);
    return 0;
}

if (args is [var set])
{
    Measure(set);
    return 0;
}

Console.WriteLine($"{"",-12}{"cold",18}{"opened again",18}{"C# keystroke",18}{"space in spec",18}{"one description",18}{"one field",18}{"held",10}");
foreach (var name in new[] { "Hume", "1 MB", "5 MB" })
{
    string[] program = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(EditedProject).Assembly.Location] : [];
    using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. program, name]) { UseShellExecute = false })!;
    process.WaitForExit();
    if (process.ExitCode != 0)
        return process.ExitCode;
}

return 0;

static void Measure(string set)
{
    var before = GC.GetTotalMemory(forceFullCollection: true);
    var (specs, path, schema) = set == "Hume"
        ? (Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "specs")).Order(StringComparer.Ordinal).Select(f => (f, File.ReadAllText(f))).ToArray(), "hume-evi-openapi.yml", "description: One version of a stored prompt")
        : ([("synthetic.yml", SyntheticSpec.Make(int.Parse(set[..1], System.Globalization.CultureInfo.InvariantCulture) * 1_000_000))], "synthetic.yml", "description: What this is");
    path = specs.Single(s => s.Item1.EndsWith(path, StringComparison.Ordinal)).Item1;
    var project = new EditedProject(specs);
    var cold = project.Run();
    var held = GC.GetTotalMemory(forceFullCollection: true) - before;

    var again = Median(5, _ => (project = project.Reopen()).Run());
    var keystroke = Median(50, i =>
    {
        project.TypeCSharp(i + 1);
        return project.Run();
    });
    var space = Median(7, _ =>
    {
        project.Edit(path, "\n  schemas:\n", "\n\n  schemas:\n");
        return project.Run();
    });
    var description = Median(7, _ =>
    {
        project.Edit(path, schema, schema.Replace("description: ", "description: Indeed ", StringComparison.Ordinal));
        schema = schema.Replace("description: ", "description: Indeed ", StringComparison.Ordinal);
        return project.Run();
    });
    var field = Median(7, i =>
    {
        project.Edit(path, "      properties:\n", $"      properties:\n        added_{i}: {{type: string}}\n");
        return project.Run();
    });

    Console.WriteLine($"{set,-12}{Show(cold)}{Show(again)}{Show(keystroke)}{Show(space)}{Show(description)}{Show(field)}{held / 1e6,7:N1} MB");
}

static Cost Median(int runs, Func<int, Cost> run)
{
    var costs = Enumerable.Range(0, runs).Select(run).ToArray();
    return new Cost(costs.Select(c => c.Time).Order().ElementAt(runs / 2), costs.Select(c => c.Bytes).Order().ElementAt(runs / 2));
}

static string Show(Cost cost) => $"{cost.Time.TotalMilliseconds,8:N1} ms{cost.Bytes / 1e6,6:N1} MB".PadLeft(18);
