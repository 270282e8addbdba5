using System.Buffers;

namespace HumeGen;

/// <summary>Arrays of bytes out of the shared pool, but no large ones: the pool would keep those for minutes, and a misbehaving server could fill it.</summary>
internal static class PooledBytes
{
    private const int MostPooled = 1024 * 1024;

    public static byte[] Rent(int size) => size <= MostPooled ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];

    public static void Return(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= MostPooled)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Moves bytes to an array of twice the size, which is no larger than it must be.</summary>
    /// <param name="bytes">The array, which is returned.</param>
    /// <param name="count">Number of bytes to move.</param>
    /// <param name="needed">The least size.</param>
    /// <param name="most">The largest size, unless more is needed.</param>
    public static byte[] Grow(byte[] bytes, int count, int needed, int most)
    {
        var larger = Rent((int)Math.Max(needed, Math.Min(bytes.Length * 2L, most)));
        bytes.AsSpan(0, count).CopyTo(larger);
        Return(bytes);
        return larger;
    }

    /// <summary>The size of an array that holds so many bytes and one more, by which a text is found to be too long.</summary>
    public static int SizeOf(int mostBytes) => (int)Math.Min(mostBytes + 1L, Array.MaxLength);
}
