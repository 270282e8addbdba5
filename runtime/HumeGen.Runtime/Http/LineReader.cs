namespace HumeGen;

/// <summary>Reads lines that end in LF, CR or both from a stream, each no longer than allowed.</summary>
internal sealed class LineReader(Stream stream, int maxLineBytes, string request) : IDisposable
{
    private const int FirstBytes = 16 * 1024;
    private const int MostKept = 1024 * 1024;

    private byte[] _buffer = PooledBytes.Rent(FirstBytes);
    private int _start;
    private int _scanned;
    private int _end;
    private bool _atFront = true;
    private bool _afterReturn;
    private bool _atEnd;

    /// <summary>The line without its end; good until the next one is read.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Waits for the next line; false at the end. A last line without an end counts.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            SkipFeed();
            var end = _buffer.AsSpan(_scanned, _end - _scanned).IndexOfAny((byte)'\n', (byte)'\r');
            var length = (end >= 0 ? _scanned + end : _end) - _start;
            if (length > maxLineBytes)
                throw TooLong(request, maxLineBytes);
            if (end >= 0)
            {
                _afterReturn = _buffer[_scanned + end] == '\r';
                Take(_scanned + end, next: _scanned + end + 1);
                return true;
            }

            _scanned = _end;
            if (_atEnd)
            {
                if (length == 0)
                    return false;
                Take(_end, next: _end);
                return true;
            }

            MakeRoom();
            var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += count;
            _atEnd = count == 0;
        }
    }

    public void Dispose()
    {
        PooledBytes.Return(_buffer);
        _buffer = [];
    }

    public static ApiResponseException TooLong(string request, int maxBytes) =>
        new($"The stream that answers {request} has an item of more than {maxBytes} bytes. If that is right, raise ApiClientOptions.MaxResponseBytes.");

    // A line that ends in CR is complete, whether or not an LF follows: it may come much later.
    private void SkipFeed()
    {
        if (!_afterReturn || _start == _end)
            return;
        _afterReturn = false;
        if (_buffer[_start] == '\n')
            _scanned = ++_start;
    }

    private void Take(int lineEnd, int next)
    {
        var line = _buffer.AsMemory(_start, lineEnd - _start);
        if (_atFront && line.Span is [0xEF, 0xBB, 0xBF, ..])
            line = line[3..];
        _atFront = false;
        Current = line;
        _start = _scanned = next;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);

            // One long line does not keep the buffer long.
            var target = _buffer.Length > MostKept && rest.Length < FirstBytes ? PooledBytes.Rent(FirstBytes) : _buffer;
            rest.CopyTo(target);
            _buffer = target;
            _end -= _start;
            _scanned -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            _buffer = PooledBytes.Grow(_buffer, _end, _end + 1, PooledBytes.SizeOf(maxLineBytes));
    }
}
