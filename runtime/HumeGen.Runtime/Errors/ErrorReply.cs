using System.Net;
using System.Text;
using System.Text.Json;

namespace HumeGen;

/// <summary>An answer that is no success, taken apart. Whatever the body is, the status comes through.</summary>
internal sealed class ErrorReply
{
    private const int LongestServerText = 400;
    private const int LongestName = 100;

    private readonly Func<string, string> _redact;

    private ErrorReply(ApiResponse response, Func<string, string> redact)
    {
        Response = response;
        _redact = redact;
        Body = redact(Encoding.UTF8.GetString(response.Body.Span));
    }

    public ApiResponse Response { get; }

    public HttpStatusCode StatusCode => Response.StatusCode;

    public IReadOnlyDictionary<string, string> Headers => Response.Headers;

    public TimeSpan? RetryAfter => Response.RetryAfter;

    public HttpMethod Method => Response.Method;

    public string PathTemplate => Response.PathTemplate;

    public string Body { get; private set; }

    public string? RequestId { get; private set; }

    public HumeErrorCode? Code { get; private set; }

    public IReadOnlyList<ApiFieldError> Details { get; private set; } = [];

    public string? ServerText { get; private set; }

    public string Message { get; private set; } = "";

    /// <summary>Reads an answer.</summary>
    /// <param name="apiName">What the API is called in messages.</param>
    /// <param name="response">Status, headers and the start of the body.</param>
    /// <param name="redact">Takes secrets out of a text, should the server have echoed them.</param>
    public static ErrorReply Read(string apiName, ApiResponse response, Func<string, string> redact)
    {
        var reply = new ErrorReply(response, redact) { RequestId = Shorten(response.RequestId, LongestName) };
        reply.ReadBody();
        reply.Message = ErrorMessage.Write(apiName, reply);
        return reply;
    }

    private void ReadBody()
    {
        if (Body.AsSpan().TrimStart() is not ['{' or '[', ..])
            return;

        try
        {
            using var document = JsonDocument.Parse(Body);
            ReadRoot(document.RootElement);
            // A secret in JSON's own escapes is not found in the raw text.
            if (HoldsSecret(document.RootElement))
                Body = "(withheld, as it repeats a credential)";
        }
        catch (JsonException)
        {
            // Not JSON after all, or cut at the cap: Body has the text, and the status is what counts.
        }
    }

    private bool HoldsSecret(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(p => _redact(p.Name) != p.Name || HoldsSecret(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HoldsSecret),
        JsonValueKind.String => element.GetString() is { } text && _redact(text) != text,
        _ => false,
    };

    private void ReadRoot(JsonElement root)
    {
        // Known shapes: {code, error, message}, {error: {code, message}}, {detail: [...]}, {detail: "text"}, {message}, and the bare list.
        var detail = root.ValueKind == JsonValueKind.Array ? root : Member(root, "detail");
        Details = ReadDetails(detail);

        var error = Member(root, "error");
        if ((Text(Member(root, "code"), LongestName) ?? Text(Member(error, "code"), LongestName)) is { } code)
            Code = new HumeErrorCode(code);

        RequestId ??= Text(Member(root, "request_id"), LongestName);
        ServerText = Text(Member(root, "message")) ?? Text(Member(error, "message")) ?? Text(Member(detail, "message")) ?? Text(detail) ?? Text(error);
    }

    private List<ApiFieldError> ReadDetails(JsonElement detail)
    {
        var fields = new List<ApiFieldError>();
        if (detail.ValueKind != JsonValueKind.Array)
            return fields;

        foreach (var entry in detail.EnumerateArray())
        {
            var location = Member(entry, "loc");
            if ((Text(Member(entry, "msg")) ?? Text(entry)) is { } message)
            {
                fields.Add(new ApiFieldError(
                    location.ValueKind == JsonValueKind.Array ? [.. location.EnumerateArray().Select(step => Text(step, LongestName)).OfType<string>()] : [],
                    message,
                    Text(Member(entry, "type"), LongestName)));
            }
        }

        return fields;
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private string? Text(JsonElement element, int longest = LongestServerText) => element.ValueKind switch
    {
        JsonValueKind.String => Shorten(_redact(element.GetString()!), longest),
        JsonValueKind.Number => Shorten(element.GetRawText(), longest),
        _ => null,
    };

    // The server's words go into a message that lands in logs: one line, and not a long one.
    private static string? Shorten(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? null : MessageText.OneLine(text!, longest);
}
