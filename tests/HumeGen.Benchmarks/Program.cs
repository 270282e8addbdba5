// Without arguments: the BenchmarkDotNet run; its own arguments pass through, such as --job short or --filter *UserMessage*.
// With --check: the same comparisons in less than a minute, and exit code 1 where ours is slower or allocates more than promised.
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using HumeGen.Benchmarks;

if (args is ["--check"])
    return Check.Run();

BenchmarkRunner.Run(typeof(Check).Assembly, DefaultConfig.Instance.WithOptions(ConfigOptions.JoinSummary), args);
return 0;
