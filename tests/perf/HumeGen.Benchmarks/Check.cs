namespace HumeGen.Benchmarks;

/// <summary>
/// Compares ours with System.Text.Json in one process, round by round, so that what others do to caches and to the speed of the
/// processor meets both sides alike. The ratios are what is checked.
/// </summary>
internal static class Check
{
    private const int Rounds = 25;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(25);

    /// <summary>Compares and prints.</summary>
    /// <returns>The exit code: 0 when every promise is kept, 1 when one is not.</returns>
    public static int Run()
    {
        Fidelity.Verify();
        var userMessage = new ReadUserMessage();
        var batch = new ReadBatchPredictions();
        using var audio = new WriteAudioInput();
        Comparison[] comparisons =
        [
            new("read user_message, 48 scores", 0.8, () => userMessage.Ours(), () => userMessage.SystemTextJson(), () => userMessage.Bare()),
            new("read batch predictions, 1 MB", 0.8, () => batch.Ours(), () => batch.SystemTextJson(), () => batch.Bare()),
            new("write audio_input, 3,200 bytes", 1.1, () => audio.Ours(), () => audio.SystemTextJson(), () => audio.Bare()),
        ];

        Console.WriteLine($"{"",-31} {"ours",10} {"STJ",10} {"bare",10} {"ours/STJ",9} {"limit",6} {"ours",11} {"STJ",11}");
        var passed = true;
        foreach (var comparison in comparisons)
            passed &= Compare(comparison);
        return passed ? 0 : 1;
    }

    private static bool Compare(Comparison comparison)
    {
        var ours = new Series(comparison.Ours);
        var twin = new Series(comparison.SystemTextJson);
        var bare = new Series(comparison.Bare);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Measure();
            twin.Measure();
            bare.Measure();
        }

        var ratio = Median(ours.Times.Zip(twin.Times, (o, p) => o / p));
        var passed = ratio <= comparison.Limit && ours.AllocatedBytes <= twin.AllocatedBytes;
        Console.WriteLine(
            $"{comparison.Name,-31} {Median(ours.Times),7:N2} us {Median(twin.Times),7:N2} us {Median(bare.Times),7:N2} us " +
            $"{ratio,9:N2} {comparison.Limit,6:N1} {ours.AllocatedBytes,9:N0} B {twin.AllocatedBytes,9:N0} B{(passed ? "" : "  MISSED")}");
        return passed;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private sealed record Comparison(string Name, double Limit, Action Ours, Action SystemTextJson, Action Bare);

    /// <summary>One side of a comparison: warmed up, then timed slice by slice.</summary>
    private sealed class Series
    {
        private readonly Action _action;
        private readonly int _count;

        public Series(Action action)
        {
            _action = action;
            var calls = 0;
            for (var start = ProcessorClock.Now; ProcessorClock.Now - start < WarmUp; calls += 16)
            {
                for (var i = 0; i < 16; i++)
                    action();
            }

            _count = Math.Max(1, (int)(calls * (Slice / WarmUp)));

            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        /// <summary>Bytes that one call allocates.</summary>
        public long AllocatedBytes { get; }

        /// <summary>Microseconds a call, one entry a round.</summary>
        public List<double> Times { get; } = [];

        public void Measure()
        {
            var start = ProcessorClock.Now;
            for (var i = 0; i < _count; i++)
                _action();
            Times.Add((ProcessorClock.Now - start).TotalMicroseconds / _count);
        }
    }
}
