using System.Buffers;

namespace HumeGen.Server.Audio;

/// <summary>Takes samples up to a limit, since a few bytes of compressed silence may last for hours.</summary>
internal sealed class LimitedSamples(int limit) : IBufferWriter<short>
{
    private const int LargestKept = 128 << 10;

    private ArrayBufferWriter<short> _samples = new();

    public ReadOnlyMemory<short> Written => _samples.WrittenMemory;

    public int Count => _samples.WrittenCount;

    public void Advance(int count)
    {
        _samples.Advance(count);
        if (_samples.WrittenCount > limit)
            throw new TooLongException();
    }

    public Memory<short> GetMemory(int sizeHint = 0) => _samples.GetMemory(sizeHint);

    public Span<short> GetSpan(int sizeHint = 0) => _samples.GetSpan(sizeHint);

    /// <summary>Forgets the samples, and gives back memory that few pieces need.</summary>
    public void Clear()
    {
        if (_samples.Capacity > LargestKept)
            _samples = new();
        else
            _samples.ResetWrittenCount();
    }

    /// <summary>There are more samples than the limit.</summary>
    internal sealed class TooLongException : Exception;
}
