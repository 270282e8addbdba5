namespace HumeGen;

/// <summary>Names of tags and events in traces and metrics: OpenTelemetry's where it has one, else <c>humegen.</c> and ours.</summary>
internal static class TelemetryTags
{
    public const string Method = "http.request.method";
    public const string Template = "url.template";
    public const string Server = "server.address";
    public const string Port = "server.port";
    public const string Status = "http.response.status_code";
    public const string Resends = "http.request.resend_count";
    public const string ErrorType = "error.type";
    public const string Protocol = "network.protocol.name";
    public const string Direction = "network.io.direction";
    public const string Sent = "transmit";
    public const string Received = "receive";

    public const string ErrorCode = "humegen.error.code";
    public const string RequestId = "humegen.request.id";
    public const string CloseCode = "humegen.close.code";
    public const string CloseReason = "humegen.close.reason";
    public const string Outcome = "humegen.outcome";
    public const string Attempt = "humegen.attempt";
    public const string Delay = "humegen.delay";
    public const string Resumed = "humegen.resumed";
    public const string Lost = "humegen.messages.lost";
    public const string Uncertain = "humegen.messages.uncertain";

    public const string RetryEvent = "retry";
    public const string ReconnectingEvent = "reconnecting";
    public const string ReconnectedEvent = "reconnected";
}
