namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Keeps jobs in memory up to a number of bytes, beside the files of those that have not ended. The jobs that ended first are forgotten to make room.</summary>
internal sealed class MemoryJobStore(long maxBytes) : IJobStore
{
    // What a job takes besides its texts.
    private const int Overhead = 1024;

    private readonly object _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private long _order;
    private long _bytes;

    public bool IsShared => false;

    public ValueTask<bool> AddAsync(MeasurementJob job, IReadOnlyList<JobFile> files, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var entry = new Entry(_order++, job) { Files = files };
            if (!TryMakeRoom(entry.Bytes))
                return ValueTask.FromResult(false);

            _entries.Add(job.Id, entry);
            _bytes += entry.Bytes;
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<JobLoad> MeasureLoadAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var open = _entries.Values.Where(entry => entry.IsOpen).ToList();
            return ValueTask.FromResult(new JobLoad(open.Count, open.Sum(entry => entry.Files.Sum(file => (long)file.Content.Length))));
        }
    }

    public ValueTask<MeasurementJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var next = _entries.Values.Where(entry => entry.IsOpen && !(entry.LeasedUntil > now)).MinBy(entry => entry.Order);
            if (next is null)
                return ValueTask.FromResult<MeasurementJob?>(null);

            var job = next.Job with { Status = JobStatus.InProgress, Attempt = next.Job.Attempt + 1 };
            Replace(next with { Job = job, LeasedUntil = until });
            return ValueTask.FromResult<MeasurementJob?>(job);
        }
    }

    public ValueTask<IReadOnlyList<JobFile>> ReadFilesAsync(string id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return ValueTask.FromResult(_entries[id].Files);
    }

    public ValueTask<JobChange> RenewAsync(MeasurementJob job, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        Change(job, entry => entry with { Job = job, LeasedUntil = until });

    public ValueTask<JobChange> ReleaseAsync(MeasurementJob job, CancellationToken cancellationToken = default) =>
        Change(job, entry => entry with { Job = job with { Status = JobStatus.Queued, Started = null, Attempt = job.Attempt - 1 }, LeasedUntil = null });

    public ValueTask<JobChange> CompleteAsync(MeasurementJob job, ReadOnlyMemory<byte> results, CancellationToken cancellationToken = default) =>
        Change(job, entry => TryMakeRoom(results.Length) ? entry with { Job = job, Results = results, Files = [], LeasedUntil = null } : null);

    public ValueTask<JobChange> FailAsync(MeasurementJob job, CancellationToken cancellationToken = default) =>
        Change(job, entry => entry with { Job = job, Files = [], LeasedUntil = null });

    public ValueTask<MeasurementJob?> ClaimCallbackAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var next = _entries.Values.Where(entry => !entry.IsOpen && entry.Job.HasCallback && !(entry.LeasedUntil > now)).MinBy(entry => entry.Order);
            if (next is not null)
                Replace(next with { LeasedUntil = until });

            return ValueTask.FromResult(next?.Job);
        }
    }

    public ValueTask EndCallbackAsync(string id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            // It may have been forgotten since, to make room.
            if (_entries.GetValueOrDefault(id) is { } entry)
                Replace(entry with { Job = entry.Job with { HasCallback = false } });
        }

        return default;
    }

    public ValueTask<MeasurementJob?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return ValueTask.FromResult(_entries.GetValueOrDefault(id)?.Job);
    }

    public ValueTask<ReadOnlyMemory<byte>?> ReadResultsAsync(string id, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return ValueTask.FromResult(_entries.GetValueOrDefault(id)?.Results);
    }

    public async IAsyncEnumerable<MeasurementJob> ListAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<MeasurementJob> jobs;
        lock (_gate)
            jobs = [.. _entries.Values.OrderByDescending(entry => entry.Order).Select(entry => entry.Job)];

        foreach (var job in jobs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return job;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <summary>Changes a job for the holder of its claim, unless there is no room.</summary>
    private ValueTask<JobChange> Change(MeasurementJob job, Func<Entry, Entry?> change)
    {
        lock (_gate)
        {
            if (_entries.GetValueOrDefault(job.Id) is not { IsOpen: true } entry || entry.Job.Attempt != job.Attempt || entry.LeasedUntil is null)
                return ValueTask.FromResult(JobChange.LeaseLost);

            if (change(entry) is not { } changed)
                return ValueTask.FromResult(JobChange.NoRoom);

            Replace(changed);
            return ValueTask.FromResult(JobChange.Made);
        }
    }

    private bool TryMakeRoom(long bytes)
    {
        // Nothing is forgotten for what has no room even so.
        var excess = _bytes + bytes - maxBytes;
        if (excess > 0 && excess > _entries.Values.Where(entry => !entry.IsOpen).Sum(entry => entry.Bytes))
            return false;

        while (_bytes + bytes > maxBytes)
        {
            if (_entries.Values.Where(entry => !entry.IsOpen).MinBy(entry => entry.Job.Ended) is not { } oldest)
                return false;

            _entries.Remove(oldest.Job.Id);
            _bytes -= oldest.Bytes;
        }

        return true;
    }

    private void Replace(Entry entry)
    {
        _bytes += entry.Bytes - _entries[entry.Job.Id].Bytes;
        _entries[entry.Job.Id] = entry;
    }

    private sealed record Entry(long Order, MeasurementJob Job)
    {
        public IReadOnlyList<JobFile> Files { get; init; } = [];

        public DateTimeOffset? LeasedUntil { get; init; }

        public ReadOnlyMemory<byte>? Results { get; init; }

        public bool IsOpen => Job.Ended is null;

        public long Bytes => Overhead + (2L * (Job.Request.Length + (Job.Failure?.Length ?? 0))) + (Results?.Length ?? 0);
    }
}
