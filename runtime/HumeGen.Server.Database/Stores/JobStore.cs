using System.Runtime.CompilerServices;
using HumeGen.Server.Database.Files;
using HumeGen.Server.Database.Model;
using HumeGen.Server.ExpressionMeasurement.Batch;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace HumeGen.Server.Database.Stores;

/// <summary>Keeps jobs; their files and results in the folder, which are written before the tables name them.</summary>
internal sealed class JobStore(Tables tables, DataFolder folder, Sequence sequence, string nodeId) : IJobStore
{
    public async ValueTask<bool> AddAsync(MeasurementJob job, IReadOnlyList<JobFile> files, CancellationToken cancellationToken = default)
    {
        var id = DataFolder.IdOf(job.Id) ?? throw new ArgumentException($"'{job.Id}' is not a UUID.", nameof(job));
        foreach (var (number, file) in files.Index())
            await DataFolder.WriteAsync(folder.JobFile(id, number), file.Content, cancellationToken).ConfigureAwait(false);

        var row = new JobRow
        {
            Id = id,
            Request = job.Request,
            Status = job.Status,
            Created = job.Created,
            HasCallback = job.HasCallback,
            FileBytes = files.Sum(file => (long)file.Content.Length),
            Order = sequence.Next(),
        };
        await tables.ChangeAsync(
            context =>
            {
                context.Add(row);
                context.AddRange(files.Index().Select(file => new JobFileRow { JobId = id, Number = file.Index, Name = file.Item.Name, ContentType = file.Item.ContentType }));
                return context.SaveChangesAsync(cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async ValueTask<JobLoad> MeasureLoadAsync(CancellationToken cancellationToken = default) => await tables.ReadAsync(
        async context =>
        {
            var open = context.Jobs.Where(row => row.Ended == null);
            return new JobLoad(
                await open.CountAsync(cancellationToken).ConfigureAwait(false), await open.SumAsync(row => row.FileBytes, cancellationToken).ConfigureAwait(false));
        },
        cancellationToken).ConfigureAwait(false);

    public async ValueTask<MeasurementJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        // Looking costs no change, and there is nothing to claim most of the time. Of several that claim one job at once, one gets it; the others look again.
        while (await tables.ReadAsync(context => FindFreeAsync(context, now, cancellationToken), cancellationToken).ConfigureAwait(false) is { } free)
        {
            var claimed = await tables.ChangeAsync(
                context => context.Jobs
                    .Where(row => row.Id == free.Id && row.Attempt == free.Attempt && row.Ended == null && (row.ClaimedUntil == null || row.ClaimedUntil <= now))
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.Status, JobStatus.InProgress)
                            .SetProperty(row => row.Attempt, free.Attempt + 1)
                            .SetProperty(row => row.ClaimedUntil, until)
                            .SetProperty(row => row.NodeId, nodeId),
                        cancellationToken),
                cancellationToken).ConfigureAwait(false);
            if (claimed > 0)
                return View(free) with { Status = JobStatus.InProgress, Attempt = free.Attempt + 1 };
        }

        return null;
    }

    public async ValueTask<IReadOnlyList<JobFile>> ReadFilesAsync(string id, CancellationToken cancellationToken = default)
    {
        id = DataFolder.IdOf(id)!;
        var rows = await tables.ReadAsync(
            context => context.JobFiles.AsNoTracking().Where(row => row.JobId == id).OrderBy(row => row.Number)
                .ToListAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        var files = new List<JobFile>();
        foreach (var row in rows)
            files.Add(new JobFile(row.Name, row.ContentType, await File.ReadAllBytesAsync(folder.JobFile(id, row.Number), cancellationToken).ConfigureAwait(false)));

        return files;
    }

    public ValueTask<JobChange> RenewAsync(MeasurementJob job, DateTimeOffset until, CancellationToken cancellationToken = default) => ChangeAsync(
        job, set => set.SetProperty(row => row.Started, job.Started).SetProperty(row => row.ClaimedUntil, until), ends: false, cancellationToken);

    public ValueTask<JobChange> ReleaseAsync(MeasurementJob job, CancellationToken cancellationToken = default) => ChangeAsync(
        job,
        set => set.SetProperty(row => row.Status, JobStatus.Queued)
            .SetProperty(row => row.Started, (DateTimeOffset?)null)
            .SetProperty(row => row.Attempt, job.Attempt - 1)
            .SetProperty(row => row.ClaimedUntil, (DateTimeOffset?)null),
        ends: false,
        cancellationToken);

    public async ValueTask<JobChange> CompleteAsync(MeasurementJob job, ReadOnlyMemory<byte> results, CancellationToken cancellationToken = default)
    {
        var path = folder.Results(DataFolder.IdOf(job.Id)!, job.Attempt);
        await DataFolder.WriteAsync(path, results, cancellationToken).ConfigureAwait(false);
        var change = await EndAsync(job, hasResults: true, cancellationToken).ConfigureAwait(false);
        if (change != JobChange.Made)
            DataFolder.Delete(path);

        return change;
    }

    public ValueTask<JobChange> FailAsync(MeasurementJob job, CancellationToken cancellationToken = default) => EndAsync(job, hasResults: false, cancellationToken);

    public async ValueTask<MeasurementJob?> ClaimCallbackAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default)
    {
        while (await tables.ReadAsync(
            context => Due(context, now).AsNoTracking().OrderBy(row => row.Order).FirstOrDefaultAsync(cancellationToken), cancellationToken).ConfigureAwait(false) is { } due)
        {
            var claimed = await tables.ChangeAsync(
                context => Due(context, now).Where(row => row.Id == due.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.ClaimedUntil, until).SetProperty(row => row.NodeId, nodeId), cancellationToken),
                cancellationToken).ConfigureAwait(false);
            if (claimed > 0)
                return View(due);
        }

        return null;

        static IQueryable<JobRow> Due(HumeContext context, DateTimeOffset now) =>
            context.Jobs.Where(row => row.HasCallback && row.Ended != null && (row.ClaimedUntil == null || row.ClaimedUntil <= now));
    }

