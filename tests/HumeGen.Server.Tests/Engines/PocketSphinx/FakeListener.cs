using HumeGen.Server.PocketSphinx;

namespace HumeGen.Server.Tests.Engines.PocketSphinx;

/// <summary>A listener that hears one word in each second of sound.</summary>
internal sealed class FakeListener : IListener
{
    private int _samples;

    public List<int> Phrases { get; } = [];

    /// <summary>The loudest sample that was heard.</summary>
    public int Loudest { get; private set; }

    public int Resets { get; private set; }

    public bool IsDisposed { get; private set; }

    public void Reset() => Resets++;

    public void Begin() => _samples = 0;

    public void Hear(ReadOnlySpan<short> samples)
    {
        _samples += samples.Length;
        foreach (var sample in samples)
            Loudest = Math.Max(Loudest, Math.Abs((int)sample));
    }

    public IReadOnlyList<HeardWord> Words() =>
        [.. Enumerable.Range(0, _samples / Hearing.SampleRate).Select(i => new HeardWord("word", TimeSpan.FromSeconds(i), TimeSpan.FromSeconds(i + 1), 0.5))];

    public void End() => Phrases.Add(_samples);

    public void Dispose() => IsDisposed = true;
}
