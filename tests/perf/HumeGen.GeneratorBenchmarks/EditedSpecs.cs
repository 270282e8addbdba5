using System.Globalization;

namespace HumeGen.GeneratorBenchmarks;

/// <summary>Specifications, and the places in them that are edited.</summary>
/// <param name="Name">The name in tables.</param>
/// <param name="Files">The specifications.</param>
/// <param name="Path">The one that is edited.</param>
/// <param name="Description">The beginning of the description that is edited.</param>
internal sealed record EditedSpecs(string Name, (string Path, string Text)[] Files, string Path, string Description)
{
    /// <summary>The sets that are always measured.</summary>
    public static IEnumerable<string> Names => ["Hume", "1", "5"];

    /// <summary>The specifications of a set: Hume's, synthetic ones of so many megabytes, or a file.</summary>
    public static EditedSpecs Of(string set)
    {
        if (set == "Hume")
        {
            var files = Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "specs")).Order(StringComparer.Ordinal).Select(f => (f, File.ReadAllText(f))).ToArray();
            return new EditedSpecs("Hume's specifications", files, files.Single(f => f.f.EndsWith("hume-evi-openapi.yml", StringComparison.Ordinal)).f, "description: One version of a stored prompt");
        }

        if (int.TryParse(set, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return new EditedSpecs($"synthetic, {size} MB", [("synthetic.yml", SyntheticSpec.Make(size * 1_000_000))], "synthetic.yml", "description: What this is");
        var text = File.ReadAllText(set);
        return new EditedSpecs(System.IO.Path.GetFileName(set), [(set, text)], set, text.Contains("\"description\": \"", StringComparison.Ordinal) ? "\"description\": \"" : "description: ");
    }
}
