using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>Reads items from a stream of server-sent events, JSON lines or JSON texts.</summary>
internal sealed class ItemReader<T>(Stream body, JsonReader<T> read, ApiRequest request, AttemptResult attempt, int maxItemBytes) : IDisposable
{
    private readonly EventLines _lines = new(body, attempt.Response!.Content.Headers.ContentType?.MediaType, request.ToString(), maxItemBytes);
    private long _number;

    private static ReadOnlySpan<byte> End => "[DONE]"u8;

    public T Current { get; private set; } = default!;

    /// <summary>The last id of any event; empty where there is none.</summary>
    public string LastId => _lines.LastId;

    /// <summary>The last wait that any event asked for; null where none did.</summary>
    public TimeSpan? LastRetry => _lines.LastRetry;

    /// <summary>Waits for the next item; false at the end.</summary>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        // Items that have come already are no reason to go on.
        cancellationToken.ThrowIfCancellationRequested();
        while (await _lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var data = _lines.Data;
            var trimmed = data.Span.Trim(" \t\r\n"u8);
            if (trimmed.SequenceEqual(End))
                return false;

            // An event without data, such as a heartbeat, is no item where its data would be one.
            if (trimmed.IsEmpty && (request.Items == ItemForm.Json || (request.Items == ItemForm.NamedJson && _lines.Name is null)))
                continue;
            if (_lines.IsEvent)
                attempt.Call!.Options?.OnEvent?.Invoke(new ApiEvent(_lines.Name ?? "message", _lines.LastId is { Length: > 0 } id ? id : null, _lines.LastRetry));
            Current = Parse(data.Span);
            return true;
        }

        return false;
    }

    public void Dispose() => _lines.Dispose();

    private T Parse(ReadOnlySpan<byte> data)
    {
        _number++;
        var json = data.Trim(" \t\r\n"u8);
        try
        {
            var item = Read(data, json);
            // An error, unless the API counts it among the items.
            if (_lines.Name == "error" && !(typeof(T).IsInterface && request.Items is ItemForm.Event or ItemForm.NamedJson && item is not IUnknownJson))
                throw attempt.ErrorOf(data);
            return item is IUnknownJson && attempt.ErrorIn(json, isUnreadable: false) is { } unknown ? throw unknown : item;
        }
        catch (JsonException broken)
        {
            if ((_lines.Name == "error" ? attempt.ErrorOf(data) : attempt.ErrorIn(json, isUnreadable: true)) is { } error)
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

    private T Read(ReadOnlySpan<byte> data, ReadOnlySpan<byte> json)
    {
        switch (request.Items)
        {
            case ItemForm.Text:
                return ApiJson.Read(Text(data), read);
            case ItemForm.NamedJson when _lines.Name is { } name && Named(json, name) is { } named:
                return ApiJson.Read(named, read);
            case ItemForm.Event when _lines.IsEvent && !(_lines.Name is null && HasMember(json, "data")):
                return JsonOrText(ApiJson.IsJson(json), Envelope(json, isText: false), Envelope(data, isText: true));
            default:
                return request.MayBeText ? JsonOrText(ApiJson.IsJson(json), json, Text(data)) : ApiJson.Read(json, read);
        }
    }

    // A text may look like JSON, so what does not fit as JSON may fit as a text.
    private T JsonOrText(bool isJson, ReadOnlySpan<byte> json, ReadOnlySpan<byte> text)
    {
        if (!isJson)
            return ApiJson.Read(text, read);
        try
        {
            return ApiJson.Read(json, read);
        }
        catch (JsonException broken)
        {
            try
            {
                return ApiJson.Read(text, read);
            }
            catch (JsonException)
            {
                throw broken;
            }
        }
    }

    private byte[] Envelope(ReadOnlySpan<byte> data, bool isText)
    {
        if (!isText && !ApiJson.IsJson(data))
            return [];
        var (name, id, retry) = (_lines.Name, _lines.Id, _lines.Retry);
        var value = isText ? Text(data) : data.ToArray();
        return Encoding.UTF8.GetBytes(ApiJson.WriteString(writer =>
        {
            writer.WriteStartObject();
            if (name is not null)
                writer.WriteString("event", name);
            writer.WritePropertyName("data");
            writer.WriteRawValue(value);
            if (id is not null)
                writer.WriteString("id", id);
            if (retry is { } wait)
                writer.WriteNumber("retry", (long)wait.TotalMilliseconds);
            writer.WriteEndObject();
        }));
    }

    // Null where the data is no object, or has a name already.
    private static byte[]? Named(ReadOnlySpan<byte> json, string name)
    {
        if (!json.IsEmpty && (json[0] != '{' || !ApiJson.IsJson(json) || HasMember(json, "event")))
            return null;
        var members = json.IsEmpty ? "}" : Encoding.UTF8.GetString(json[1..]);
        var separator = members.AsSpan().TrimStart() is ['}', ..] ? "" : ",";
        var text = ApiJson.WriteString(writer => writer.WriteStringValue(name));
        return Encoding.UTF8.GetBytes($"{{\"event\":{text}{separator}{members}");
    }

    private static bool HasMember(ReadOnlySpan<byte> json, string name)
    {
        if (json is not [(byte)'{', ..] || !ApiJson.IsJson(json))
            return false;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
                return true;
            reader.Skip();
        }

        return false;
    }

    private static byte[] Text(ReadOnlySpan<byte> data)
    {
        var text = Encoding.UTF8.GetString(data);
        return Encoding.UTF8.GetBytes(ApiJson.WriteString(writer => writer.WriteStringValue(text)));
    }
}
