using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Simulator.Validation;

namespace HumeGen.Simulator;

/// <summary>A request that a <see cref="HumeSimulator"/> received, whether it was answered well or refused.</summary>
public sealed class RecordedRequest
{
    internal RecordedRequest(
        string method,
        string path,
        IReadOnlyList<KeyValuePair<string, string>> query,
        IReadOnlyDictionary<string, string> headers,
        ReadOnlyMemory<byte> body,
        long bodyLength)
    {
        Method = method;
        Path = path;
        Query = query;
        Headers = headers;
        Body = body;
        BodyLength = bodyLength;
    }

    /// <summary>The HTTP method in capitals.</summary>
    public string Method { get; }

    /// <summary>The path, percent-decoded, without the query.</summary>
    public string Path { get; }

    /// <summary>The query parameters, decoded, in the order in which they were sent. Credentials are replaced by <c>***</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    /// <summary>The headers by name, whatever the case. The values of headers that carry credentials are replaced by <c>***</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body, or its first mebibyte when it is longer; of a request without a valid credential 4 KiB at most.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The length of the whole body in bytes.</summary>
    public long BodyLength { get; }

    /// <summary>The body as UTF-8 text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body as JSON, or null when it is empty or no JSON.</summary>
    public JsonNode? BodyJson
    {
        get
        {
            try
            {
                return Body.IsEmpty ? null : new StrictJson(int.MaxValue).Parse(Body.Span);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>The method and path. The query, headers and body are left out, as they may hold personal data.</summary>
    public override string ToString() => $"{Method} {Path}";
}
