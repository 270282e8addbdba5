using HumeGen.Server.Database.Files;
using HumeGen.Server.Database.Model;
using Microsoft.EntityFrameworkCore;

namespace HumeGen.Server.Database.Nodes;

/// <summary>Forgets what has been kept for long enough, and what servers that broke down left in the folder.</summary>
internal sealed class Retention(Tables tables, DataFolder folder, HumeDatabaseOptions options)
{
    /// <summary>The time between two looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private const int AtOnce = 500;

    private static readonly TimeSpan KeepGenerations = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeepUnfinished = TimeSpan.FromDays(1);

    private TimeProvider Clock => options.TimeProvider;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.KeepRecordings is { } recordings)
            await ForgetRecordingsAsync(Clock.GetUtcNow() - recordings, cancellationToken).ConfigureAwait(false);

        if (options.KeepChats is { } chats)
            await ForgetChatsAsync(Clock.GetUtcNow() - chats, cancellationToken).ConfigureAwait(false);

        if (options.KeepJobs is { } jobs)
            await ForgetJobsAsync(Clock.GetUtcNow() - jobs, cancellationToken).ConfigureAwait(false);

        var oldest = Clock.GetUtcNow() - KeepGenerations;
        await tables.ChangeAsync(context => context.Generations.Where(row => row.CreatedOn < oldest).ExecuteDeleteAsync(cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        folder.DeleteUnfinished(DateTime.UtcNow - KeepUnfinished);
        await ForgetOrphansAsync(DateTime.UtcNow - KeepUnfinished, cancellationToken).ConfigureAwait(false);
    }

    private async Task ForgetRecordingsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        // Chats that are kept for ever would have to be asked for again and again, recordings that are gone are not.
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder.Root, "recordings"), "*.wav", SearchOption.AllDirectories))
        {
            var id = Path.GetFileNameWithoutExtension(path);
            var end = before.ToUnixTimeMilliseconds();
            if (await tables.ReadAsync(context => context.Chats.AnyAsync(row => row.Id == id && row.EndTimestamp < end, cancellationToken), cancellationToken)
                .ConfigureAwait(false))
            {
                DataFolder.Delete(path);
            }
        }
    }

    private async Task ForgetChatsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var end = before.ToUnixTimeMilliseconds();
        List<string> ids;
        do
        {
            // The recordings go first: when the server stops in between, the chats still lead to them.
            ids = await tables.ReadAsync(
                context => context.Chats.Where(row => row.EndTimestamp < end).OrderBy(row => row.EndTimestamp).Select(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken),
                cancellationToken).ConfigureAwait(false);
            ids.ForEach(id => DataFolder.Delete(folder.Recording(id)));
            await tables.ChangeAsync(context => context.Chats.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        while (ids.Count == AtOnce);
    }

    private async Task ForgetJobsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        List<JobRow> jobs;
        do
        {
            jobs = await tables.ReadAsync(
                context => context.Jobs.AsNoTracking().Where(row => row.Ended != null && row.Ended < before).OrderBy(row => row.Ended).Take(AtOnce).ToListAsync(cancellationToken),
                cancellationToken).ConfigureAwait(false);
            jobs.ForEach(job => DataFolder.Delete(folder.Results(job.Id, job.Attempt)));
            var ids = jobs.ConvertAll(job => job.Id);
            await tables.ChangeAsync(context => context.Jobs.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        while (jobs.Count == AtOnce);
    }

    /// <summary>Deletes files of jobs that have ended or were never added, as a server broke down in between.</summary>
    private async Task ForgetOrphansAsync(DateTime before, CancellationToken cancellationToken)
    {
        foreach (var path in Directory.EnumerateDirectories(Path.Combine(folder.Root, "jobs")))
        {
            var id = Path.GetFileName(path);
            if (Directory.GetLastWriteTimeUtc(path) < before
                && !await tables.ReadAsync(context => context.Jobs.AnyAsync(row => row.Id == id && row.Ended == null, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                DataFolder.DeleteFolder(path);
            }
        }
    }
}
