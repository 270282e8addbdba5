using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Json;

namespace HumeGen;

/// <summary>The body of a request: JSON, a form, or a file.</summary>
public abstract class ApiBody
{
    private const string JsonType = "application/json";

    private protected ApiBody()
    {
    }

    /// <summary>Whether the body can be sent again.</summary>
    internal abstract bool CanReplay { get; }

    /// <summary>A body of JSON.</summary>
    /// <param name="value">The value to write; it is written when the call starts.</param>
    /// <returns>The body.</returns>
    public static ApiBody Json(IJsonWritable value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new JsonBody(value.WriteJson);
    }

    /// <summary>A body of JSON.</summary>
    /// <param name="write">Writes one JSON value; it is called when the call starts.</param>
    /// <returns>The body.</returns>
    public static ApiBody Json(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return new JsonBody(write);
    }

    /// <summary>A body of JSON with a media type of its own.</summary>
    /// <param name="value">The value to write; it is written when the call starts.</param>
    /// <param name="contentType">The media type, such as <c>application/merge-patch+json</c>.</param>
    /// <returns>The body.</returns>
    public static ApiBody Json(IJsonWritable value, string contentType)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new JsonBody(value.WriteJson, contentType);
    }

    /// <summary>A body of JSON with a media type of its own.</summary>
    /// <param name="write">Writes one JSON value; it is called when the call starts.</param>
    /// <param name="contentType">The media type, such as <c>application/json-patch+json</c>.</param>
    /// <returns>The body.</returns>
    public static ApiBody Json(Action<Utf8JsonWriter> write, string contentType)
    {
        ArgumentNullException.ThrowIfNull(write);
        return new JsonBody(write, contentType);
    }

    /// <summary>A body that is the file itself.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The body.</returns>
    public static ApiBody File(FilePart file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new FileBody(file);
    }

    /// <summary>A body of text, sent as UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="contentType">Its media type, such as <c>text/plain</c>.</param>
    /// <returns>The body.</returns>
    public static ApiBody Text(string text, string contentType)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        // Whatever else the media type says, the encoding is ours.
        var type = $"{contentType.Split(';')[0].Trim()}; charset=utf-8";
        return new FileBody(FilePart.FromBytes(Encoding.UTF8.GetBytes(WholeText.Check(text, nameof(text))), "text", type));
    }

    /// <summary>The content of one attempt, which ends with this token.</summary>
    internal abstract HttpContent CreateContent(CancellationToken cancellationToken);

    /// <summary>The body as it is sent in every attempt of one call; null when the call has none.</summary>
    internal static ApiBody? Prepare(ApiBody? body, IReadOnlyDictionary<string, JsonNode?>? members)
    {
        var extra = members is { Count: > 0 } ? members : null;
        if (body is JsonBody json)
            return json.Write(extra);
        return extra is null ? body : throw NoObject();
    }

    private static InvalidOperationException NoObject() => new("ApiCallOptions.BodyMembers go into a JSON object, but the body of this call is none.");

    private sealed class JsonBody(Action<Utf8JsonWriter> write, string contentType = JsonType) : ApiBody
    {
        internal override bool CanReplay => true;

        internal override HttpContent CreateContent(CancellationToken cancellationToken) => Write(null).CreateContent(cancellationToken);

        public BytesBody Write(IReadOnlyDictionary<string, JsonNode?>? members)
        {
            var buffer = new ArrayBufferWriter<byte>();
            ApiJson.Write(buffer, write);
            return new BytesBody(members is null ? buffer.WrittenMemory : Merge(buffer.WrittenMemory, members), contentType);
        }

        private static ReadOnlyMemory<byte> Merge(ReadOnlyMemory<byte> json, IReadOnlyDictionary<string, JsonNode?> members)
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = ApiJson.MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw NoObject();

            var buffer = new ArrayBufferWriter<byte>();
            ApiJson.Write(buffer, writer => WriteMerged(writer, document.RootElement, members));
            return buffer.WrittenMemory;
        }

        private static void WriteMerged(Utf8JsonWriter writer, JsonElement body, IReadOnlyDictionary<string, JsonNode?> members)
        {
            writer.WriteStartObject();
            foreach (var member in body.EnumerateObject())
            {
                if (members.ContainsKey(member.Name))
                    continue;
                writer.WritePropertyName(member.Name);
                JsonWrite.Element(writer, member.Value);
            }

            foreach (var (name, value) in members)
            {
                writer.WritePropertyName(name);
                if (value is null)
                    writer.WriteNullValue();
                else
                    value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }

    private sealed class BytesBody(ReadOnlyMemory<byte> json, string contentType) : ApiBody
    {
        internal override bool CanReplay => true;

        internal override HttpContent CreateContent(CancellationToken cancellationToken)
        {
            var content = new ReadOnlyMemoryContent(json);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            return content;
        }
    }

    private sealed class FileBody(FilePart file) : ApiBody
    {
        internal override bool CanReplay => file.CanReplay;

        internal override HttpContent CreateContent(CancellationToken cancellationToken) => file.CreateContent(cancellationToken);
    }
}
