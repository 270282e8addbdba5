using System.Reflection;

namespace HumeGen.Generator.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class Repository
{
    /// <summary>The folder of the whole repository.</summary>
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The specifications that come with the client.</summary>
    public static SpecText[] Specs() => [.. Directory.GetFiles(Path.Combine(Root, "specs"), "*.yml").Order(StringComparer.Ordinal).Select(SpecText.FromFile)];

    /// <summary>A path below the root.</summary>
    public static string Find(params string[] parts) => Path.Combine([Root, .. parts]);
}
