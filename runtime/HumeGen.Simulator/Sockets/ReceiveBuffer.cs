using System.Buffers;

namespace HumeGen.Simulator.Sockets;

/// <summary>Gathers the pieces of one message in a rented array, which is small while only small messages come.</summary>
internal sealed class ReceiveBuffer : IDisposable
{
    /// <summary>The longest message, as in the official clients.</summary>
    public const int MaxBytes = 16 << 20;

    private const int SmallSize = 8 << 10;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(SmallSize);
    private int _count;

    public ReadOnlyMemory<byte> Message => _bytes.AsMemory(0, _count);

    public bool IsTooLong => _count > MaxBytes;

    /// <summary>Memory for the next piece; never empty.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_count == _bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
                _bytes.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(_bytes);
                _bytes = larger;
            }

            return _bytes.AsMemory(_count);
        }
    }

    public void Advance(int count) => _count += count;

    public void Clear()
    {
        _count = 0;
        if (_bytes.Length > 16 * SmallSize)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(SmallSize);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
