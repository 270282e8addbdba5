namespace HumeGen.Server.Database.Files;

/// <summary>The folder of the data. A file that is written whole is there whole or not at all, whatever happens meanwhile.</summary>
internal sealed class DataFolder
{
    private const string Unfinished = ".unfinished";

    public DataFolder(string path)
    {
        Root = Path.GetFullPath(path);
        Make(Root);
        Make(Path.Combine(Root, "recordings"));
        Make(Path.Combine(Root, "jobs"));
        Make(Path.Combine(Root, "results"));
        Make(Path.Combine(Root, "nodes"));
    }

    /// <summary>The full path of the folder.</summary>
    public string Root { get; }

    public string DatabaseFile => Path.Combine(Root, "humegen.db");

    /// <summary>The file that is held while the tables are brought up to date.</summary>
    public string MigrationLock => Path.Combine(Root, "migration.lock");

    public string NodeLock(string nodeId) => Path.Combine(Root, "nodes", nodeId + ".lock");

    /// <summary>The recording of a chat, in one of 256 folders.</summary>
    public string Recording(string chatId) => Path.Combine(Root, "recordings", chatId[..2], chatId + ".wav");

    public string JobFiles(string jobId) => Path.Combine(Root, "jobs", jobId);

    public string JobFile(string jobId, int number) => Path.Combine(JobFiles(jobId), FormattableString.Invariant($"{number}"));

    public string Results(string jobId, int attempt) => Path.Combine(Root, "results", FormattableString.Invariant($"{jobId}.{attempt}.json"));

    /// <summary>The id as it stands in the database and in names of files; null when it is none, so that it leads nowhere else.</summary>
    public static string? IdOf(string id) => Guid.TryParseExact(id, "D", out var guid) ? guid.ToString("D") : null;

    /// <summary>Writes a file under another name, and gives it its name when it is on the disk.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Make(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(content, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Deletes what servers that broke down left unfinished.</summary>
    public void DeleteUnfinished(DateTime before)
    {
        foreach (var path in Directory.EnumerateFiles(Root, "*" + Unfinished, SearchOption.AllDirectories))
        {
            if (File.GetLastWriteTimeUtc(path) < before)
                File.Delete(path);
        }
    }

    /// <summary>Deletes a file; nothing happens when there is none.</summary>
    public static void Delete(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
    }

    /// <summary>Deletes a folder; nothing happens when there is none.</summary>
    public static void DeleteFolder(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else did.
        }
    }

    /// <summary>Makes a folder for this user only: it holds what people said.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
