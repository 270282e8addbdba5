using System.Security.Cryptography;

namespace HumeGen.Server.Storage;

/// <summary>Version 4 UUIDs.</summary>
/// <param name="series">
/// Makes the ids the same in every run, for tests: the n-th id depends on the series and n only. Null for random ones, which never meet those of an earlier run
/// or of another server in a store.
/// </param>
internal sealed class IdSource(string? series)
{
    private long _count;

    public string Next() => series is null ? Guid.NewGuid().ToString("D") : From($"{series} {Interlocked.Increment(ref _count)}");

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
