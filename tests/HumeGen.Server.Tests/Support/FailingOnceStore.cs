using HumeGen.Server.ExpressionMeasurement.Batch;

namespace HumeGen.Server.Tests;

/// <summary>A store of jobs whose database is away for the first change.</summary>
internal sealed class FailingOnceStore : IJobStore
{
    public const string Words = "The database of jobs is away.";

    private readonly MemoryJobStore _inner = new(1 << 20);
    private int _changes;

    public bool IsShared => _inner.IsShared;

    public ValueTask<bool> AddAsync(MeasurementJob job, IReadOnlyList<JobFile> files, CancellationToken cancellationToken = default) =>
        _inner.AddAsync(job, files, cancellationToken);

    public ValueTask<JobLoad> MeasureLoadAsync(CancellationToken cancellationToken = default) => _inner.MeasureLoadAsync(cancellationToken);

    public ValueTask<MeasurementJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        _inner.ClaimAsync(now, until, cancellationToken);

    public ValueTask<IReadOnlyList<JobFile>> ReadFilesAsync(string id, CancellationToken cancellationToken = default) => _inner.ReadFilesAsync(id, cancellationToken);

    public ValueTask<JobChange> RenewAsync(MeasurementJob job, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        Interlocked.Increment(ref _changes) == 1 ? throw new InvalidOperationException(Words) : _inner.RenewAsync(job, until, cancellationToken);

    public ValueTask<JobChange> ReleaseAsync(MeasurementJob job, CancellationToken cancellationToken = default) => _inner.ReleaseAsync(job, cancellationToken);

    public ValueTask<JobChange> CompleteAsync(MeasurementJob job, ReadOnlyMemory<byte> results, CancellationToken cancellationToken = default) =>
        _inner.CompleteAsync(job, results, cancellationToken);

    public ValueTask<JobChange> FailAsync(MeasurementJob job, CancellationToken cancellationToken = default) => _inner.FailAsync(job, cancellationToken);

    public ValueTask<MeasurementJob?> ClaimCallbackAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        _inner.ClaimCallbackAsync(now, until, cancellationToken);

    public ValueTask EndCallbackAsync(string id, CancellationToken cancellationToken = default) => _inner.EndCallbackAsync(id, cancellationToken);

    public ValueTask<MeasurementJob?> FindAsync(string id, CancellationToken cancellationToken = default) => _inner.FindAsync(id, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> ReadResultsAsync(string id, CancellationToken cancellationToken = default) => _inner.ReadResultsAsync(id, cancellationToken);

    public IAsyncEnumerable<MeasurementJob> ListAsync(CancellationToken cancellationToken = default) => _inner.ListAsync(cancellationToken);
}
