// Without arguments: the BenchmarkDotNet run; its own arguments pass through, such as --job short or --filter *UserMessage*.
// With --check: the same comparisons in less than a minute, and exit code 1 where ours takes longer or allocates more than promised.
#if DEBUG
Console.Error.WriteLine("Only optimised code is worth measuring: dotnet run -c Release --project tests/perf/HumeGen.Benchmarks -- --check");
return 2;
#else
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using HumeGen.Benchmarks;

if (args is ["--check"])
    return Check.Run();

// In this process, for its clock and because BenchmarkDotNet would else compile the generator and the client a second time.
var job = Job.Default.WithClock(new ProcessorClock()).WithToolchain(InProcessEmitToolchain.Instance).AsMutator();
var oneTable = DefaultConfig.Instance
    .WithOptions(ConfigOptions.JoinSummary)
    .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
    .AddJob(job);
BenchmarkRunner.Run(typeof(Check).Assembly, oneTable, args);
return 0;
#endif
