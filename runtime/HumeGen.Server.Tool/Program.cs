using HumeGen.Server.Tool;

return await CommandLine.RunAsync(args, new Terminal(Console.Out, Console.Error, Console.In, Environment.GetEnvironmentVariable)).ConfigureAwait(false);
