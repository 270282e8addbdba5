using System.Diagnostics;
using System.Globalization;
using HumeGen.Crash;

// Starts the server, lets clients chat, store and measure, kills the server with SIGKILL at a random moment, starts it again, and checks that nothing is missing
// that a client was told of; over and over, on one and the same data, until so many kills came in mid-chat and as many in mid-job.
//   dotnet run --project tests/system/HumeGen.Crash -- [nodes] [kills] [seed]
// With 'nodes' there are two servers: one is killed, or stopped as in a rolling restart, while the other goes on, at which chats are joined and sent messages.
// With HUMEGEN_SERVER_PROGRAM, a published humegen-server runs instead of that of the build. With HUMEGEN_POSTGRESQL, the
// connection string of an empty database, the state is there instead of in SQLite.
var numbers = args.SkipWhile(arg => arg == "nodes").Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToList();
var hasTwo = numbers.Count < args.Length;
var kills = numbers.Count > 0 ? numbers[0] : 100;
var seed = numbers.Count > 1 ? numbers[1] : Environment.TickCount;
var database = Environment.GetEnvironmentVariable("HUMEGEN_POSTGRESQL");
var folder = Directory.CreateTempSubdirectory("humegen-crash-");
Console.WriteLine($"{kills} kills with seed {seed}, {(hasTwo ? "two nodes" : "one node")}, {(database is null ? "SQLite" : "PostgreSQL")}, data in {folder.FullName}");
var random = new Random(seed);
var memory = new Memory();
var watch = Stopwatch.StartNew();
var started = new List<ServerProcess>();
ServerProcess? other = null;
try
{
    for (var round = 1; ; round++)
    {
        // Of two, the one that went on is the next to go.
        var server = other ?? await StartAsync();
        other = null;
        if (!hasTwo && round > 1)
            await CheckAsync(server, isKilled: true);

        if (memory.KillsInChat >= kills && memory.KillsInJob >= kills)
        {
            using var check = new Check(server, memory);
            await check.RunAsync(all: true);
            await check.JobsEndAsync();
            break;
        }

        other = hasTwo ? await StartAsync() : null;
        using var work = new Work(server, other, memory, random.Next());
        // The clients write down what they are told until the server is gone.
        var working = work.RunAsync();
        await Task.WhenAny(work.AllBeganAsync(), working);
        await Task.Delay(random.Next(1, 500));
        var stops = hasTwo && random.Next(2) == 0;
        memory.Killed = DateTimeOffset.UtcNow;
        if (stops)
            await server.StopAsync();
        else
            await server.KillAsync();

        await working;
        await server.DisposeAsync();
        started.Remove(server);
        if (other is not null)
            await CheckAsync(other, isKilled: !stops);

        Console.WriteLine($"{round}{(stops ? ", stopped," : "")} at {watch.Elapsed:mm\\:ss}: {memory}");
    }

    Console.WriteLine($"Nothing is missing: {memory}");
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

async Task CheckAsync(ServerProcess server, bool isKilled)
{
    using var check = new Check(server, memory);
    if (hasTwo)
        await check.ChatsEndAsync();

    await check.RunAsync(isKilled: isKilled);
}
