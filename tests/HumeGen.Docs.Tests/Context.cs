using System.Text.RegularExpressions;

namespace HumeGen.Docs.Tests;

/// <summary>A file in <c>Contexts</c>: the statements around a block, the frameworks it is for, and the lines that the program prints.</summary>
/// <param name="Path">The file, relative to the repository.</param>
/// <param name="Text">All of it.</param>
internal sealed partial record Context(string Path, string Text)
{
    /// <summary>The frameworks that blocks are compiled for: the oldest and the newest of the client.</summary>
    public static IReadOnlyList<string> AllFrameworks { get; } = ["net8.0", "net10.0"];

    /// <summary>The names of all contexts.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.cs").Select(f => System.IO.Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    /// <summary>Folder of the contexts.</summary>
    public static string Folder => Repository.Find("tests", "HumeGen.Docs.Tests", "Contexts");

    /// <summary>The line that the block takes the place of.</summary>
    public int BlockLine => Array.IndexOf(Text.Split('\n'), "// The block.") + 1;

    public IReadOnlyList<string> Frameworks => OnlyFor().Match(Text) is { Success: true } only ? [only.Groups[1].Value] : AllFrameworks;

    /// <summary>Output of the program; <c>*</c> matches anything.</summary>
    public string Prints => string.Join('\n', Text.TrimEnd().Split("// Prints:\n")[1].Split('\n').Select(l => l.TrimStart('/').TrimStart()));

    public static Context Read(string name)
    {
        var file = System.IO.Path.Combine(Folder, name + ".cs");
        return new(System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    [GeneratedRegex("^// Only for (.+)\\.$", RegexOptions.Multiline)]
    private static partial Regex OnlyFor();
}
