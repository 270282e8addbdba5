using System.Data.Common;
using HumeGen.Server.Database.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace HumeGen.Server.Database.Model;

/// <summary>Brings the tables up to date. Of several servers that start at once, one does, and the others wait for it.</summary>
internal static class Migrator
{
    private const long PostgreSqlLock = 0x48756d6547656e;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(IDbContextFactory<HumeContext> contexts, DataFolder folder, bool isSqlite, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = context.ConfigureAwait(false);

        // With SQLite, Entity Framework locks by a row, which a process that is killed leaves behind; the system lets go of a file by itself. With PostgreSQL it locks for
        // one migration only, and two servers would both make the next; this lock lasts until the end of the connection.
        using var held = isSqlite ? await HoldAsync(folder.MigrationLock, cancellationToken).ConfigureAwait(false) : null;
        if (isSqlite)
        {
            await PrepareSqliteAsync(context, cancellationToken).ConfigureAwait(false);
            await MigrateAsync(context, cancellationToken).ConfigureAwait(false);
            return;
        }

        await EnsureDatabaseAsync(context, cancellationToken).ConfigureAwait(false);
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({PostgreSqlLock})", cancellationToken).ConfigureAwait(false);
        try
        {
            await MigrateAsync(context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({PostgreSqlLock})", CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the database where it is missing, which another server may do at the same time.</summary>
    private static async Task EnsureDatabaseAsync(HumeContext context, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken).ConfigureAwait(false))
            return;

        try
        {
            await creator.CreateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException)
        {
            if (!await creator.ExistsAsync(cancellationToken).ConfigureAwait(false))
                throw;
        }
    }

    private static async Task MigrateAsync(HumeContext context, CancellationToken cancellationToken)
    {
        if ((await context.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).Except(context.Database.GetMigrations()).FirstOrDefault() is { } unknown)
            throw new HumeDatabaseException($"The database was made by a newer version of the server: it has the migration {unknown}. Use that version.");

        await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task PrepareSqliteAsync(HumeContext context, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);
    }

    private static async Task<FileStream> HoldAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException))
            {
                await Task.Delay(Wait, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
