using System.Reflection;

namespace HumeGen.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class Repository
{
    /// <summary>The folder of the whole repository.</summary>
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>A path below the root.</summary>
    public static string Find(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The C# files below a folder, without what builds leave there.</summary>
    public static IEnumerable<string> Sources(params string[] folder) => Directory.EnumerateFiles(Find(folder), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}") && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}"))
        .Order(StringComparer.Ordinal);
}
