using System.Buffers;
using HumeGen.Simulator.Hosting;

namespace HumeGen.Simulator.Sockets;

/// <summary>Gathers the pieces of one message in a rented array, which is small while only small messages come.</summary>
/// <param name="maxBytes">The longest message.</param>
/// <param name="incoming">The bytes that all messages may take together; small arrays do not count.</param>
internal sealed class ReceiveBuffer(int maxBytes, ByteBudget incoming) : IDisposable
{
    private const int SmallSize = 8 << 10;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(SmallSize);
    private int _count;
    private long _taken;

    public ReadOnlyMemory<byte> Message => _bytes.AsMemory(0, _count);

    public bool IsTooLong => _count > maxBytes;

    /// <summary>Memory for the next piece; never empty after <see cref="TryMakeRoom"/>.</summary>
    public Memory<byte> Free => _bytes.AsMemory(_count);

    /// <summary>Makes room for the next piece; false when all messages together take too much.</summary>
    public bool TryMakeRoom()
    {
        if (_count < _bytes.Length)
            return true;

        var size = _bytes.Length * 2;
        if (!incoming.TryTake(size))
            return false;

        var larger = ArrayPool<byte>.Shared.Rent(size);
        _bytes.CopyTo(larger, 0);
        ReturnBytes();
        (_bytes, _taken) = (larger, size);
        return true;
    }

    public void Advance(int count) => _count += count;

    public void Clear()
    {
        _count = 0;
        if (_bytes.Length > 16 * SmallSize)
        {
            ReturnBytes();
            _bytes = ArrayPool<byte>.Shared.Rent(SmallSize);
        }
    }

    public void Dispose()
    {
        ReturnBytes();
        _bytes = [];
    }

    private void ReturnBytes()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        incoming.Return(_taken);
        _taken = 0;
    }
}
