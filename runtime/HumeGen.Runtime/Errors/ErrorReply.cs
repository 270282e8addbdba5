using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace HumeGen;

/// <summary>An answer that is no success, taken apart. Whatever the body is, the status comes through.</summary>
internal sealed class ErrorReply
{
    private const int LongestServerText = 400;

    private ErrorReply(ApiResponse response, string body)
    {
        Response = response;
        Body = body;
    }

    public ApiResponse Response { get; }

    public HttpStatusCode StatusCode => Response.StatusCode;

    public IReadOnlyDictionary<string, string> Headers => Response.Headers;

    public TimeSpan? RetryAfter => Response.RetryAfter;

    public HttpMethod Method => Response.Method;

    public string PathTemplate => Response.PathTemplate;

    public string Body { get; }

    public string? RequestId { get; private set; }

    public HumeErrorCode? Code { get; private set; }

    public IReadOnlyList<HumeFieldError> Details { get; private set; } = [];

    public string? ServerText { get; private set; }

    public string Message { get; private set; } = "";

    /// <summary>Reads an answer.</summary>
    /// <param name="apiName">What the API is called in messages.</param>
    /// <param name="response">Status, headers and the start of the body.</param>
    /// <param name="redact">Takes secrets out of a text, should the server have echoed them.</param>
    public static ErrorReply Read(string apiName, ApiResponse response, Func<string, string> redact)
    {
        var reply = new ErrorReply(response, redact(Encoding.UTF8.GetString(response.Body.Span))) { RequestId = response.RequestId };
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
        }
        catch (JsonException)
        {
            // Not JSON after all, or cut at the cap: Body has the text, and the status is what counts.
        }
    }

    private void ReadRoot(JsonElement root)
    {
        // Known shapes: {code, error, message}, {error: {code, message}}, {detail: [...]}, {detail: "text"}, {message}, and the bare list.
        var detail = root.ValueKind == JsonValueKind.Array ? root : Member(root, "detail");
        Details = ReadDetails(detail);

        var error = Member(root, "error");
        if (Text(Member(root, "code")) is { Length: > 0 } code)
            Code = new HumeErrorCode(code);
        else if (Text(Member(error, "code")) is { Length: > 0 } inner)
            Code = new HumeErrorCode(inner);

        RequestId ??= Text(Member(root, "request_id"));
        ServerText = Shorten(
            Text(Member(root, "message")) ?? Text(Member(error, "message")) ?? Text(Member(detail, "message")) ?? Text(detail) ?? Text(error));
    }

    private static List<HumeFieldError> ReadDetails(JsonElement detail)
    {
        var fields = new List<HumeFieldError>();
        if (detail.ValueKind != JsonValueKind.Array)
            return fields;

        foreach (var entry in detail.EnumerateArray())
        {
            var location = Member(entry, "loc");
            if (Shorten(Text(Member(entry, "msg")) ?? Text(entry)) is { } message)
            {
                fields.Add(new HumeFieldError(
                    location.ValueKind == JsonValueKind.Array ? [.. location.EnumerateArray().Select(Text).OfType<string>()] : [],
                    message,
                    Text(Member(entry, "type"))));
            }
        }

        return fields;
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    // The server's words go into a message that lands in logs: one line, and not a long one.
    private static string? Shorten(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var line = new StringBuilder();
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (line.Length >= LongestServerText)
                return line.Append("...").ToString();
            var plain = Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            line.Append(plain ? rune.ToString() : " ");
        }

        return line.ToString();
    }
}
