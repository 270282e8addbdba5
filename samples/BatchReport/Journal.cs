using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchReport;

/// <summary>A line of the journal: a job is being sent or was started with these files, or has ended with these results, or with a failure.</summary>
internal sealed record JournalLine(string Job, IReadOnlyList<Media>? Files = null, IReadOnlyList<JsonElement>? Results = null, string? Failure = null)
{
    private const string NoId = "sent ";

    /// <summary>Whether the server has not told the id of the job.</summary>
    [JsonIgnore]
    public bool IsUnanswered => Job.StartsWith(NoId, StringComparison.Ordinal);

    /// <summary>Makes the line of a job that is about to be sent.</summary>
    public static JournalLine Unanswered(IReadOnlyList<Media> files) => new($"{NoId}{Guid.NewGuid()}", files);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>
/// Remembers beside the report which files were sent in which job, and what came out. A line is only ever added, so a program that is killed loses the last
/// line at most.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _alone;
    private readonly StreamWriter _file;
    private readonly List<JournalLine> _jobs = [];

    private Journal(string path, FileStream alone)
    {
        _alone = alone;
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
            Remember(Read(line));

        // A line that was cut off is ended, so that the next one is a line of its own.
        _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
        _file.WriteLine();
    }

    /// <summary>The jobs without results, as they were started.</summary>
    public IReadOnlyList<JournalLine> OpenJobs => [.. _jobs.Where(IsOpen)];

    /// <summary>The jobs that have ended, with their files.</summary>
    public IReadOnlyList<JournalLine> EndedJobs => [.. _jobs.Where(j => !IsOpen(j))];

    /// <summary>Opens the journal of a report.</summary>
    /// <exception cref="IOException">There is a file of that name which is none of this program's, or another run uses the journal.</exception>
    public static Journal Open(string report)
    {
        var path = $"{report}.jobs";
        if (Directory.Exists(report))
            throw new IOException($"{report} is a folder. Name a file with --report.");
        if (File.Exists(report) && !File.Exists(path))
            throw new IOException($"{report} exists and is not a report of this program. Name another file with --report, or move it.");
        return new Journal(path, Claim(report));
    }

    public void Add(JournalLine line)
    {
        lock (_lock)
        {
            _file.WriteLine(JsonSerializer.Serialize(line, JournalJson.Default.JournalLine));
            Remember(line);
        }
    }

    /// <summary>Forgets a job that the server does not know any more: its files are sent again.</summary>
    public void Forget(JournalLine job) => _jobs.Remove(job);

    public void Dispose()
    {
        _file.Dispose();
        _alone.Dispose();
    }

    // Two programs would send the same files. Linux locks a file that is written for all or for nobody, so that the journal, which others may read, has a file for it.
    private static FileStream Claim(string report)
    {
        try
        {
            return new FileStream($"{report}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            throw new IOException($"Another run works on {report}. Wait for its end, or name another file with --report.", e);
        }
    }

    private static bool IsOpen(JournalLine job) => job.Results is null && job.Failure is null;

    private void Remember(JournalLine? line)
    {
        if (line?.Job is null)
            return;

        // A server that has lost its data, as the simulator at its end, may give an id again. The job that has ended keeps its results.
        // A job that was sent gets its id, or is refused, by a line with the same files.
        var open = _jobs.Find(j => IsOpen(j) && (j.Job == line.Job || (line.Files is not null && line.Files.SequenceEqual(j.Files!))));
        if (open is not null)
            _jobs.Remove(open);
        _jobs.Add(line with { Files = line.Files ?? open?.Files ?? [] });
    }

    // Killed while it wrote, the program leaves a part of a line.
    private static JournalLine? Read(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize(line, JournalJson.Default.JournalLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
