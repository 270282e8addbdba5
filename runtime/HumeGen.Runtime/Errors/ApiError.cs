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
    internal static ApiError Of(ApiDescription api, ApiResponse response, Func<string, string> redact)
    {
        var error = new ApiError(response, redact(Encoding.UTF8.GetString(response.Body.Span)));
        var body = new ErrorBody(api, redact);
        if (error.Body.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            try
            {
                using var document = JsonDocument.Parse(error.Body);
                body.Read(document.RootElement);
                // A secret in JSON's own escapes is not found in the raw text.
                if (body.HoldsSecret(document.RootElement))
                    error.Body = "(withheld, as it repeats a credential)";
            }
            catch (JsonException)
            {
                // Not JSON after all, or cut at the cap: Body has the text, and the status is what counts.
            }
        }
        else if (error.Body.Length <= ErrorBody.LongestPlainText
            && response.Headers.TryGetValue("Content-Type", out var type)
            && type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase))
        {
            body.ReadText(error.Body);
        }

        error.Code = body.Code;
        error.Details = body.Details;
        error.ServerText = body.Text;
        error.RequestId ??= body.RequestId;
        error.Message = ErrorMessage.Write(api.Name, error);
        return error;
    }
}
