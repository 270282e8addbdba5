using System.Net.WebSockets;
using System.Text.Json;

namespace HumeGen;

/// <summary>Takes secrets out of the errors of others, whose messages quote addresses of proxies and words of servers. Messages cannot be changed, so it makes copies.</summary>
internal static class CleanException
{
    /// <summary>The error itself when it and its inner ones tell nothing, else a copy of the same kind; of a kind that is not known here, one that names it.</summary>
    public static Exception Of(Exception error, CallSecrets secrets)
    {
        var inner = error.InnerException is { } cause ? Of(cause, secrets) : null;
        return ReferenceEquals(inner, error.InnerException) && !Tells(error, secrets) ? error : Copy(error, secrets.Clean(error.Message), inner, secrets);
    }

    // The platform's own quote what came over the wire, so these must be harmless in a log, too. Others are the caller's, and may say more than their message.
    private static bool Tells(Exception error, CallSecrets secrets)
    {
        if (error is HttpRequestException or IOException or WebSocketException or JsonException)
            return secrets.Clean(error.Message) != error.Message;
        var text = error.ToString();
        return MessageText.WithoutUserInfo(secrets.Redact(text)) != text;
    }

    private static Exception Copy(Exception error, string message, Exception? inner, CallSecrets secrets) => error switch
    {
#if NET
        HttpRequestException http => new HttpRequestException(http.HttpRequestError, message, inner, http.StatusCode),
#else
        HttpRequestException => new HttpRequestException(message, inner),
#endif
        SourceException => new SourceException(message, inner),
        IOException => new IOException(message, inner),
        WebSocketException socket => new WebSocketException(socket.WebSocketErrorCode, message, inner!),
        JsonException json => new JsonException(message, json.Path is { } path ? secrets.Clean(path) : null, json.LineNumber, json.BytePositionInLine, inner),
        OperationCanceledException cancelled => new OperationCanceledException(message, inner, cancelled.CancellationToken),
        TimeoutException => new TimeoutException(message, inner),
        _ => new ApiClientException($"{error.GetType().Name}: {message}", inner),
    };
}
