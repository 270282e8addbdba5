using HumeGen.Server.ExpressionMeasurement.Batch;

namespace HumeGen.Server.Tests;

/// <summary>A store of jobs whose database is away for the first change.</summary>
internal sealed class FailingOnceStore : IJobStore
{
    public const string Words = "The database of jobs is away.";

    private readonly MemoryJobStore _inner = new(1 << 20);
    private int _changes;

    public ValueTask<bool> AddAsync(MeasurementJob job, CancellationToken cancellationToken = default) => _inner.AddAsync(job, cancellationToken);

    public ValueTask UpdateAsync(MeasurementJob job, CancellationToken cancellationToken = default) =>
        Interlocked.Increment(ref _changes) == 1 ? throw new InvalidOperationException(Words) : _inner.UpdateAsync(job, cancellationToken);

    public ValueTask<bool> CompleteAsync(MeasurementJob job, ReadOnlyMemory<byte> results, CancellationToken cancellationToken = default) =>
        _inner.CompleteAsync(job, results, cancellationToken);

    public ValueTask<MeasurementJob?> FindAsync(string id, CancellationToken cancellationToken = default) => _inner.FindAsync(id, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> ReadResultsAsync(string id, CancellationToken cancellationToken = default) => _inner.ReadResultsAsync(id, cancellationToken);

    public IAsyncEnumerable<MeasurementJob> ListAsync(CancellationToken cancellationToken = default) => _inner.ListAsync(cancellationToken);
}
