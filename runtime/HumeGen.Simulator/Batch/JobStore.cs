using System.Text.Json.Nodes;
using HumeGen.Simulator.Hosting;

namespace HumeGen.Simulator.Batch;

/// <summary>The jobs of the account. A job waits for a quarter of its time and then is worked on until its end.</summary>
internal sealed class JobStore(IdSource ids, TimeProvider clock, TimeSpan duration, Storage storage)
{
    private readonly Lock _gate = new();
    private readonly List<Job> _jobs = [];

    public Job Start(JsonObject request, IReadOnlyList<MediaSource> sources)
    {
        storage.Take(Storage.Overhead + (2L * request.ToJsonString().Length) + sources.Sum(source => Storage.Overhead + (2L * source.Text.Length)));
        var created = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var length = (long)duration.TotalMilliseconds;
        var job = new Job(ids.Next(), request, sources, created, created + (length / 4), created + length);
        lock (_gate)
            _jobs.Add(job);

        return job;
    }

    public Job? Find(string id)
    {
        lock (_gate)
            return _jobs.Find(job => string.Equals(job.Id, id, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>All jobs, oldest first.</summary>
    public IReadOnlyList<Job> List()
    {
        lock (_gate)
            return [.. _jobs];
    }
}
