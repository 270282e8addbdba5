using System.Diagnostics;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace HumeGen;

/// <summary>
/// The trace, metrics and log of one connection over all its sockets: one span from its opening to its end, with events for each attempt to open it again. A
/// message costs two counters, and no memory.
/// </summary>
internal sealed class ConnectionTelemetry
{
    private readonly ApiTelemetry _api;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Activity? _span;
    private readonly long _start;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly KeyValuePair<string, object?>[] _sent;
    private readonly KeyValuePair<string, object?>[] _received;
    private Func<int>? _countReceived;
    private Func<int>? _countToSend;
    private long _id;
    private long _opened;

    // No lock: the read loop of the present socket writes them.
    private bool _hadMessage;
    private bool _hadMedia;

    // No lock: set once, atomically.
    private int _ended;

    /// <summary>Begins to open a connection.</summary>
    public ConnectionTelemetry(ApiTelemetry api, ILogger logger, TimeProvider time, RealtimeRequest request, Uri address)
    {
        (_api, _logger, _time) = (api, logger, time);
        Template = request.PathTemplate;
        _start = _opened = _time.GetTimestamp();
        _tags = [new(TelemetryTags.Template, Template), new(TelemetryTags.Server, address.Host), new(TelemetryTags.Port, address.Port)];
        _sent = [.. _tags, new(TelemetryTags.Direction, TelemetryTags.Sent)];
        _received = [.. _tags, new(TelemetryTags.Direction, TelemetryTags.Received)];
        _span = _api.Source.Begin($"connection {Template}", ActivityKind.Client, default(ActivityContext), [.. _tags, new(TelemetryTags.Protocol, "websocket")]);
    }

    public string Template { get; }

    /// <summary>The span, for others to be below it; default without one.</summary>
    public ActivityContext Context => _span?.Context ?? default;

    /// <summary>Begins a span below that of the connection.</summary>
    public Activity? StartBelow(string name, ActivityKind kind) => _api.Source.Begin(name, kind, Context);

    /// <summary>The first socket is open.</summary>
    public void OnOpened(long id)
    {
        (_id, _opened) = (id, _time.GetTimestamp());
        ApiLog.Opened(_logger, id, Template);
    }

    /// <summary>Tells the number of messages that wait from now on.</summary>
    public void Watch(Func<int> countReceived, Func<int> countToSend)
    {
        (_countReceived, _countToSend) = (countReceived, countToSend);
        _api.Add(this);
    }

    public long CountReceived() => _countReceived!();

    public long CountToSend() => _countToSend!();

    public void OnSocketOpened() => _api.OpenSockets.Count(1, _tags);

    public void OnSocketClosed() => _api.OpenSockets.Count(-1, _tags);

    public void OnSent(int bytes)
    {
        _api.Messages.Count(1, _sent);
        _api.Bytes.Count(bytes, _sent);
    }

    public void OnReceived(WebSocketMessageType type, int bytes)
    {
        _api.Messages.Count(1, _received);
        _api.Bytes.Count(bytes, _received);
        if (!_hadMessage)
        {
            _hadMessage = true;
            _api.FirstMessage.Measure(_time.GetElapsedTime(_opened), _tags);
        }

        if (type == WebSocketMessageType.Binary)
            OnMedia();
    }

    /// <summary>A message with bytes in it, such as audio, has come.</summary>
    public void OnMedia()
    {
        if (_hadMedia)
            return;
        _hadMedia = true;
        _api.FirstMedia.Measure(_time.GetElapsedTime(_opened), _tags);
    }

    public void OnUnreadable(Exception error, int bytes) => ApiLog.Unreadable(_logger, _id, Template, ErrorNames.TypeOf(error), bytes);

    public void OnHandlerFailed(Exception error) => ApiLog.HandlerFailed(_logger, _id, Template, ErrorNames.TypeOf(error));

    /// <summary>An attempt to open the connection again follows.</summary>
    public void OnReconnecting(RealtimeClose close, Exception? error, int attempt, TimeSpan wait, long uncertain, long lost)
    {
        var (reason, type) = (ErrorNames.Of(close.End), error is null ? null : ErrorNames.TypeOf(error));
        if (_span is { IsAllDataRequested: true } span)
        {
            span.AddEvent(new ActivityEvent(TelemetryTags.ReconnectingEvent, tags: new ActivityTagsCollection
            {
                [TelemetryTags.Attempt] = attempt,
                [TelemetryTags.Delay] = wait.TotalSeconds,
                [TelemetryTags.CloseReason] = reason,
                [TelemetryTags.CloseCode] = close.Code,
                [TelemetryTags.ErrorType] = type,
                [TelemetryTags.Uncertain] = uncertain,
                [TelemetryTags.Lost] = lost,
            }));
        }

        ApiLog.Reconnecting(_logger, _id, Template, reason, close.Code, type ?? "none", attempt, wait.TotalSeconds);
    }

    /// <summary>An attempt to open the connection again has failed.</summary>
    public void OnAttemptFailed() => CountReconnect("failed");

    /// <summary>The connection is open again.</summary>
    public void OnReconnected(RealtimeReconnected news)
    {
        CountReconnect(news.Resumed ? "resumed" : "fresh");
        if (_span is { IsAllDataRequested: true } span)
        {
            span.AddEvent(new ActivityEvent(TelemetryTags.ReconnectedEvent, tags: new ActivityTagsCollection
            {
                [TelemetryTags.Attempt] = news.Attempts,
                [TelemetryTags.Resumed] = news.Resumed,
                [TelemetryTags.Lost] = news.Lost,
            }));
        }

        ApiLog.Reconnected(_logger, _id, Template, news.Attempts, news.Resumed, news.Lost);
    }

    /// <summary>The connection could not be opened.</summary>
    public void Fail(Exception error)
    {
        _span?.SetStatus(ActivityStatusCode.Error);
        _span?.SetTag(TelemetryTags.ErrorType, ErrorNames.TypeOf(error));
        Stop();
    }

    /// <summary>The connection is over.</summary>
    public void End(RealtimeClose close)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        _api.Remove(this);
        var (reason, time) = (ErrorNames.Of(close.End), _time.GetElapsedTime(_start));
        var (type, code) = (close.IsNormal ? null : close.Exception is { } error ? ErrorNames.TypeOf(error) : reason, ErrorNames.CodeOf(close.LastError?.ErrorCode));
        if (_api.ConnectionDuration.Enabled)
            _api.ConnectionDuration.Measure(time, [.. _tags, new(TelemetryTags.CloseReason, reason), new(TelemetryTags.CloseCode, close.Code)]);
        if (close.IsNormal)
            ApiLog.Closed(_logger, _id, Template, reason, close.Code, time.TotalSeconds);
        else
            ApiLog.Broke(_logger, _id, Template, reason, close.Code, type ?? "none", code, time.TotalSeconds);

        if (_span is { IsAllDataRequested: true } span)
        {
            span.SetTag(TelemetryTags.CloseReason, reason);
            span.SetTag(TelemetryTags.CloseCode, close.Code);
            if (type is not null)
            {
                span.SetStatus(ActivityStatusCode.Error);
                span.SetTag(TelemetryTags.ErrorType, type);
                span.SetTag(TelemetryTags.ErrorCode, code);
            }
        }

        Stop();
    }

    public void Stop() => _span?.Finish();

    private void CountReconnect(string outcome)
    {
        if (_api.Reconnects.Enabled)
            _api.Reconnects.Count(1, [.. _tags, new(TelemetryTags.Outcome, outcome)]);
    }
}
