using System.Text.RegularExpressions;

namespace HumeGen.Generator.Tests;

/// <summary>The rooms of the generator and what each may use, as <c>docs/architecture.md</c> says it below the heading "Rooms".</summary>
internal static partial class RoomTable
{
    /// <summary>The files beside the rooms, which may use all of them and which none of them may use.</summary>
    public const string Pipeline = "Pipeline";

    private static readonly string[] Section =
        [.. File.ReadLines(Repository.Find("docs", "architecture.md")).SkipWhile(l => l != "## Rooms").Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal))];

    /// <summary>The rows of the table: a room, and the rooms that it may use.</summary>
    public static IReadOnlyDictionary<string, string[]> Rows { get; } = Section
        .SkipWhile(l => l != "| room | uses |").Skip(2).TakeWhile(l => l.StartsWith('|'))
        .Select(l => l.Trim('|').Split('|'))
        .ToDictionary(cells => Names(cells[0]).Single(), cells => Names(cells[1]));

    /// <summary>The arrows of the picture.</summary>
    public static IReadOnlyList<(string Room, string Used)> Arrows { get; } =
        [.. Section.Select(l => ArrowPattern().Match(l)).Where(m => m.Success).Select(m => (m.Groups[1].Value, m.Groups[2].Value))];

    /// <summary>The room of a file or of a namespace of the generator; null for all other namespaces.</summary>
    /// <param name="place">A path below the project, or a namespace.</param>
    public static string? RoomOf(string place)
    {
        if (place.EndsWith(".cs", StringComparison.Ordinal))
            return place.IndexOf('/') is >= 0 and var slash ? place[..slash] : Pipeline;
        if (place == GeneratorSources.RootNamespace)
            return Pipeline;
        return place.StartsWith(GeneratorSources.RootNamespace + ".", StringComparison.Ordinal) ? place.Split('.')[2] : null;
    }

    /// <summary>The rooms that a file of a room uses, other than its own, by the namespaces that it uses.</summary>
    public static IEnumerable<string> Used(string room, IEnumerable<string> namespaces) =>
        namespaces.Select(RoomOf).OfType<string>().Where(used => used != room).Distinct();

    /// <summary>Those of them that the table does not allow.</summary>
    public static IEnumerable<string> Forbidden(string room, IEnumerable<string> namespaces) =>
        room == Pipeline ? [] : Used(room, namespaces).Except(Rows[room]);

    private static string[] Names(string cell) => [.. NamePattern().Matches(cell).Select(m => m.Value)];

    [GeneratedRegex(@"\b[A-Z]\w*")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^\s*(\w+)\s*-->\s*(\w+)\s*$")]
    private static partial Regex ArrowPattern();
}
