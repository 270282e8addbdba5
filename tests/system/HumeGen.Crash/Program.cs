using System.Globalization;
using HumeGen.Crash;

// Starts the server, lets clients chat, store and measure, kills the server with SIGKILL at a random moment, starts it again, and checks that nothing is missing
// that a client was told of; over and over, on one and the same data.
//   dotnet run --project tests/system/HumeGen.Crash -- [nodes] [rounds] [seed]
// With HUMEGEN_POSTGRESQL, the connection string of an empty database, the state is there instead of in SQLite. With 'nodes' there are two servers: one is killed, or
// stopped as in a rolling restart, while the other goes on, at which chats are joined and sent messages.
var numbers = args.SkipWhile(arg => arg == "nodes").Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToList();
var hasTwo = numbers.Count < args.Length;
var (rounds, seed) = (numbers.ElementAtOrDefault(0) is > 0 and var given ? given : 100, numbers.Count > 1 ? numbers[1] : Environment.TickCount);
var database = Environment.GetEnvironmentVariable("HUMEGEN_POSTGRESQL");
var folder = Directory.CreateTempSubdirectory("humegen-crash-");
Console.WriteLine($"{rounds} rounds with seed {seed}, {(hasTwo ? "two nodes" : "one node")}, {(database is null ? "SQLite" : "PostgreSQL")}, data in {folder.FullName}");
var random = new Random(seed);
var memory = new Memory();
var started = new List<ServerProcess>();
ServerProcess? other = null;
try
{
    for (var round = 1; round <= rounds; round++)
    {
        // Of two, the one that went on is the next to go.
        var server = other ?? await StartAsync();
        other = hasTwo ? await StartAsync() : null;
        if (other is null)
            await CheckAsync(server);

        using var work = new Work(server, other, memory, random.Next());
        // The clients write down what they are told until the server is gone.
        var working = work.RunAsync();
        await Task.WhenAny(work.AllBegan, working);
        await Task.Delay(random.Next(1, 1_000));
        var stops = other is not null && random.Next(2) == 0;
        if (stops)
            await server.StopAsync();
        else
            server.Kill();

        await working;
        if (other is not null)
            await CheckAsync(other);

        Console.WriteLine($"{round}{(stops ? ", stopped" : "")}: {memory}");
    }

    using var end = new Check(other ?? await StartAsync(), memory);
    await end.RunAsync(all: true);
    await end.JobsEndAsync();
    Console.WriteLine($"Nothing is missing after {rounds} rounds: {memory}");
    folder.Delete(recursive: true);
    return 0;
}
catch (MissingException missing)
{
    Console.Error.WriteLine($"seed {seed}, data in {folder.FullName}: {missing.Message}");
    return 1;
}
finally
{
    foreach (var server in started)
        await server.DisposeAsync();
}

async Task<ServerProcess> StartAsync()
{
    var server = await ServerProcess.StartAsync(folder.FullName, database);
    started.Add(server);
    return server;
}

async Task CheckAsync(ServerProcess server)
{
    using var check = new Check(server, memory);
    if (hasTwo)
        await check.ChatsEndAsync();

    await check.RunAsync();
}
