using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace HumeGen.Fuzz;

/// <summary>Runs cases on several threads, counts their outcomes and writes findings to a folder.</summary>
internal sealed class FuzzRun(FuzzTarget target, FuzzOptions options)
{
    // A thread of a compiler on Windows has this much stack.
    private const int StackSize = 1024 * 1024;

    private const int MaxFindings = 20;

    private readonly ConcurrentDictionary<string, long> _outcomes = new();
    private readonly ConcurrentDictionary<int, (FuzzCase Input, long Started)> _running = new();
    private readonly Lock _reporting = new();
    private readonly Stopwatch _clock = new();
    private long _next = options.First;
    private int _findings;
    private long _longest;
    private long _longestIndex;

    /// <summary>Runs until the time is up or the cases are counted out.</summary>
    /// <returns>Whether nothing was found.</returns>
    public bool Run()
    {
        var threads = options.Threads ?? target.Threads;
        Console.WriteLine($"{options.Target}: seed {options.Seed}, {threads} threads, {target.Material}");
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        _clock.Start();
        using (new Timer(_ => FindHangs(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)))
        {
            var workers = Enumerable.Range(0, threads).Select(n => new Thread(() => Work(n), StackSize)).ToArray();
            foreach (var worker in workers)
                worker.Start();
            foreach (var worker in workers)
                worker.Join();
        }

        // What a task failed with comes out when it is collected.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= OnUnobserved;
        var count = _outcomes.Values.Sum();
        Console.WriteLine($"{options.Target}: {count:N0} cases in {_clock.Elapsed.TotalSeconds:N1} s ({count / _clock.Elapsed.TotalSeconds:N0} a second), seed {options.Seed}");
        foreach (var (outcome, number) in _outcomes.OrderByDescending(o => o.Value))
            Console.WriteLine($"  {outcome}: {number:N0}");
        Console.WriteLine($"  longest: {_longest} ms, case {_longestIndex}; memory at its peak: {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000:N0} MB");
        Console.WriteLine($"{options.Target}: {_findings} findings");
        return _findings == 0;
    }

    private void Work(int number)
    {
        var worker = target.CreateWorker();
        // If the process dies, this file tells the case.
        var mark = Path.Combine(options.Output, $"{options.Target}-{options.Seed}-running-{number}.txt");
        Directory.CreateDirectory(options.Output);
        using var running = File.OpenHandle(mark, FileMode.Create, FileAccess.Write, FileShare.Read, FileOptions.DeleteOnClose);
        while (_findings < MaxFindings && _clock.Elapsed < options.Time && Interlocked.Increment(ref _next) - 1 is var index && index - options.First < options.Count)
        {
            // The input of a single case is there even if the process dies of it.
            var input = new FuzzCase(options.Seed, index, options.Count == 1 ? (file, bytes) => Save(index, file, bytes) : null);
            var started = _clock.ElapsedMilliseconds;
            _running[number] = (input, started);
            RandomAccess.Write(running, Encoding.ASCII.GetBytes($"{index,20}"), 0);
            try
            {
                var outcome = worker.RunAsync(input).GetAwaiter().GetResult();
                _outcomes.AddOrUpdate(outcome, 1, static (_, n) => n + 1);
            }
            catch (Exception e)
            {
                _outcomes.AddOrUpdate("findings", 1, static (_, n) => n + 1);
                Report(input, e is FindingException { InnerException: null } ? e.Message : e.ToString());
            }

            if (_clock.ElapsedMilliseconds - started is var time && time > _longest)
                (_longest, _longestIndex) = (time, index);
        }

        _running.TryRemove(number, out _);
        worker.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void FindHangs()
    {
        foreach (var (_, (input, started)) in _running)
        {
            if (_clock.ElapsedMilliseconds - started < target.Limit.TotalMilliseconds)
                continue;
            Report(input, $"It runs for more than {target.Limit.TotalSeconds:N0} s.");
            // Nothing can stop the thread.
            Environment.Exit(1);
        }
    }

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e)
    {
        lock (_reporting)
        {
            _findings++;
            Console.WriteLine($"FINDING: an exception that nobody observed, in a case up to {_next}: {e.Exception}");
        }
    }

    private void Report(FuzzCase input, string what)
    {
        lock (_reporting)
        {
            if (_findings++ >= MaxFindings)
                return;
            Console.WriteLine($"FINDING: {options.Target} --seed {options.Seed} --first {input.Index} --count 1: {what}");
            foreach (var (file, bytes) in input.Inputs)
                Save(input.Index, file, bytes);
            Save(input.Index, "finding.txt", Encoding.UTF8.GetBytes(what));
            Console.WriteLine($"    input: {NameOf(input.Index, "*")}");
        }
    }

    private void Save(long index, string file, ReadOnlyMemory<byte> bytes)
    {
        using var stream = File.Create(NameOf(index, file));
        stream.Write(bytes.Span);
    }

    private string NameOf(long index, string file) => Path.Combine(options.Output, $"{options.Target}-{options.Seed}-{index}-{file}");
}
