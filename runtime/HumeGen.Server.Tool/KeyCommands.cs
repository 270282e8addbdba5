using System.CommandLine;
using System.Globalization;
using HumeGen.Server.Authentication;
using HumeGen.Server.Database;

namespace HumeGen.Server.Tool;

/// <summary>The commands that make, list and revoke API keys in the database of a server, which may be running.</summary>
internal static class KeyCommands
{
    private static readonly string[] Columns = ["id", "name", "made", "state", "audio today", "limits of its own"];
    private static readonly Argument<string> Name = new("name") { Description = "A name for people, such as that of the app that gets the key." };
    private static readonly Argument<string> Id = new("id") { Description = "The id of the key, with which it begins." };

    /// <summary>Makes the command.</summary>
    /// <param name="terminal">The console.</param>
    /// <param name="database">Reads the place of the database; null for none.</param>
    public static Command Create(Terminal terminal, Func<ParseResult, HumeDatabaseOptions?> database)
    {
        var add = new Command("add", "Makes a key with limits of its own, and prints it with its secret, this once.") { Name };
        foreach (var option in LimitOptions.All)
            add.Add(option);

        var list = new Command("list", "Lists the keys, with what each has used today.");
        var revoke = new Command("revoke", "Revokes a key for ever: its tokens end at once, and its open chats within two seconds.") { Id };
        add.SetAction((parsed, stop) => RunAsync(database(parsed), keys => AddAsync(keys, parsed, terminal, stop), stop));
        list.SetAction((parsed, stop) => RunAsync(database(parsed), keys => ListAsync(keys, terminal, stop), stop));
        revoke.SetAction((parsed, stop) => RunAsync(database(parsed), keys => RevokeAsync(keys, parsed.GetRequiredValue(Id), terminal, stop), stop));
        return new Command("keys", "Makes, lists and revokes API keys in the database of the server, beside the key that it is started with.") { add, list, revoke };
    }

    private static async Task<int> RunAsync(HumeDatabaseOptions? options, Func<IKeyStore, Task> act, CancellationToken stop)
    {
        try
        {
            var database = await HumeDatabase.OpenAsync(options ?? throw new ToolException("Keys are kept with the data: leave out --no-data."), cancellationToken: stop)
                .ConfigureAwait(false);
            await using var _ = database.ConfigureAwait(false);
            await act(database.Stores.Keys!).ConfigureAwait(false);
            return 0;
        }
        catch (HumeDatabaseException e)
        {
            throw new ToolException(e.Message);
        }
    }

    private static async Task AddAsync(IKeyStore keys, ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var name = parsed.GetRequiredValue(Name).Trim();
        if (name.Length is 0 or > 100 || name.Any(char.IsControl))
            throw new ToolException("A name of a key has 1 to 100 letters in one line.");

        var key = NewKey.Create(name, LimitOptions.Read(parsed), DateTimeOffset.UtcNow);
        await keys.AddAsync(key.Stored, stop).ConfigureAwait(false);
        await terminal.Out.WriteLineAsync($"# The key {key}. It is printed this once: the database keeps a hash of it.").ConfigureAwait(false);
        if (LimitOptions.Describe(key.Stored.Limits) is { Length: > 0 } limits)
            await terminal.Out.WriteLineAsync($"# {limits}").ConfigureAwait(false);

        await terminal.Out.WriteLineAsync($"HUME_API_KEY={key.ApiKey}").ConfigureAwait(false);
        await terminal.Out.WriteLineAsync($"HUME_SECRET_KEY={key.SecretKey}").ConfigureAwait(false);
    }

    private static async Task ListAsync(IKeyStore keys, Terminal terminal, CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var rows = new List<string[]> { Columns };
        foreach (var key in await keys.ListAsync(stop).ConfigureAwait(false))
        {
            var usage = await keys.AddUsageAsync(key.Id, today, 0, stop).ConfigureAwait(false);
            rows.Add(
            [
                key.Id, key.Name, Day(key.Created), key.Revoked is { } revoked ? $"revoked {Day(revoked)}" : "active",
                string.Create(CultureInfo.InvariantCulture, $"{usage.DaySeconds:0} s"), LimitOptions.Describe(key.Limits) is { Length: > 0 } limits ? limits : "none",
            ]);
        }

        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            await terminal.Out.WriteLineAsync(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).ConfigureAwait(false);
    }

    private static async Task RevokeAsync(IKeyStore keys, string id, Terminal terminal, CancellationToken stop)
    {
        if (!await keys.RevokeAsync(id, DateTimeOffset.UtcNow, stop).ConfigureAwait(false))
            throw new ToolException($"No key that is not revoked has the id '{id}'. The list of keys: humegen-server keys list");

        await terminal.Out.WriteLineAsync($"The key {id} is revoked.").ConfigureAwait(false);
    }

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
