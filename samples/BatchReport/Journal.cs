using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchReport;

/// <summary>A line of the journal: a job was started with these files, or has ended with these results, or with a failure.</summary>
internal sealed record JournalLine(string Job, IReadOnlyList<Media>? Files = null, IReadOnlyList<JsonElement>? Results = null, string? Failure = null);

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
    private readonly StreamWriter _file;
    private readonly Dictionary<string, JournalLine> _jobs = [];

    private Journal(string path)
    {
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
            Remember(Read(line));

        // One program at a time. A line that was cut off is ended, so that the next one is a line of its own.
        _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
        _file.WriteLine();
    }

    /// <summary>The jobs without results, as they were started.</summary>
    public IReadOnlyList<JournalLine> OpenJobs => [.. _jobs.Values.Where(j => j.Results is null && j.Failure is null)];

    /// <summary>The jobs that have ended, with their files.</summary>
    public IReadOnlyList<JournalLine> EndedJobs => [.. _jobs.Values.Where(j => j.Results is not null || j.Failure is not null)];

    /// <summary>Opens the journal of a report.</summary>
    /// <exception cref="IOException">There is a file of that name which is none of this program's, or another run uses the journal.</exception>
    public static Journal Open(string report)
    {
        var path = $"{report}.jobs";
        if (File.Exists(report) && !File.Exists(path))
            throw new IOException($"{report} exists and is not a report of this program. Name another file with --report, or move it.");
        return new Journal(path);
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
    public void Forget(JournalLine job) => _jobs.Remove(job.Job);

    public void Dispose() => _file.Dispose();

    private void Remember(JournalLine? line)
    {
        if (line is not null)
            _jobs[line.Job] = line with { Files = line.Files ?? _jobs.GetValueOrDefault(line.Job)?.Files ?? [] };
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
