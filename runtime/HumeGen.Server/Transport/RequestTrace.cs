using System.Diagnostics;
using System.Globalization;
using HumeGen.Server.Engines;
using HumeGen.Server.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Transport;

/// <summary>The part of a request that logs, traces and metrics may know.</summary>
internal sealed class RequestTrace
{
    private static readonly string[] Methods = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "CONNECT"];

    private readonly ILogger _logger;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly string _method;
    private readonly bool _isSocket;
    private readonly Activity? _span;

    /// <summary>Begins the span of a request, which lasts as long as a WebSocket does.</summary>
    public RequestTrace(ILogger logger, string id, HttpContext http)
    {
        (_logger, Id) = (logger, id);
        _method = Methods.FirstOrDefault(known => known == http.Request.Method) ?? "other";
        _isSocket = http.WebSockets.IsWebSocketRequest;
        // The span of ASP.NET Core is not recorded unless somebody listens to it, and this one would be left out with it.
        Activity.Current = null;
        ActivityContext.TryParse(http.Request.Headers.TraceParent, http.Request.Headers.TraceState, isRemote: true, out var caller);
        _span = ServerTelemetry.Source.StartActivity(_method, ActivityKind.Server, caller);
    }

    public string Id { get; }

    /// <summary>The template of the route; unknown until it is found.</summary>
    public string Route { get; set; } = "(unknown)";

    public void Answered(int statusCode)
    {
        var time = Stopwatch.GetElapsedTime(_start);
        _logger.Answered(_method, Route, statusCode, (long)time.TotalMilliseconds, Id);
        if (!_isSocket)
            ServerTelemetry.RequestDuration.Record(time.TotalSeconds, [.. Tags(statusCode)]);

        if (_span is null)
            return;

        _span.DisplayName = $"{_method} {Route}";
        foreach (var (name, value) in Tags(statusCode))
            _span.SetTag(name, value);

        _span.SetTag("humegen.request.id", Id);
        if (statusCode >= StatusCodes.Status500InternalServerError)
            _span.SetStatus(ActivityStatusCode.Error);

        _span.Dispose();
    }

    public void CutOff() => _logger.CutOff(Route, Id);

    /// <summary>Logs a fault that is not the client's, and gives the words for the client, which say nothing of the inside.</summary>
    public string Failed(Exception exception)
    {
        _logger.Failed(exception, _method, Route, Id);
        return exception is EngineException
            ? $"{exception.Message} The server's log has the details under the request id {Id}."
            : $"The server has a fault of its own; its log has the details under the request id {Id}.";
    }

    private IEnumerable<KeyValuePair<string, object?>> Tags(int statusCode)
    {
        yield return new("http.request.method", _method);
        yield return new("http.route", Route);
        yield return new("http.response.status_code", statusCode);
        if (statusCode >= StatusCodes.Status500InternalServerError)
            yield return new("error.type", statusCode.ToString(CultureInfo.InvariantCulture));
    }
}
