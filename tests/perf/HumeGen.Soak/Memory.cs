using System.Diagnostics;

namespace HumeGen.Soak;

/// <summary>Memory of the process.</summary>
internal sealed record Memory(double HeapMegabytes, double WorkingSetMegabytes)
{
    // Noise of the collector and of the sockets' buffers.
    private const double HeapNoise = 8;
    private const double WorkingSetNoise = 24;

    public static Memory Measure(string when)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var memory = new Memory(GC.GetTotalMemory(forceFullCollection: true) / 1e6, process.WorkingSet64 / 1e6);
        Console.WriteLine(
            $"{when}: heap {memory.HeapMegabytes:0.0} MB, working set {memory.WorkingSetMegabytes:0.0} MB, {process.Threads.Count} threads, {process.HandleCount} handles");
        return memory;
    }

    /// <summary>Says where memory has grown beyond noise.</summary>
    public static IEnumerable<string> Compare(Memory start, Memory end)
    {
        if (end.HeapMegabytes > (start.HeapMegabytes * 1.1) + HeapNoise)
            yield return $"the heap grew from {start.HeapMegabytes:0.0} MB to {end.HeapMegabytes:0.0} MB";
        if (end.WorkingSetMegabytes > (start.WorkingSetMegabytes * 1.1) + WorkingSetNoise)
            yield return $"the working set grew from {start.WorkingSetMegabytes:0.0} MB to {end.WorkingSetMegabytes:0.0} MB";
    }
}
