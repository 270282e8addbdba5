using System.Security.Cryptography;

namespace BatchReport;

/// <summary>A file to measure.</summary>
/// <param name="Name">Path below the folder, with slashes.</param>
/// <param name="Md5">Checksum of its bytes, by which the API names sources. A file that was changed has another one, and is measured anew.</param>
internal sealed record Media(string Name, string Md5)
{
    private static readonly string[] Known =
        [".wav", ".mp3", ".m4a", ".ogg", ".flac", ".mp4", ".mov", ".webm", ".avi", ".png", ".jpg", ".jpeg", ".txt"];

    public static string Endings => string.Join(" ", Known);

    /// <summary>Lists the media of a folder and of those below it, and the names of all other files.</summary>
    public static (IReadOnlyList<Media> Files, IReadOnlyList<string> Skipped) FilesOf(string folder)
    {
        var all = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Order(StringComparer.Ordinal)
            .ToLookup(path => Known.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase));
        return ([.. all[true].Select(path => new Media(NameOf(folder, path), Md5Of(path)))], [.. all[false].Select(path => NameOf(folder, path))]);
    }

    private static string NameOf(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    // The API calls for MD5, as a checksum.
#pragma warning disable CA5351
    private static string Md5Of(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(MD5.HashData(file));
    }
#pragma warning restore CA5351
}
