// Without arguments: the BenchmarkDotNet run; its own arguments pass through, such as --job short or --filter *UserMessage*.
// With --check: the same comparisons in less than a minute, and exit code 1 where ours takes longer or allocates more than promised.
#if DEBUG
Console.Error.WriteLine("Only optimised code is worth measuring: dotnet run -c Release --project tests/HumeGen.Benchmarks -- --check");
return 2;
#else
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using HumeGen.Benchmarks;

if (args is ["--check"])
    return Check.Run();

var oneTable = DefaultConfig.Instance.WithOptions(ConfigOptions.JoinSummary).AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory);
// In this process: else BenchmarkDotNet would compile the generator and the client a second time.
BenchmarkRunner.Run(typeof(Check).Assembly, oneTable, ["--inProcess", .. args]);
return 0;
#endif
