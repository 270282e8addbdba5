using System.Diagnostics;

namespace HumeGen.Soak;

/// <summary>Memory, threads and handles of the process.</summary>
internal sealed record Memory(double HeapMegabytes, double WorkingSetMegabytes, int Threads, int Handles)
{
    // Noise of the collector and of the sockets' buffers.
    private const double HeapNoise = 8;
    private const double WorkingSetNoise = 24;
    private const int ThreadNoise = 20;
    private const int HandleNoise = 100;

    public static Memory Measure(string when)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var memory = new Memory(GC.GetTotalMemory(forceFullCollection: true) / 1e6, process.WorkingSet64 / 1e6, process.Threads.Count, process.HandleCount);
        Console.WriteLine(
            $"{when}: heap {memory.HeapMegabytes:0.0} MB, working set {memory.WorkingSetMegabytes:0.0} MB, {memory.Threads} threads, {memory.Handles} handles");
        return memory;
    }

    /// <summary>Says where memory has grown beyond noise.</summary>
    public static IEnumerable<string> Compare(Memory start, Memory end)
    {
        if (end.HeapMegabytes > (start.HeapMegabytes * 1.1) + HeapNoise)
            yield return $"the heap grew from {start.HeapMegabytes:0.0} MB to {end.HeapMegabytes:0.0} MB";
        if (end.WorkingSetMegabytes > (start.WorkingSetMegabytes * 1.1) + WorkingSetNoise)
            yield return $"the working set grew from {start.WorkingSetMegabytes:0.0} MB to {end.WorkingSetMegabytes:0.0} MB";
        if (end.Threads > start.Threads + ThreadNoise)
            yield return $"threads grew from {start.Threads} to {end.Threads}";
        if (end.Handles > start.Handles + HandleNoise)
            yield return $"handles grew from {start.Handles} to {end.Handles}";
    }
}
