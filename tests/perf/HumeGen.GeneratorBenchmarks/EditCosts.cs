using System.Globalization;

namespace HumeGen.GeneratorBenchmarks;

/// <summary>The cost of each kind of edit, as a row of a table.</summary>
internal sealed record EditCosts(string Row)
{
    private const int Few = 7;

    public static EditCosts Measure(EditedSpecs specs)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var project = new EditedProject(specs.Files);
        var cold = project.Run();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        var isLarge = specs.Files.Sum(f => f.Text.Length) > 2_000_000;

        var again = Median(3, _ => (project = project.Reopen()).Run());
        var keystroke = Median(50, i =>
        {
            project.TypeCSharp(i + 1);
            return project.Run();
        });
        var text = specs.Description;
        var first = Median(Few, _ => Describe());
        for (var i = 0; i < (isLarge ? 5 : 60); i++)
            Describe();
        var description = Median(Few, _ => Describe());
        var space = Median(Few, _ =>
        {
            project.AddSpace(specs.Path);
            return project.Run();
        });
        var field = Median(Few, i =>
        {
            project.AddField(specs.Path, $"added_{i}");
            return project.Run();
        });

        var characters = specs.Files.Sum(f => f.Text.Length) / 1e6;
        return new EditCosts(string.Create(
            CultureInfo.InvariantCulture,
            $"| {specs.Name} | {characters:N2} MB | {Show(cold)} | {Show(again)} | {Show(keystroke)} | {Show(first)} | {Show(description)} | {Show(space)} | {Show(field)} | {held / 1e6:N0} MB |"));

        Cost Describe()
        {
            var edited = text + "Indeed ";
            project.Edit(specs.Path, text, edited);
            text = edited;
            return project.Run();
        }
    }

    private static Cost Median(int runs, Func<int, Cost> run)
    {
        var costs = Enumerable.Range(0, runs).Select(run).ToArray();
        return new Cost(costs.Select(c => c.Time).Order().ElementAt(runs / 2), costs.Select(c => c.Bytes).Order().ElementAt(runs / 2));
    }

    private static string Show(Cost cost) => cost.Time.TotalMilliseconds < 10
        ? string.Create(CultureInfo.InvariantCulture, $"{cost.Time.TotalMilliseconds:N1} ms, {cost.Bytes / 1e6:N1} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{cost.Time.TotalMilliseconds:N0} ms, {cost.Bytes / 1e6:N0} MB");
}
