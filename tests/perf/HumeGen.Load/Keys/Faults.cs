using System.Collections.Concurrent;

namespace HumeGen.Load.Keys;

/// <summary>Counts of what went well, and texts of what did not.</summary>
internal sealed class Faults
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentQueue<string> _texts = new();

    public IReadOnlyCollection<string> Texts => _texts;

    public string Counts => string.Join(", ", _counts.Select(count => $"{count.Value} {count.Key}"));

    public void Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    public void Add(string text) => _texts.Enqueue(text);
}
