namespace HumeGen.Docs.Tests;

/// <summary>The Markdown files of the repository.</summary>
internal static class MarkdownFiles
{
    private static readonly string[] OtherFolders = ["bin", "obj", "artifacts", "node_modules", "TestResults", ".git"];

    /// <summary>Paths relative to the repository, with forward slashes, and texts.</summary>
    public static IReadOnlyList<(string Path, string Text)> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(OtherFolders.Contains))
            .Order(StringComparer.Ordinal)
            .Select(f => (f, File.ReadAllText(Repository.Find(f)).ReplaceLineEndings("\n"))),
    ];
}
