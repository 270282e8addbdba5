using System.Data.Common;
using System.Net.Sockets;
using HumeGen.Server.Database.Files;
using HumeGen.Server.Database.Model;
using HumeGen.Server.Database.Nodes;
using HumeGen.Server.Database.Stores;
using HumeGen.Server.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace HumeGen.Server.Database;

/// <summary>
/// The state of a <see cref="HumeServer"/> in SQLite or PostgreSQL, and in a folder. Several servers can share one: what a server leaves open that dies, the others end.
/// </summary>
/// <remarks>Dispose the server before its database. All members can be used from several threads at once.</remarks>
public sealed class HumeDatabase : IAsyncDisposable
{
    private readonly Tables _tables;
    private readonly Node _node;
    private readonly Retention _retention;
    private readonly EventWriter _events;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _keeping = Task.CompletedTask;

    private HumeDatabase(HumeDatabaseOptions options, DataFolder folder, Tables tables, ILogger logger)
    {
        (_tables, _clock, _logger) = (tables, options.TimeProvider, logger);
        var recordings = new RecordingFiles(folder);
        var sequence = new Sequence(options.TimeProvider);
        _node = new Node(tables, folder, recordings, options.TimeProvider);
        _events = new EventWriter(tables, _node.Id);
        _retention = new Retention(tables, folder, options);
        Stores = new HumeServerStores
        {
            Keys = new KeyStore(tables, sequence, _node.Id),
            Chats = new ChatStore(tables, _events, sequence, _node),
            Recordings = recordings,
            Configs = new VersionedStore(tables, sequence, "config"),
            Prompts = new VersionedStore(tables, sequence, "prompt"),
            Tools = new VersionedStore(tables, sequence, "tool"),
            CustomVoices = new VersionedStore(tables, sequence, "custom_voice"),
            Voices = new VoiceStore(tables, sequence, options.TimeProvider),
            Jobs = new JobStore(tables, folder, sequence, _node.Id),
        };
    }

    /// <summary>The stores, for <see cref="HumeServerOptions.Stores"/>.</summary>
    public HumeServerStores Stores { get; }

    /// <summary>Opens the database and makes it where it is missing, brings its tables up to date, and ends what servers left open that have died.</summary>
    /// <param name="options">The place of the state.</param>
    /// <param name="logger">Gets failures of the work in the background; none when null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An option makes no sense: the text says which and why.</exception>
    /// <exception cref="HumeDatabaseException">The folder or the database cannot be used: the message says why.</exception>
    public static async Task<HumeDatabase> OpenAsync(HumeDatabaseOptions options, ILogger<HumeDatabase>? logger = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault is { } fault)
            throw new ArgumentException(fault, nameof(options));

        try
        {
            var folder = new DataFolder(options.Folder);
            var contexts = new PooledDbContextFactory<HumeContext>(ContextOptions(options, folder));
            await Migrator.RunAsync(contexts, folder, options.PostgreSql is null, cancellationToken).ConfigureAwait(false);
            var database = new HumeDatabase(options, folder, new Tables(contexts, options.PostgreSql is null), logger ?? (ILogger)NullLogger.Instance);
            await database.StartAsync(cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch (Exception problem) when (problem is DbException or IOException or UnauthorizedAccessException or SocketException or TimeoutException or NotSupportedException
            || (problem is ArgumentException && options.PostgreSql is not null)
            || problem.InnerException is DbException or SocketException)
        {
            throw new HumeDatabaseException(Explain(options, problem), problem);
        }
    }

    /// <summary>
    /// Tells the other servers of the database the address at which they reach this one. They hand on what clients send them for chats that this one holds, and sign it by the
    /// secret of the server, which has to be the same on all.
    /// </summary>
    /// <param name="address">An absolute address of http or https, with the path below which the server answers. One of this machine only counts on this machine.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task AnnounceAsync(Uri address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? _node.AnnounceAsync(address, cancellationToken)
            : throw new ArgumentException($"'{address}' is not an absolute address of http or https.", nameof(address));
    }

    /// <summary>Ends the chats of this server that are still open, gives back its jobs, and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;

        await _stop.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        await _events.DisposeAsync().ConfigureAwait(false);
        try
        {
            await _node.LeaveAsync().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // The other servers, or the next start, see that this one is gone.
            DatabaseLog.Failed(_logger, fault);
        }

        _node.Dispose();
        _tables.Dispose();
        _stop.Dispose();
    }

    /// <summary>Forgets what has been kept for long enough, now.</summary>
    internal Task ForgetAsync() => _retention.RunAsync(_stop.Token);

    /// <summary>Says that this server lives, and ends what dead ones left open, now.</summary>
    internal async Task BeatAsync()
    {
        await _node.SayAliveAsync(_stop.Token).ConfigureAwait(false);
        await _node.BuryDeadAsync(_stop.Token).ConfigureAwait(false);
    }

    /// <summary>Options for the tables of a database.</summary>
    internal static DbContextOptions<HumeContext> ContextOptions(HumeDatabaseOptions options, DataFolder folder)
    {
        var builder = new DbContextOptionsBuilder<HumeContext>();
        if (options.PostgreSql is { } connection)
            builder.UseNpgsql(connection);
        else
            builder.UseSqlite(new SqliteConnectionStringBuilder { DataSource = folder.DatabaseFile, ForeignKeys = true, DefaultTimeout = 30 }.ConnectionString);

        return builder.Options;
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await _node.SayAliveAsync(cancellationToken).ConfigureAwait(false);
        await _node.BuryDeadAsync(cancellationToken).ConfigureAwait(false);
        _keeping = Task.WhenAll(
            RepeatAsync(Node.Beat, BeatAsync),
            RepeatAsync(Retention.Interval, ForgetAsync));
    }

    private async Task RepeatAsync(TimeSpan interval, Func<Task> work)
    {
        using var timer = new PeriodicTimer(interval, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
                await TryAsync(work).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The database is closed.
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception fault) when (!_stop.IsCancellationRequested)
        {
            DatabaseLog.Failed(_logger, fault);
        }
    }

    // The connection string has a password, and so may the message of a mistake in it.
    private static string Explain(HumeDatabaseOptions options, Exception problem)
    {
        var reason = (problem.InnerException is DbException or SocketException ? problem.InnerException : problem).Message.TrimEnd('.');
        if (options.PostgreSql is null || problem is IOException or UnauthorizedAccessException)
            return $"The folder {Path.GetFullPath(options.Folder)} cannot hold the data: {reason}. Name another folder, or give this user the right to write there.";

        return problem is ArgumentException
            ? "The connection string of the database is not one: write it as Host=db.inside;Database=hume;Username=hume;Password=..."
            : $"The database at {Place(options.PostgreSql)} cannot be used: {reason}. Check that it runs, and the host, the name, the user and the password.";
    }

    private static string Place(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        return $"{parts.Host ?? "localhost"}:{parts.Port}/{parts.Database ?? parts.Username}";
    }
}
