using System.Net;
using System.Text;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>An error that an API answered, taken apart. Generated exceptions are made of it.</summary>
public sealed class ApiError
{
    private ApiError(ApiResponse response, string body)
    {
        StatusCode = response.StatusCode;
        Headers = response.Headers;
        RetryAfter = response.RetryAfter;
        Method = response.Method;
        PathTemplate = response.PathTemplate;
        RequestId = ErrorBody.NameOf(response.RequestId);
        Body = body;
    }

    /// <summary>The message: the fault, and the next step, in one paragraph.</summary>
    public string Message { get; private set; } = "";

    /// <summary>The status of the response.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The API's error code; null when the server sent none.</summary>
    public IApiCode? Code { get; private set; }

    /// <summary>The server's id of the request; null when it gave none.</summary>
    public string? RequestId { get; private set; }

    /// <summary>The time that the server asks to wait before the next attempt; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The response's headers; names compare without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body, or the item or message that is the error, as text, without secrets, at most its first 32 KiB.</summary>
    public string Body { get; private set; }

    /// <summary>Faults of single fields, when the server named them.</summary>
    public IReadOnlyList<ApiFieldError> Details { get; private set; } = [];

    /// <summary>The method of the request.</summary>
    public HttpMethod Method { get; }

    /// <summary>The path of the request with its placeholders, such as <c>/tasks/{id}</c>.</summary>
    public string PathTemplate { get; }

    /// <summary>The server's words on one line; null when it said none.</summary>
    internal string? ServerText { get; private set; }

    /// <summary>Reads <see cref="Body"/> as one of the API's error types.</summary>
    /// <typeparam name="T">The type of the error.</typeparam>
    /// <param name="read">Reads the error.</param>
    /// <returns>The error; null when the body has another shape.</returns>
    public T? Read<T>(JsonReader<T> read)
        where T : class => Read(Body, read);

    /// <summary>Reads an error type from a body; null when the body has another shape.</summary>
    internal static T? Read<T>(string body, JsonReader<T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return ApiJson.Read(Encoding.UTF8.GetBytes(body), read) is { } error and not IUnknownJson ? error : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Takes an answer apart. Whatever the body is, the status comes through.</summary>
    /// <param name="api">The API, with its catalogue of codes.</param>
    /// <param name="response">Status, headers and the start of the body.</param>
    /// <param name="redact">Takes secrets out of a text, should the server have echoed them.</param>
    /// <param name="isAnonymous">Whether the call gets no credential of the client.</param>
    /// <param name="root">The body, where it is known to be JSON; the response may have less of it.</param>
    /// <param name="attempts">The number of attempts.</param>
    internal static ApiError Of(
        ApiDescription api, ApiResponse response, Func<string, string> redact, bool isAnonymous, JsonElement? root = null, int attempts = 1)
    {
        var text = Encoding.UTF8.GetString(response.Body.Span).TrimStart('\uFEFF');
        var error = new ApiError(response, redact(text));
        var body = new ErrorBody(api, redact);
        if (root is { } known)
            error.Read(body, known);
        else if (text.AsSpan().TrimStart() is ['{' or '[' or '"', ..])
            error.ReadJson(body, text);
        else if (text.Length <= ErrorBody.LongestPlainText && error.IsOfType("text/plain"))
            body.ReadText(text);

        error.Code = body.Code;
        error.Details = body.Details;
        error.ServerText = body.Text;
        error.RequestId ??= body.RequestId;
        error.Message = ErrorMessage.Write(api.Name, error, isAnonymous, attempts);
        return error;
    }

    /// <summary>Whether the response says that its body is of a media type.</summary>
    internal bool IsOfType(string mediaType) => Headers.TryGetValue("Content-Type", out var type) && type.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase);

    private void ReadJson(ErrorBody body, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 });
            Read(body, document.RootElement);
        }
        catch (JsonException)
        {
            // Not JSON after all, or cut at the cap: Body has the text, and the status is what counts.
        }
    }

    private void Read(ErrorBody body, JsonElement root)
    {
        body.Read(root);
        // A secret in escapes that are not known is not found in the raw text.
        if (body.HoldsSecret(root))
            Body = "(withheld, as it repeats a credential)";
    }
}
