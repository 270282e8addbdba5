using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;

namespace HumeGen;

/// <summary>The trace, metrics and log of one call: one span, with an event for each attempt that another one follows.</summary>
internal sealed class CallTelemetry
{
    private readonly ApiTelemetry _api;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly RequestBase _request;
    private readonly Uri _address;
    private readonly Activity? _span;
    private readonly long _start;
    private HttpStatusCode? _status;
    private Exception? _error;
    private int _attempts;
    private bool _isMeasured;
    private bool _ended;

    private CallTelemetry(PipelineSettings settings, RequestBase request, Uri address, ActivityContext parent)
    {
        (_api, _logger, _time) = (settings.Telemetry, settings.Logger, settings.Time);
        (_request, _address) = (request, address);
        _start = _time.GetTimestamp();
        _span = _api.Source.Begin($"{request.Method} {request.PathTemplate}", ActivityKind.Client, parent);
        if (_span is not { IsAllDataRequested: true } span)
            return;
        span.SetTag(TelemetryTags.Method, request.Method.Method);
        span.SetTag(TelemetryTags.Template, request.PathTemplate);
        span.SetTag(TelemetryTags.Server, address.Host);
        span.SetTag(TelemetryTags.Port, address.Port);
    }

    /// <summary>Begins a call.</summary>
    /// <param name="settings">The settings of the client.</param>
    /// <param name="request">The request.</param>
    /// <param name="address">Its address, of which only host and port are told.</param>
    /// <param name="parent">The span around it; default is the present one.</param>
    /// <returns>The call; null when nobody listens.</returns>
    public static CallTelemetry? Start(PipelineSettings settings, RequestBase request, Uri address, ActivityContext parent = default) =>
        settings.Telemetry.IsListened || settings.Logger.IsEnabled(LogLevel.Warning) ? new CallTelemetry(settings, request, address, parent) : null;

    /// <summary>An attempt has ended.</summary>
    public void OnAttempt(AttemptResult attempt)
    {
        _attempts++;
        if (attempt.Response is { } response)
            _status = response.StatusCode;
        if (!_api.Attempts.Enabled)
            return;
        var tags = Tags();
        if (attempt.Response is { } answer)
            AddStatus(ref tags, answer.StatusCode);
        else if (attempt.Failure?.Invoke(_attempts) is { } error)
            tags.Add(TelemetryTags.ErrorType, ErrorNames.TypeOf(error));
        _api.Attempts.Count(1, tags);
    }

    /// <summary>Another attempt follows.</summary>
    public void OnRetry(AttemptResult attempt, TimeSpan wait)
    {
        var type = attempt.Response is { } response ? ErrorNames.OfStatus(response.StatusCode)
            : attempt.Failure?.Invoke(_attempts) is { } error ? ErrorNames.TypeOf(error) : "";
        if (_span is { IsAllDataRequested: true } span)
        {
            span.AddEvent(new ActivityEvent(TelemetryTags.RetryEvent, tags: new ActivityTagsCollection
            {
                [TelemetryTags.Attempt] = _attempts,
                [TelemetryTags.ErrorType] = type,
                [TelemetryTags.Delay] = wait.TotalSeconds,
            }));
        }

        ApiLog.Retry(_logger, _request.Method, _request.PathTemplate, _attempts, type, wait.TotalSeconds);
    }

    /// <summary>The call ends with an error. The first one counts.</summary>
    public void Fail(Exception error) => _error ??= error;

    /// <summary>Counts the time of the call up to now.</summary>
    public void Measure()
    {
        if (_isMeasured)
            return;
        _isMeasured = true;
        if (!_api.CallDuration.Enabled)
            return;
        var tags = Tags();
        if (_status is { } status)
            AddStatus(ref tags, status);
        if (_error is not null && (_status is null || (int)_status < 400))
            tags.Add(TelemetryTags.ErrorType, ErrorNames.TypeOf(_error));
        _api.CallDuration.Measure(_time.GetElapsedTime(_start), tags);
    }

    /// <summary>The call is over.</summary>
    public void End()
    {
        if (_ended)
            return;
        _ended = true;
        Measure();
        Log();
        if (_span is null)
            return;

        if (_span.IsAllDataRequested)
            Describe(_span);

        // What ends a stream may be in a span of its own, which stays the present one.
        _span.Finish();
    }

    private void Describe(Activity span)
    {
        if (_status is { } status)
            span.SetTag(TelemetryTags.Status, (int)status);
        if (_attempts > 1)
            span.SetTag(TelemetryTags.Resends, _attempts - 1);
        if (_error is null)
            return;

        span.SetStatus(ActivityStatusCode.Error);
        span.SetTag(TelemetryTags.ErrorType, ErrorNames.TypeOf(_error));
        if (_error is not ApiErrorException answered)
            return;
        if (ErrorNames.CodeOf(answered.ErrorCode) is { } code)
            span.SetTag(TelemetryTags.ErrorCode, code);
        if (ErrorNames.IdOf(answered) is { } id)
            span.SetTag(TelemetryTags.RequestId, id);
    }

    private void Log()
    {
        var time = _time.GetElapsedTime(_start).TotalMilliseconds;
        if (_error is null)
        {
            ApiLog.Succeeded(_logger, _request.Method, _request.PathTemplate, (int)(_status ?? 0), _attempts, time);
            return;
        }

        if (_error is OperationCanceledException)
        {
            ApiLog.Cancelled(_logger, _request.Method, _request.PathTemplate, Math.Max(_attempts, 1), time);
            return;
        }

        var (code, id) = _error is ApiErrorException answered ? (ErrorNames.CodeOf(answered.ErrorCode), ErrorNames.IdOf(answered)) : (null, null);
        ApiLog.Failed(_logger, _request.Method, _request.PathTemplate, ErrorNames.TypeOf(_error), code, id, _attempts, time);
    }

    private TagList Tags() => new()
    {
        { TelemetryTags.Method, _request.Method.Method },
        { TelemetryTags.Template, _request.PathTemplate },
        { TelemetryTags.Server, _address.Host },
        { TelemetryTags.Port, _address.Port },
    };

    private static void AddStatus(ref TagList tags, HttpStatusCode status)
    {
        tags.Add(TelemetryTags.Status, (int)status);
        if ((int)status >= 400)
            tags.Add(TelemetryTags.ErrorType, ErrorNames.OfStatus(status));
    }
}
