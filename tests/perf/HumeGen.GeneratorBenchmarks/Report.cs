using HumeGen.Tests;

namespace HumeGen.GeneratorBenchmarks;

/// <summary>The section of the page about the generator.</summary>
internal static class Report
{
    public static void Write(IEnumerable<string> rows, string build) => BenchmarkPage.Write("generator", $"""
        ## The generator

        {BenchmarkPage.Machine} `dotnet run -c Release --project tests/perf/HumeGen.GeneratorBenchmarks -- --report` writes this section; paths of further
        specifications may follow.

        Processor time of the compiler's process and allocated memory, medians of 7 edits of a project with 200 C# files. *Cold* is the first run in a new process,
        *opened again* a project that is opened in a compiler that runs. *First descriptions* are the first seven edits of descriptions, while .NET still compiles
        the generator; *description* is the same after many edits, as in an editor. *Held* is the memory that the generator keeps between edits.

        | specifications | size | cold | opened again | C# keystroke | first descriptions | description | white space | new field | held |
        |---|---|---|---|---|---|---|---|---|---|
        {string.Join('\n', rows)}

        An edit of C# runs no step; `IncrementalityTests` asserts it.

        A whole build with the generator, beside a build of the same project with the emitted files checked in: the median of 7 ratios of builds that take turns, in
        wall-clock time.

        | build | files | with the generator | checked in | ratio | lowest and highest |
        |---|---|---|---|---|---|
        {build}
        """);
}
