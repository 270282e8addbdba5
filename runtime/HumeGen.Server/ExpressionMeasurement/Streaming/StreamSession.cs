using System.Net.WebSockets;
using System.Text.Json.Nodes;
using HumeGen.Server.ExpressionMeasurement.Batch;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.ExpressionMeasurement.Streaming;

/// <summary>Streaming expression measurement: one answer to every payload, in the order of the payloads.</summary>
internal sealed class StreamSession : ISocketSession
{
    private const double DefaultWindow = 5000;

    // Hume's documentation says about a minute.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly AcceptedHandshake _handshake;
    private readonly string _jobId;
    private readonly RepeatedFaults _faults = new();
    private readonly IdleTimer _inactivity;
    private double _earlierSeconds;
    private string _earlierDigest = "";

    private StreamSession(AcceptedHandshake handshake, IdSource ids, TimeProvider clock)
    {
        _handshake = handshake;
        _jobId = ids.Next();
        _inactivity = new IdleTimer(
            clock, LongestSilence, () => _ = Socket.CloseOnceAsync(WebSocketCloseStatus.NormalClosure, "inactivity_timeout"));
    }

    private ServerSocket Socket => _handshake.Socket;

    public static void Register(SocketHost host, IdSource ids, TimeProvider clock) =>
        host.On("/v0/stream/models", handshake => new(new StreamSession(handshake, ids, clock)));

    public ValueTask StartAsync()
    {
        _inactivity.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        _inactivity.Touch();
        var payload = SocketJson.Parse(type, message.Span, _handshake.Limits, out var fault);
        JsonObject? answer = null;
        if (payload is not null)
            (answer, fault) = Answer(payload);

        answer ??= new JsonObject { ["error"] = fault!.Message, ["code"] = fault.Code };
        AddIds(answer, payload);
        await Socket.SendAsync(ApiCall.ToUtf8(answer)).ConfigureAwait(false);
        if (fault is null)
            _faults.Reset();
        else if (_faults.Add(fault) is { } reason)
            await Socket.CloseOnceAsync(WebSocketCloseStatus.PolicyViolation, reason).ConfigureAwait(false);
    }

    public ValueTask FailAsync(Exception fault) =>
        Socket.SendAsync(ApiCall.ToUtf8(new JsonObject { ["error"] = fault.Message, ["code"] = "I0100" }));

    public ValueTask DisposeAsync()
    {
        _inactivity.Dispose();
        return ValueTask.CompletedTask;
    }

    private (JsonObject? Answer, SocketFault? Fault) Answer(JsonObject payload)
    {
        if (SocketJson.Check(payload, _handshake.Channel.Messages[""]) is { } problem)
            return (null, problem);

        var window = payload.Number("stream_window_ms") ?? DefaultWindow;
        if (window is < 500 or > 10_000)
            return (null, new SocketFault("E0101", "stream_window_ms: The window is 500 to 10000 ms."));

        if (payload.Flag("reset_stream") == true)
            (_earlierSeconds, _earlierDigest) = (0, "");

        var models = payload.Object("models") ?? [];
        var hasModels = models.Any(model => model.Value is not null);
        if (payload.Text("data") is not { } data)
        {
            return hasModels && payload.Flag("job_details") != true && payload.Flag("reset_stream") != true
                ? (null, new SocketFault("E0101", "data: Field required: there is nothing to measure."))
                : ([], null);
        }

        if (!hasModels)
            return (null, new SocketFault("E0101", "models: Name at least one model, such as {\"language\": {}}."));

        var media = payload.Flag("raw_text") == true ? StreamMedia.OfText(data, out var fault) : StreamMedia.OfFile(data, out fault);
        return media is null ? (null, fault) : Measure(media, models, window / 1000);
    }

    /// <summary>Sound is measured together with what came before it, as far as the window reaches back.</summary>
    private (JsonObject? Answer, SocketFault? Fault) Measure(StreamMedia media, JsonObject models, double window)
    {
        if (media.Kind != MediaKind.Audio)
            return StreamPredictor.Measure(media, models, media.Seconds);

        var seconds = Math.Max(media.Seconds, Math.Min(window, _earlierSeconds + media.Seconds));
        var digest = seconds > media.Seconds
            ? StreamMedia.DigestOf(System.Text.Encoding.UTF8.GetBytes($"{_earlierDigest} {media.Digest}"))
            : media.Digest;
        var result = StreamPredictor.Measure(media with { Digest = digest }, models, seconds);
        if (result.Fault is null)
        {
            _earlierSeconds = Math.Min(_earlierSeconds + media.Seconds, 10);
            _earlierDigest = digest;
        }

        return result;
    }

    private void AddIds(JsonObject answer, JsonObject? payload)
    {
        if (payload?["payload_id"] is JsonValue value && value.TryGetValue(out string? id))
            answer["payload_id"] = id;

        if (payload?["job_details"] is JsonValue flag && flag.TryGetValue(out bool wanted) && wanted)
            answer["job_details"] = new JsonObject { ["job_id"] = _jobId };
    }
}
