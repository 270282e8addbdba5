using HumeGen.Tool.Specs;

namespace HumeGen.Tool.Emit;

/// <summary>C# that the package HumeGen brings beside its specifications: a build adds of it what fits the generated types, and so does the tool, which has a copy.</summary>
internal static class HandwrittenSources
{
    private const string Folder = "handwritten/";

    /// <summary>All sources, by their paths below the folder of the package.</summary>
    public static IReadOnlyList<SpecSource> All()
    {
        var assembly = typeof(HandwrittenSources).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(n => new SpecSource(n[Folder.Length..], Read(n)))];

        string Read(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }
}
