using HumeGen.Server.PocketSphinx;

namespace HumeGen.Server.Tests.Engines.PocketSphinx;

/// <summary>A listener that hears one word in each second of sound.</summary>
internal sealed class FakeListener : IListener
{
    private int _samples;
    private bool _ended;

    public List<int> Phrases { get; } = [];

    /// <summary>The loudest sample that was heard.</summary>
    public int Loudest { get; private set; }

    /// <summary>The words after so many seconds of a phrase, and whether the phrase has ended.</summary>
    public Func<double, bool, IReadOnlyList<HeardWord>> Hears { get; init; } =
        (seconds, _) => [.. Enumerable.Range(0, (int)seconds).Select(i => new HeardWord("word", TimeSpan.FromSeconds(i), TimeSpan.FromSeconds(i + 1), 0.5))];

    public int Resets { get; private set; }

    public bool IsDisposed { get; private set; }

    public void Reset() => Resets++;

    public void Begin() => (_samples, _ended) = (0, false);

    public void Hear(ReadOnlySpan<short> samples)
    {
        _samples += samples.Length;
        foreach (var sample in samples)
            Loudest = Math.Max(Loudest, Math.Abs((int)sample));
    }

    public IReadOnlyList<HeardWord> Words() => Hears((double)_samples / Hearing.SampleRate, _ended);

    public void End()
    {
        _ended = true;
        Phrases.Add(_samples);
    }

    public void Dispose() => IsDisposed = true;
}
