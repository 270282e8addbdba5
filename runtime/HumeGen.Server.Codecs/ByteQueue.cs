namespace HumeGen.Server.Codecs;

/// <summary>Bytes that have come and are not yet used. It holds no more than a reader waits for.</summary>
internal sealed class ByteQueue
{
    /// <summary>The bytes to add at a time, so that it stays small.</summary>
    public const int Slice = 16 << 10;

    private byte[] _bytes = new byte[4096];
    private int _begin;
    private int _end;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_begin, _end - _begin);

    public void Add(ReadOnlySpan<byte> piece)
    {
        var count = _end - _begin;
        if (_end + piece.Length > _bytes.Length)
        {
            var bytes = count + piece.Length > _bytes.Length ? new byte[Math.Max(_bytes.Length * 2, count + piece.Length)] : _bytes;
            Bytes.CopyTo(bytes);
            (_bytes, _begin, _end) = (bytes, 0, count);
        }

        piece.CopyTo(_bytes.AsSpan(_end));
        _end += piece.Length;
    }

    public void Drop(int count) => _begin += count;
}
