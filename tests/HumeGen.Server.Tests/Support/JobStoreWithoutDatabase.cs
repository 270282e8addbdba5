using HumeGen.Server.ExpressionMeasurement.Batch;

namespace HumeGen.Server.Tests;

/// <summary>A store of jobs without any, whose database goes down when a test says so.</summary>
internal sealed class JobStoreWithoutDatabase : IJobStore
{
    public bool IsDown { get; set; }

    public ValueTask<JobLoad> MeasureLoadAsync(CancellationToken cancellationToken = default) =>
        IsDown ? throw new InvalidOperationException(BrokenStore.Words) : new(new JobLoad(0, 0));

    public ValueTask<MeasurementJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default) => new((MeasurementJob?)null);

    public ValueTask<MeasurementJob?> ClaimCallbackAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default) => new((MeasurementJob?)null);

    public ValueTask EndCallbackAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> AddAsync(MeasurementJob job, IReadOnlyList<JobFile> files, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<JobFile>> ReadFilesAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<JobChange> RenewAsync(MeasurementJob job, DateTimeOffset until, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<JobChange> ReleaseAsync(MeasurementJob job, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<JobChange> CompleteAsync(MeasurementJob job, ReadOnlyMemory<byte> results, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<JobChange> FailAsync(MeasurementJob job, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<MeasurementJob?> FindAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ReadOnlyMemory<byte>?> ReadResultsAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<MeasurementJob> ListAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
