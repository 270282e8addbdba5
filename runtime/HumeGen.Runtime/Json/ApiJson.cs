using System.Buffers;
using System.Text;
using System.Text.Json;

namespace HumeGen.Json;

/// <summary>Reads and writes generated types without reflection, so that it works trimmed and under NativeAOT.</summary>
public static class ApiJson
{
    /// <summary>Objects and arrays nest at most this deep; deeper JSON is refused.</summary>
    public const int MaxDepth = 64;

    internal static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = new WholeTextEncoder(),
        MaxDepth = MaxDepth,
#if !DEBUG
        SkipValidation = true,
#endif
    };

    /// <summary>Reads one value.</summary>
    /// <typeparam name="T">A generated record or enum.</typeparam>
    /// <param name="utf8">The whole JSON text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The text is not JSON or does not have the shape of <typeparamref name="T"/>; the message has the path and position.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8)
        where T : IJsonReadable<T> => Read(utf8, ModelReader<T>.Read);

    /// <inheritdoc cref="Read{T}(ReadOnlySpan{byte})"/>
    /// <param name="json">The whole JSON text.</param>
    public static T Read<T>(string json)
        where T : IJsonReadable<T> => Read<T>(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads one value of a type that <paramref name="read"/> knows, such as a union: <c>ApiJson.Read(utf8, ITaskEvent.ReadJson)</c>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="utf8">The whole JSON text.</param>
    /// <param name="read">Reads the value.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The text is not JSON or does not have the expected shape; the message has the path and position.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonReader<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        return Read(utf8, ref reader, read);
    }

    /// <summary>Reads one value with a reader of the text.</summary>
    internal static T Read<T>(ReadOnlySpan<byte> utf8, ref Utf8JsonReader reader, JsonReader<T> read)
    {
        if (JsonLocation.InvalidByte(utf8) is >= 0 and var invalid)
        {
            // The text that it stands in.
            var start = utf8[..invalid].LastIndexOf((byte)'"');
            var (place, row, at) = JsonLocation.Find(utf8, start >= 0 ? start : invalid);
            throw new JsonException($"The text is not valid UTF-8. At {place} (line {row + 1}, byte {at + 1}).", place, row, at);
        }

        try
        {
            reader.Read();
            var value = read(ref reader);
            if (reader.Read())
                throw new JsonException("There is more text after the JSON value.");
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            var (path, line, column) = JsonLocation.Find(utf8, reader.TokenStartIndex);
            throw new JsonException($"{e.Message} At {path} (line {line + 1}, byte {column + 1}).", path, line, column, e);
        }
    }

    /// <summary>Whether a text is one JSON value, however deep it nests.</summary>
    internal static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Writes a value as JSON in UTF-8.</summary>
    /// <param name="value">A generated record, enum or union member.</param>
    /// <returns>The JSON text.</returns>
    public static byte[] Write(IJsonWritable value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a value as JSON in UTF-8 into a buffer of the caller's.</summary>
    /// <param name="buffer">Destination of the text.</param>
    /// <param name="value">A generated record, enum or union member.</param>
    public static void Write(IBufferWriter<byte> buffer, IJsonWritable value)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(value);
        Write(buffer, value.WriteJson);
    }

    /// <summary>Writes JSON; a value that it cannot have is refused with its place.</summary>
    internal static void Write(IBufferWriter<byte> buffer, Action<Utf8JsonWriter> write)
    {
        try
        {
            using var writer = new Utf8JsonWriter(buffer, WriterOptions);
            write(writer);
        }
        catch (UnwritableException e)
        {
            throw e.Locate(write);
        }
    }

    /// <summary>Writes a value as JSON text.</summary>
    /// <param name="value">A generated record, enum or union member.</param>
    /// <returns>The JSON text.</returns>
    public static string WriteString(IJsonWritable value) => Encoding.UTF8.GetString(Write(value));

    /// <summary>Writes what <paramref name="write"/> writes as JSON text.</summary>
    /// <param name="write">Writes one JSON value.</param>
    /// <returns>The JSON text.</returns>
    public static string WriteString(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, write);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
