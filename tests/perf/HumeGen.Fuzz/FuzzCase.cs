using System.Text;

namespace HumeGen.Fuzz;

/// <summary>One input, which follows from the seed and the index.</summary>
/// <param name="seed">The seed.</param>
/// <param name="index">The index.</param>
/// <param name="used">Is told each input before its use; null where nobody asks.</param>
internal sealed class FuzzCase(int seed, long index, Action<string, ReadOnlyMemory<byte>>? used = null)
{
    private readonly List<(string Name, ReadOnlyMemory<byte> Bytes)> _inputs = [];

    public long Index => index;

    /// <summary>Source of all choices of this case.</summary>
    public Random Random { get; } = new((int)Mix(((ulong)(uint)seed << 40) ^ (ulong)index));

    /// <summary>The inputs so far, by the names of their files.</summary>
    public IReadOnlyList<(string Name, ReadOnlyMemory<byte> Bytes)> Inputs => _inputs;

    /// <summary>Keeps an input for a finding.</summary>
    public void Uses(string name, ReadOnlyMemory<byte> bytes)
    {
        _inputs.Add((name, bytes));
        used?.Invoke(name, bytes);
    }

    /// <inheritdoc cref="Uses(string, ReadOnlyMemory{byte})"/>
    public void Uses(string name, string text) => Uses(name, Encoding.UTF8.GetBytes(text));

    // Neighbouring cases must not begin alike.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
