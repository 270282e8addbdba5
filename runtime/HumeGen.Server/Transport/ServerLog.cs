using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Transport;

/// <summary>
/// The messages of the log. They have methods, templates of routes, statuses, times and ids only: paths, queries, headers and bodies may hold keys and
/// what people said.
/// </summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "{Method} {Route} was answered with {StatusCode} in {Milliseconds} ms ({RequestId})")]
    public static partial void Answered(this ILogger logger, string method, string route, int statusCode, long milliseconds, string requestId);

    [LoggerMessage(2, LogLevel.Error, "{Method} {Route} failed by a fault of the server or of an engine ({RequestId})")]
    public static partial void Failed(this ILogger logger, Exception exception, string method, string route, string requestId);

    [LoggerMessage(3, LogLevel.Warning, "The server was told to stop, and {Route} did not come to an end ({RequestId}); it was cut off")]
    public static partial void CutOff(this ILogger logger, string route, string requestId);

    // Paths and queries of URLs may hold secrets: only the host is told.
    [LoggerMessage(4, LogLevel.Warning, "A webhook to {Host} is not sent: {Reason}")]
    public static partial void WebhookDropped(this ILogger logger, string host, string reason);

    [LoggerMessage(5, LogLevel.Warning, "A webhook to {Host} has failed after {Attempts} attempts: {Reason}")]
    public static partial void WebhookFailed(this ILogger logger, string host, int attempts, string reason);

    [LoggerMessage(6, LogLevel.Error, "The job {JobId} failed by a fault of the server or of an engine")]
    public static partial void JobFailed(this ILogger logger, Exception exception, string jobId);

    [LoggerMessage(7, LogLevel.Error, "The store of jobs failed; the server tries again")]
    public static partial void JobsNotClaimed(this ILogger logger, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The store of keys failed; the server tries again")]
    public static partial void KeysNotRead(this ILogger logger, Exception exception);

    [LoggerMessage(9, LogLevel.Error, "The server is not ready: its store does not answer")]
    public static partial void NotReady(this ILogger logger, Exception exception);
}
