using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HumeGen.Simulator.Hosting;

/// <summary>Version 4 UUIDs that are the same in every run: the n-th id of a series depends on the series and n only.</summary>
internal sealed class IdSource(string series)
{
    private long _count;

    public string Next() => From($"{series} {Interlocked.Increment(ref _count)}");

    /// <summary>The id that belongs to a text, the same whenever it is asked for.</summary>
    public static string From(string text)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text), bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true).ToString("D");
    }
}

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
