using HumeGen.Server.Database.Files;
using HumeGen.Server.Database.Model;
using HumeGen.Tests.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HumeGen.Server.Database.Tests;

/// <summary>A database in SQLite.</summary>
public sealed class SqliteDatabaseTests : DatabaseContract
{
    [Theory]
    [InlineData(null)]
    [InlineData("Host=nowhere.invalid")]
    public void The_migrations_make_what_the_model_says(string? postgreSql)
    {
        var options = HumeDatabase.ContextOptions(new() { Folder = Folder.FullName, PostgreSql = postgreSql }, new DataFolder(Folder.FullName));
        using var context = new HumeContext(options);

        // When this fails, dotnet ef migrations add has not been run, or types of columns are left in what it wrote.
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task The_database_waits_for_the_disk_and_lets_readers_read_meanwhile()
    {
        await OpenAsync();
        await using var connection = await ConnectAsync();
        Assert.Equal("wal", await AskAsync(connection, "PRAGMA journal_mode"));
        Assert.Equal("2", await AskAsync(connection, "PRAGMA synchronous"));
        Assert.Equal("1", await AskAsync(connection, "PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task A_start_that_was_killed_while_it_made_tables_does_not_hold_up_the_next()
    {
        await (await OpenAsync()).DisposeAsync();
        // As Entity Framework does while it makes tables.
        await using (var connection = await ConnectAsync())
        {
            await AskAsync(
                connection,
                """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                """);
        }

        await ChatAsync(await OpenAsync().WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        await using (var connection = await ConnectAsync())
            await AskAsync(connection, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('99991231235959_Later', '99.0.0')");

        var refusal = await Assert.ThrowsAsync<HumeDatabaseException>(() => OpenAsync());

        Assert.Contains("made by a newer version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_refused_with_its_name()
    {
        var file = Path.Combine(Folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");

        var refusal = await Assert.ThrowsAsync<HumeDatabaseException>(() => HumeDatabase.OpenAsync(new() { Folder = file }));

        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Name another folder", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_named_without_its_password()
    {
        var refusal = await Assert.ThrowsAsync<HumeDatabaseException>(() =>
            HumeDatabase.OpenAsync(new() { Folder = Folder.FullName, PostgreSql = "Host=127.0.0.1;Port=1;Database=hume;Username=me;Password=canary;Timeout=5" }));

        Assert.Contains("127.0.0.1:1/hume", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_that_a_breakdown_cut_in_the_middle_of_a_sample_goes_on_behind_it()
    {
        var database = await OpenAsync();
        var chat = await ChatAsync(database);
        var path = Assert.Single(Folder.EnumerateFiles("*.wav", SearchOption.AllDirectories)).FullName;
        await File.AppendAllBytesAsync(path, [0x55]);
        var recordings = database.Stores.Recordings!;

        await recordings.AppendAsync(chat.Id, new short[] { 0x0102 });

        await using var wave = (await recordings.OpenAsync(chat.Id))!;
        var bytes = new byte[wave.Length];
        await wave.ReadExactlyAsync(bytes);
        Assert.Equal([0, 0, 2, 1], bytes[^4..]);
    }

    [Fact]
    public async Task The_folder_lets_nobody_else_in()
    {
        if (OperatingSystem.IsWindows())
            return;

        var path = Path.Combine(Folder.FullName, "made");
        await using var database = await HumeDatabase.OpenAsync(new() { Folder = path });

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    protected override async Task RunAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await AskAsync(connection, sql);
    }

    private async Task<SqliteConnection> ConnectAsync()
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder.FullName, "humegen.db"), ForeignKeys = true, Pooling = false };
        var connection = new SqliteConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<string?> AskAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
