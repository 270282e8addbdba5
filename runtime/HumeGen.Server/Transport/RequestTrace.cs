using HumeGen.Server.Engines;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Transport;

/// <summary>The part of a request that the log may know.</summary>
internal sealed class RequestTrace(ILogger logger, string id, string method)
{
    private static readonly string[] Methods = ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS", "CONNECT"];

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly string _method = Methods.FirstOrDefault(known => known == method) ?? "other";

    public string Id => id;

    /// <summary>The template of the route; unknown until it is found.</summary>
    public string Route { get; set; } = "(unknown)";

    public void Answered(int statusCode) =>
        logger.Answered(_method, Route, statusCode, (long)TimeProvider.System.GetElapsedTime(_start).TotalMilliseconds, id);

    public void CutOff() => logger.CutOff(Route, id);

    /// <summary>Logs a fault that is not the client's, and gives the words for the client, which say nothing of the inside.</summary>
    public string Failed(Exception exception)
    {
        logger.Failed(exception, _method, Route, id);
        return exception is EngineException
            ? $"{exception.Message} The server's log has the details under the request id {id}."
            : $"The server has a fault of its own; its log has the details under the request id {id}.";
    }
}
