using System.Globalization;
using HumeGen.Crash;

// Starts the server, lets clients chat, store and measure, kills the server with SIGKILL at a random moment, starts it again, and checks that nothing is missing
// that a client was told of; over and over, on one and the same data.
//   dotnet run --project tests/system/HumeGen.Crash -- [rounds] [seed]
// With HUMEGEN_POSTGRESQL, the connection string of an empty database, the state is there instead of in SQLite.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Environment.TickCount;
var database = Environment.GetEnvironmentVariable("HUMEGEN_POSTGRESQL");
var folder = Directory.CreateTempSubdirectory("humegen-crash-");
Console.WriteLine($"{rounds} rounds with seed {seed}, {(database is null ? "SQLite" : "PostgreSQL")}, data in {folder.FullName}");
var random = new Random(seed);
var memory = new Memory();
try
{
    for (var round = 1; round <= rounds; round++)
    {
        await using var server = await ServerProcess.StartAsync(folder.FullName, database);
        using var check = new Check(server, memory);
        await check.RunAsync();
        using var work = new Work(server, memory, random.Next());
        // The clients write down what they are told until the server is gone.
        var working = work.RunAsync();
        await Task.WhenAny(work.AllBegan, working);
        await Task.Delay(random.Next(1, 1_000));
        server.Kill();
        await working;
        Console.WriteLine($"{round}: {memory}");
    }

    await using var last = await ServerProcess.StartAsync(folder.FullName, database);
    using var end = new Check(last, memory);
    await end.RunAsync(all: true);
    await end.JobsEndAsync();
    Console.WriteLine($"Nothing is missing after {rounds} kills: {memory}");
    folder.Delete(recursive: true);
    return 0;
}
catch (MissingException missing)
{
    Console.Error.WriteLine($"seed {seed}, data in {folder.FullName}: {missing.Message}");
    return 1;
}
