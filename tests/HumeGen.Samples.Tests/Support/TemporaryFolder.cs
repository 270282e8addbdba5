namespace HumeGen.Samples.Tests;

/// <summary>An empty folder that is removed with all that is in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("humegen-sample-").FullName;

    /// <summary>Writes a file, and the folders that lead to it.</summary>
    public void Write(string name, byte[] data)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, data);
    }

    /// <summary>Reads all files, by relative path with slashes.</summary>
    public IReadOnlyDictionary<string, byte[]> Read() =>
        Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .ToDictionary(f => System.IO.Path.GetRelativePath(Path, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
