using System.Net.WebSockets;
using System.Text.Json.Nodes;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.ExpressionMeasurement.Streaming;

/// <summary>Streaming expression measurement: one answer to every payload, in the order of the payloads.</summary>
internal sealed class StreamSession : ISocketSession
{
    // Hume's documentation says about a minute.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly AcceptedHandshake _handshake;
    private readonly string _jobId;
    private readonly StreamMeasurement _measurement;
    private readonly CancellationToken _stopping;
    private readonly RepeatedFaults _faults = new();
    private readonly IdleTimer _inactivity;

    private StreamSession(AcceptedHandshake handshake, ExpressionMeasurer measurer, IdSource ids, TimeProvider clock, CancellationToken stopping)
    {
        _handshake = handshake;
        _measurement = new StreamMeasurement(measurer, handshake.Key, handshake.Trace);
        _stopping = stopping;

        // Unlike the ids of batch jobs it has no dashes.
        _jobId = ids.Next().Replace("-", "", StringComparison.Ordinal);
        _inactivity = new IdleTimer(
            clock, LongestSilence, () => _ = Socket.CloseOnceAsync(WebSocketCloseStatus.NormalClosure, "inactivity_timeout"));
    }

    private ServerSocket Socket => _handshake.Socket;

    public static void Register(SocketHost host, ExpressionMeasurer measurer, IdSource ids, TimeProvider clock, CancellationToken stopping) =>
        host.On("/v0/stream/models", handshake => new(new StreamSession(handshake, measurer, ids, clock, stopping)));

    public ValueTask StartAsync()
    {
        _inactivity.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        _inactivity.Touch();
        var payload = SocketJson.Parse(type, message.Span, _handshake.Limits, out var fault);
        StreamAnswer? answer = null;
        if (payload is not null)
            (answer, fault) = await AnswerAsync(payload).ConfigureAwait(false);

        using var sent = answer ?? StreamAnswer.OfFault(fault!);
        await Socket.SendAsync(sent.Finish(PayloadId(payload), WantsJob(payload) ? _jobId : null)).ConfigureAwait(false);

        // The silence is that of the client, not the time that the engines take.
        _inactivity.Touch();
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

    private async Task<(StreamAnswer? Answer, SocketFault? Fault)> AnswerAsync(JsonObject message)
    {
        if (SocketJson.Check(message, _handshake.Channel.Messages[""]) is { } problem)
            return (null, problem);

        if (StreamPayload.Read(message, out var fault) is not { } payload)
            return (null, fault);

        if (message.Flag("reset_stream") == true)
            _measurement.Reset();

        return await _measurement.MeasureAsync(payload, _stopping).ConfigureAwait(false);
    }

    private static string? PayloadId(JsonObject? message) => message?["payload_id"] is JsonValue value && value.TryGetValue(out string? id) ? id : null;

    private static bool WantsJob(JsonObject? message) => message?["job_details"] is JsonValue flag && flag.TryGetValue(out bool wanted) && wanted;
}
