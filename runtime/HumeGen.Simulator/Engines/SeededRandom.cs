using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HumeGen.Simulator.Engines;

/// <summary>A stream of numbers that depends on its seed only.</summary>
internal sealed class SeededRandom
{
    private ulong _state;

    public SeededRandom(ReadOnlySpan<byte> seed)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(seed, hash);
        _state = BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    public SeededRandom(string seed)
        : this(System.Text.Encoding.UTF8.GetBytes(seed))
    {
    }

    /// <summary>The next number from 0 up to but not including 1 (SplitMix64).</summary>
    public double NextDouble()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>The next whole number from 0 up to but not including the limit.</summary>
    public int Next(int limit) => (int)(NextDouble() * limit);
}
