namespace HumeGen;

/// <summary>A body in memory. It grows to one byte more than allowed at most, by which one is found to be too large.</summary>
/// <param name="promised">The length that the server tells; null without one.</param>
/// <param name="maxBytes">The most bytes that are allowed.</param>
internal sealed class BodyBuffer(long? promised, int maxBytes)
{
    private const int FirstBytes = 16 * 1024;
    private const int MostPromisedBytes = 1024 * 1024;

    // One byte more than promised, so that the end is seen without another buffer; but a promise alone costs little memory.
    private byte[] _bytes = new byte[Math.Min(Math.Clamp(promised ?? FirstBytes, 1, MostPromisedBytes) + 1, PooledBytes.SizeOf(maxBytes))];
    private int _count;

    /// <summary>Whether there was more than is allowed.</summary>
    public bool IsTooLarge => _count > maxBytes;

    /// <summary>The bytes that came, as far as they are allowed.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Math.Min(_count, maxBytes));

    /// <summary>Reads to the end, or until there is too much.</summary>
    public async ValueTask FillAsync(Stream stream, bool heedsTokens, CancellationToken cancellationToken)
    {
        while (!IsTooLarge)
        {
            if (_count == _bytes.Length)
                Array.Resize(ref _bytes, (int)Math.Min(_bytes.Length * 2L, PooledBytes.SizeOf(maxBytes)));
            // One that is left behind may still write to what is not shown.
            var reading = stream.ReadAsync(_bytes.AsMemory(_count), cancellationToken);
            var count = await (heedsTokens || reading.IsCompleted ? reading : new(AbandonedTask.WaitAsync(reading.AsTask(), cancellationToken))).ConfigureAwait(false);
            if (count == 0)
                return;
            _count += count;
        }
    }
}
