using Microsoft.Extensions.Logging;

namespace HumeGen;

/// <summary>All messages that are logged. Their fields are all that may ever be in a log: no value of a request, response or message is among them.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Method} {PathTemplate} was answered with {StatusCode} at attempt {Attempts} after {Milliseconds} ms")]
    public static partial void Succeeded(ILogger logger, HttpMethod method, string pathTemplate, int statusCode, int attempts, double milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "{Method} {PathTemplate} failed: {ErrorType} {ErrorCode}, request id {RequestId}, at attempt {Attempts} after {Milliseconds} ms")]
    public static partial void Failed(
        ILogger logger, HttpMethod method, string pathTemplate, string errorType, string? errorCode, string? requestId, int attempts, double milliseconds);

    [LoggerMessage(3, LogLevel.Information, "{Method} {PathTemplate} failed in attempt {Attempt}: {ErrorType}. It is tried again in {Seconds} s")]
    public static partial void Retry(ILogger logger, HttpMethod method, string pathTemplate, int attempt, string errorType, double seconds);

    [LoggerMessage(4, LogLevel.Debug, "{Method} {PathTemplate} was cancelled in attempt {Attempt} after {Milliseconds} ms")]
    public static partial void Cancelled(ILogger logger, HttpMethod method, string pathTemplate, int attempt, double milliseconds);

    [LoggerMessage(10, LogLevel.Information, "Connection {ConnectionId} to {PathTemplate} is open")]
    public static partial void Opened(ILogger logger, long connectionId, string pathTemplate);

    [LoggerMessage(
        11,
        LogLevel.Warning,
        "Connection {ConnectionId} to {PathTemplate} is down: {CloseReason}, code {CloseCode}, error {ErrorType}. Attempt {Attempt} to open it follows in {Seconds} s")]
    public static partial void Reconnecting(
        ILogger logger, long connectionId, string pathTemplate, string closeReason, int closeCode, string errorType, int attempt, double seconds);

    [LoggerMessage(12, LogLevel.Information, "Connection {ConnectionId} to {PathTemplate} is open again at attempt {Attempts}; resumed: {Resumed}, lost: {Lost}")]
    public static partial void Reconnected(ILogger logger, long connectionId, string pathTemplate, int attempts, bool resumed, long lost);

    [LoggerMessage(13, LogLevel.Information, "Connection {ConnectionId} to {PathTemplate} has ended: {CloseReason}, code {CloseCode}, after {Seconds} s")]
    public static partial void Closed(ILogger logger, long connectionId, string pathTemplate, string closeReason, int closeCode, double seconds);

    [LoggerMessage(14, LogLevel.Warning, "Connection {ConnectionId} to {PathTemplate} has failed: {CloseReason}, code {CloseCode}, error {ErrorType} {ErrorCode}, after {Seconds} s")]
    public static partial void Broke(
        ILogger logger, long connectionId, string pathTemplate, string closeReason, int closeCode, string errorType, string? errorCode, double seconds);

    [LoggerMessage(15, LogLevel.Warning, "Connection {ConnectionId} to {PathTemplate} got a message that cannot be read: {ErrorType}, {Bytes} bytes")]
    public static partial void Unreadable(ILogger logger, long connectionId, string pathTemplate, string errorType, int bytes);

    [LoggerMessage(16, LogLevel.Warning, "A function that connection {ConnectionId} to {PathTemplate} runs has failed: {ErrorType}")]
    public static partial void HandlerFailed(ILogger logger, long connectionId, string pathTemplate, string errorType);
}
