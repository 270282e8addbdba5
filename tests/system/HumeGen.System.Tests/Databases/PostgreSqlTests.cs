using System.Data.Common;
using HumeGen.Server.Database;
using HumeGen.Server.Database.Files;
using HumeGen.Server.Database.Model;
using HumeGen.Tests.Stores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HumeGen.SystemTests.Databases;

/// <summary>Chats in PostgreSQL.</summary>
public sealed class PostgreSqlChatTests() : ChatContract(new DatabasePlace(PostgreSqlServer.CreateDatabase()));

/// <summary>Configs, prompts, tools and voices in PostgreSQL.</summary>
public sealed class PostgreSqlResourceTests() : ResourceContract(new DatabasePlace(PostgreSqlServer.CreateDatabase()));

/// <summary>Jobs in PostgreSQL.</summary>
public sealed class PostgreSqlJobTests() : JobContract(new DatabasePlace(PostgreSqlServer.CreateDatabase()));

/// <summary>Keys in PostgreSQL.</summary>
public sealed class PostgreSqlKeyTests() : KeyContract(new DatabasePlace(PostgreSqlServer.CreateDatabase()));

/// <summary>A database in PostgreSQL.</summary>
public sealed class PostgreSqlDatabaseTests : DatabaseContract
{
    private readonly string _database = PostgreSqlServer.CreateDatabase();

    protected override string PostgreSql => _database;

    [Fact]
    public async Task Both_databases_have_the_same_tables()
    {
        await OpenAsync();
        await using var sqlite = await HumeDatabase.OpenAsync(new() { Folder = Path.Combine(Folder.FullName, "sqlite") });

        var here = await ColumnsAsync(new() { Folder = Folder.FullName, PostgreSql = _database }, """
            SELECT table_name || '.' || column_name || ' ' || is_nullable FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\_\_%'
            """);
        var there = await ColumnsAsync(new() { Folder = Path.Combine(Folder.FullName, "sqlite") }, """
            SELECT m.name || '.' || c.name || ' ' || CASE c."notnull" WHEN 0 THEN 'YES' ELSE 'NO' END FROM sqlite_master m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE '\_\_%' ESCAPE '\' AND m.name NOT LIKE 'sqlite%'
            """);

        Assert.NotEmpty(here);
        Assert.Equal(there, here);
    }

    protected override async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(HumeDatabaseOptions options, string sql)
    {
        await using var context = new HumeContext(HumeDatabase.ContextOptions(options, new DataFolder(options.Folder)));
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await reader.ReadAsync())
            columns.Add(reader.GetString(0));

        columns.Sort(StringComparer.Ordinal);
        return columns;
    }
}

/// <summary>The PostgreSQL server of <c>tests/system/with-postgres</c>.</summary>
internal static class PostgreSqlServer
{
    private static int _count;

    /// <summary>Makes an empty database, and gives its connection string.</summary>
    public static string CreateDatabase()
    {
        var server = Environment.GetEnvironmentVariable("HUMEGEN_POSTGRESQL")
            ?? throw new InvalidOperationException("HUMEGEN_POSTGRESQL is not set: run the tests by tests/system/with-postgres.");
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}";
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        command.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }
}