    public async ValueTask EndCallbackAsync(string id, CancellationToken cancellationToken = default)
    {
        id = DataFolder.IdOf(id)!;
        await tables.ChangeAsync(
            context => context.Jobs.Where(row => row.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.HasCallback, false).SetProperty(row => row.ClaimedUntil, (DateTimeOffset?)null), cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<MeasurementJob?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        await FindRowAsync(id, cancellationToken).ConfigureAwait(false) is { } row ? View(row) : null;

    public async ValueTask<ReadOnlyMemory<byte>?> ReadResultsAsync(string id, CancellationToken cancellationToken = default) =>
        await FindRowAsync(id, cancellationToken).ConfigureAwait(false) is { HasResults: true } row
            ? (ReadOnlyMemory<byte>?)await File.ReadAllBytesAsync(folder.Results(row.Id, row.Attempt), cancellationToken).ConfigureAwait(false)
            : null;

    public async IAsyncEnumerable<MeasurementJob> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var context = await tables.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = context.ConfigureAwait(false);
        await foreach (var row in context.Jobs.AsNoTracking().OrderByDescending(row => row.Order).AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return View(row);
    }

    private async Task<JobRow?> FindRowAsync(string id, CancellationToken cancellationToken)
    {
        id = id.ToLowerInvariant();
        return await tables.ReadAsync(context => context.Jobs.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static Task<JobRow?> FindFreeAsync(HumeContext context, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.Jobs.AsNoTracking()
            .Where(row => row.Ended == null && (row.ClaimedUntil == null || row.ClaimedUntil <= now))
            .OrderBy(row => row.Order)
            .FirstOrDefaultAsync(cancellationToken);

    private async ValueTask<JobChange> EndAsync(MeasurementJob job, bool hasResults, CancellationToken cancellationToken)
    {
        var change = await ChangeAsync(
            job,
            set => set.SetProperty(row => row.Status, job.Status)
                .SetProperty(row => row.Started, job.Started)
                .SetProperty(row => row.Ended, job.Ended)
                .SetProperty(row => row.Predictions, job.Predictions)
                .SetProperty(row => row.Errors, job.Errors)
                .SetProperty(row => row.Failure, job.Failure)
                .SetProperty(row => row.HasResults, hasResults)
                .SetProperty(row => row.FileBytes, 0)
                .SetProperty(row => row.ClaimedUntil, (DateTimeOffset?)null),
            ends: true,
            cancellationToken).ConfigureAwait(false);
        if (change == JobChange.Made)
            DataFolder.DeleteFolder(folder.JobFiles(DataFolder.IdOf(job.Id)!));

        return change;
    }

    /// <summary>Changes a job for the holder of its claim.</summary>
    private async ValueTask<JobChange> ChangeAsync(MeasurementJob job, Action<UpdateSettersBuilder<JobRow>> change, bool ends, CancellationToken cancellationToken)
    {
        var id = DataFolder.IdOf(job.Id)!;
        return await tables.ChangeAsync(
            async context =>
            {
                var own = context.Jobs.Where(row => row.Id == id && row.Attempt == job.Attempt && row.Ended == null && row.ClaimedUntil != null);
                if (await own.ExecuteUpdateAsync(change, cancellationToken).ConfigureAwait(false) == 0)
                    return JobChange.LeaseLost;

                if (ends)
                    await context.JobFiles.Where(row => row.JobId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);

                return JobChange.Made;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static MeasurementJob View(JobRow row) => new()
    {
        Id = row.Id,
        Request = row.Request,
        Status = row.Status,
        Attempt = row.Attempt,
        Created = row.Created,
        Started = row.Started,
        Ended = row.Ended,
        Predictions = row.Predictions,
        Errors = row.Errors,
        Failure = row.Failure,
        HasCallback = row.HasCallback,
    };
}
