using System.Buffers;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>
/// Reads items from JSON lines or from server-sent events, telling them apart line by line: the API documents the one and sends the other.
/// System.Net.ServerSentEvents reads the latter only.
/// </summary>
internal sealed class ItemReader<T>(Stream body, JsonReader<T> read, ApiRequest request, AttemptResult attempt, int maxItemBytes) : IDisposable
{
    private readonly LineReader _lines = new(body, maxItemBytes, request.ToString());
    private readonly ArrayBufferWriter<byte> _event = new();
    private bool _hasEvent;
    private bool _holdsLine;
    private long _number;

    private static ReadOnlySpan<byte> End => "[DONE]"u8;

    public T Current { get; private set; } = default!;

    /// <summary>Waits for the next item; false at the end.</summary>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        while (await ReadDataAsync(cancellationToken).ConfigureAwait(false) is { } data)
        {
            var json = data.Span.Trim(" \t\r\n"u8);
            if (json.SequenceEqual(End))
                return false;

            // An event without data, such as a heartbeat, is no item.
            if (json.IsEmpty)
                continue;
            Current = Parse(json);
            return true;
        }

        return false;
    }

    public void Dispose() => _lines.Dispose();

    /// <summary>The data of the next event, or the next bare line; null at the end.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReadDataAsync(CancellationToken cancellationToken)
    {
        _event.ResetWrittenCount();
        _hasEvent = false;
        if (_holdsLine)
        {
            _holdsLine = false;
            return _lines.Current;
        }

        while (await _lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            switch (KindOf(_lines.Current.Span, out var value))
            {
                case LineKind.Data:
                    AddToEvent(value);
                    break;

                case LineKind.Blank when _hasEvent:
                    return _event.WrittenMemory;

                case LineKind.Bare when _hasEvent:
                    // No blank line ended the event, so this one does, and comes next itself.
                    _holdsLine = true;
                    return _event.WrittenMemory;

                case LineKind.Bare:
                    return _lines.Current;
            }
        }

        if (!_hasEvent)
            return null;
        return _event.WrittenMemory;
    }

    private static LineKind KindOf(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (line.Trim(" \t"u8).IsEmpty)
            return LineKind.Blank;

        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        if (name.SequenceEqual("data"u8))
        {
            value = colon < 0 ? default : line[(colon + 1)..];
            if (value is [(byte)' ', ..])
                value = value[1..];
            return LineKind.Data;
        }

        // A comment begins with the colon.
        var known = name.IsEmpty || name.SequenceEqual("event"u8) || name.SequenceEqual("id"u8) || name.SequenceEqual("retry"u8);
        return known ? LineKind.Ignored : LineKind.Bare;
    }

    private void AddToEvent(ReadOnlySpan<byte> value)
    {
        if (_event.WrittenCount + value.Length >= maxItemBytes)
            throw LineReader.TooLong(request.ToString(), maxItemBytes);
        if (_hasEvent)
            _event.Write("\n"u8);
        _event.Write(value);
        _hasEvent = true;
    }

    private T Parse(ReadOnlySpan<byte> json)
    {
        _number++;
        try
        {
            var item = ApiJson.Read(json, read);
            return item is IUnknownJson && attempt.ErrorIn(json, isUnreadable: false) is { } unknown ? throw unknown : item;
        }
        catch (JsonException broken)
        {
            if (attempt.ErrorIn(json, isUnreadable: true) is { } error)
                throw error;
            var call = attempt.Call!;
            if (call.TryReadLeniently(json, read, ref broken, out var lenient, out var missing))
            {
                call.OnMissing!(missing);
                return lenient;
            }

            var e = (JsonException)attempt.Secrets.Clean(broken);
            throw new ApiResponseException($"Item {_number} of the stream that answers {request} is not the JSON that was expected. {e.Message}", e)
            {
                Item = _number,
                Path = e.Path,
                Line = e.LineNumber + 1,
                Column = e.BytePositionInLine + 1,
            };
        }
    }

    private enum LineKind
    {
        Blank,
        Ignored,
        Data,
        Bare,
    }
}
