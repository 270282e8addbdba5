namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Keeps jobs in memory up to a number of bytes. The jobs that ended first are forgotten to make room.</summary>
internal sealed class MemoryJobStore(long maxBytes) : IJobStore
{
    // What a job takes besides its texts.
    private const int Overhead = 1024;

    private readonly object _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private long _order;
    private long _bytes;

    public ValueTask<bool> AddAsync(MeasurementJob job, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var entry = new Entry(_order++, job, null);
            if (!TryMakeRoom(entry.Bytes))
                return ValueTask.FromResult(false);

            _entries.Add(job.Id, entry);
            _bytes += entry.Bytes;
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask UpdateAsync(MeasurementJob job, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            Replace(_entries[job.Id] with { Job = job });

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> CompleteAsync(MeasurementJob job, ReadOnlyMemory<byte> results, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var entry = _entries[job.Id] with { Job = job, Results = results };
            if (!TryMakeRoom(results.Length))
                return ValueTask.FromResult(false);

            Replace(entry);
            return ValueTask.FromResult(true);
        }
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

    private bool TryMakeRoom(long bytes)
    {
        while (_bytes + bytes > maxBytes)
        {
            if (_entries.Values.Where(entry => entry.Job.Ended is not null).MinBy(entry => entry.Job.Ended) is not { } oldest)
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

    private sealed record Entry(long Order, MeasurementJob Job, ReadOnlyMemory<byte>? Results)
    {
        public long Bytes => Overhead + (2L * (Job.Request.Length + (Job.Failure?.Length ?? 0))) + (Results?.Length ?? 0);
    }
}
