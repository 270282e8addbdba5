using System.Diagnostics;
using System.Globalization;

namespace HumeGen.StreamingMemory;

/// <summary>Watches this process while it works.</summary>
internal static class Measurement
{
    private const double Megabyte = 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Does the work and prints the most memory held during it.</summary>
    /// <returns>Megabytes above idle: the larger of working set and managed heap.</returns>
    public static async Task<double> OfAsync(string name, Func<Task> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var idle = Sample();
        var most = idle;
        var allocated = GC.GetTotalAllocatedBytes();
        var samples = 0;
        var clock = Stopwatch.StartNew();

        var running = work();
        while (await Task.WhenAny(running, Task.Delay(Interval)) != running)
        {
            var now = Sample();
            most = (Math.Max(most.WorkingSet, now.WorkingSet), Math.Max(most.Heap, now.Heap));
            samples++;
        }

        await running;
        var set = (most.WorkingSet - idle.WorkingSet) / Megabyte;
        var heap = (most.Heap - idle.Heap) / Megabyte;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {clock.Elapsed.TotalSeconds:0.00} s, {samples} samples. Working set {idle.WorkingSet / Megabyte:0.0} MB idle, +{set:0.0} MB at most; "
            + $"managed heap {idle.Heap / Megabyte:0.0} MB idle, +{heap:0.0} MB at most; {(GC.GetTotalAllocatedBytes() - allocated) / Megabyte:0.0} MB allocated in all."));
        return Math.Max(set, heap);
    }

    private static (long WorkingSet, long Heap) Sample() => (Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false));
}
