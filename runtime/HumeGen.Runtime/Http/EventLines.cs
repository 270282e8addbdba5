using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace HumeGen;

/// <summary>
/// Puts the lines of a stream together to pieces: server-sent events by the rules of WHATWG, JSON lines, and JSON texts with a record separator (RFC 7464).
/// The first two are told apart line by line, as some APIs document the one and send the other: a line that begins like an object or a list is no field of an event.
/// </summary>
/// <remarks>An event that the end of the stream ends, in place of a blank line, counts, as servers leave the last blank line out.</remarks>
internal sealed class EventLines(Stream body, string? mediaType, string request, int maxItemBytes) : IDisposable
{
    private const byte Separator = 0x1E;

    private readonly LineReader _lines = new(body, maxItemBytes, request);
    private readonly PooledBuffer _data = new(maxItemBytes);
    private readonly bool _isEvents = "text/event-stream".Equals(mediaType, StringComparison.OrdinalIgnoreCase);
    private readonly bool _isSequence = "application/json-seq".Equals(mediaType, StringComparison.OrdinalIgnoreCase);
    private bool _hasData;
    private bool _holdsLine;

    /// <summary>The data of the event, or the line; good until the next one is read.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>Whether it is an event.</summary>
    public bool IsEvent { get; private set; }

    /// <summary>The name of the event; null where it has none.</summary>
    public string? Name { get; private set; }

    /// <summary>The id of the event itself; null where it has none.</summary>
    public string? Id { get; private set; }

    /// <summary>The wait that the event itself asks for; null where it does not.</summary>
    public TimeSpan? Retry { get; private set; }

    /// <summary>The last id of any event; empty where there is none.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>The last wait that any event asked for; null where none did.</summary>
    public TimeSpan? LastRetry { get; private set; }

    /// <summary>Waits for the next event or line; false at the end.</summary>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        (Name, Id, Retry, IsEvent, _hasData) = (null, null, null, false, false);
        _data.Clear();
        return _isSequence ? ReadTextAsync(cancellationToken) : ReadEventAsync(cancellationToken);
    }

    public void Dispose()
    {
        _lines.Dispose();
        _data.Dispose();
    }

    private async ValueTask<bool> ReadEventAsync(CancellationToken cancellationToken)
    {
        while (_holdsLine || await _lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var line = _lines.Current;
            switch (KindOf(line.Span))
            {
                case LineKind.Field:
                    ReadField(line.Span);
                    break;

                case LineKind.Bare when _hasData:
                    // No blank line ended the event, so this one does, and comes next itself.
                    _holdsLine = true;
                    return Dispatch();

                case LineKind.Bare:
                    _holdsLine = false;
                    Data = line;
                    return true;

                case LineKind.Blank when _hasData:
                    return Dispatch();

                case LineKind.Blank:
                    Keep();
                    (Name, Id, Retry) = (null, null, null);
                    break;
            }
        }

        return _hasData && Dispatch();
    }

    // A text may have several lines. It is whole when it is JSON, or when the next one begins.
    private async ValueTask<bool> ReadTextAsync(CancellationToken cancellationToken)
    {
        while (_holdsLine || await _lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var line = _lines.Current;
            var begins = line.Span is [Separator, ..];
            if (begins && _hasData)
            {
                _holdsLine = true;
                break;
            }

            _holdsLine = false;
            line = begins ? line[1..] : line;
            if (line.Span.Trim(" \t"u8).IsEmpty)
                continue;
            var isInside = _hasData && line.Span[0] is (byte)' ' or (byte)'\t';
            Add(line.Span);
            if (!isInside && Json.ApiJson.IsJson(_data.Written.Span))
                break;
        }

        Data = _data.Written;
        return _hasData;
    }

    private LineKind KindOf(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || (!_isEvents && line.Trim(" \t"u8).IsEmpty))
            return LineKind.Blank;
        if (line.Trim(" \t"u8) is [(byte)'{' or (byte)'[', ..])
            return LineKind.Bare;
        return _isEvents || IsKnown(NameOf(line)) ? LineKind.Field : LineKind.Bare;
    }

    // A comment has no name.
    private static bool IsKnown(ReadOnlySpan<byte> name) =>
        name.IsEmpty || name.SequenceEqual("data"u8) || name.SequenceEqual("event"u8) || name.SequenceEqual("id"u8) || name.SequenceEqual("retry"u8);

    private static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> line) => line.IndexOf((byte)':') is >= 0 and var colon ? line[..colon] : line;

    // Comments and fields of other names say nothing.
    private void ReadField(ReadOnlySpan<byte> line)
    {
        var name = NameOf(line);
        var value = line[Math.Min(name.Length + 1, line.Length)..];
        if (value is [(byte)' ', ..])
            value = value[1..];
        if (name.SequenceEqual("data"u8))
            Add(value);
        else if (name.SequenceEqual("event"u8))
            Name = value.IsEmpty ? null : Encoding.UTF8.GetString(value);
        else if (name.SequenceEqual("id"u8) && value.IndexOf((byte)0) < 0)
            Id = Encoding.UTF8.GetString(value);
        else if (name.SequenceEqual("retry"u8) && Utf8Parser.TryParse(value, out int wait, out var read) && read == value.Length && value[0] is >= (byte)'0' and <= (byte)'9')
            Retry = TimeSpan.FromMilliseconds(wait);
    }

    private bool Dispatch()
    {
        Keep();
        IsEvent = true;
        Data = _data.Written;
        return true;
    }

    private void Keep()
    {
        LastId = Id ?? LastId;
        LastRetry = Retry ?? LastRetry;
    }

    private void Add(ReadOnlySpan<byte> value)
    {
        if (_data.Count + value.Length >= maxItemBytes)
            throw LineReader.TooLong(request, maxItemBytes);
        if (_hasData)
            _data.Write("\n"u8);
        _data.Write(value);
        _hasData = true;
    }

    private enum LineKind
    {
        Blank,
        Field,
        Bare,
    }
}
