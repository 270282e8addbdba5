using System.Net.WebSockets;
using System.Text.Json.Nodes;
using HumeGen.Server.Authentication;
using HumeGen.Server.Validation;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Transport.Sockets;

/// <summary>The WebSockets of all channels: checks a handshake, runs its session and keeps track of what is open.</summary>
internal sealed class SocketHost(
    SpecLibrary specs, CrossOrigin origins, ServerLimits limits, ByteBudget incoming, TimeProvider clock)
{
    // An engine or a store that hangs must not keep a connection open.
    private static readonly TimeSpan UntilShutDown = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<string, (SessionFactory Factory, Func<KeyMeter, ValueTask<IAsyncDisposable?>>? Enter)> _factories = new(StringComparer.Ordinal);
    private readonly object _gate = new();
    private readonly List<ServerSocket> _open = [];

    /// <summary>Adds a channel.</summary>
    /// <param name="template">The template of its path.</param>
    /// <param name="factory">Opens a session.</param>
    /// <param name="enter">Counts a connection for its key until the result is disposed, or refuses it; null when connections do not count.</param>
    public SocketHost On(string template, SessionFactory factory, Func<KeyMeter, ValueTask<IAsyncDisposable?>>? enter = null)
    {
        _factories.Add(template, (factory, enter));
        return this;
    }

    public IReadOnlyList<ServerSocket> ToList()
    {
        lock (_gate)
            return [.. _open];
    }

    /// <summary>
    /// Answers the request when it is for one of the channels, for as long as the connection lives; false when it is not.
    /// </summary>
    public async Task<bool> TryAnswerAsync(HttpContext http, Identity identity, RequestTrace trace, CancellationToken stopping)
    {
        var path = http.Request.Path.Value ?? "/";
        var (channel, values) = specs.Channels
            .Select(channel => (channel, values: channel.Match(path)))
            .FirstOrDefault(match => match.values is not null);

        // Over HTTP/2 a WebSocket begins with CONNECT.
        if (channel is null || !(http.WebSockets.IsWebSocketRequest || HttpMethods.IsGet(http.Request.Method)))
            return false;

        trace.Route = channel.Template;
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.Headers.Upgrade = "websocket";
            throw ApiRefusal.Error(426, null, "upgrade_required", $"{channel.Template} is a WebSocket: open it with a WebSocket client.");
        }

        origins.CheckHandshake(http.Request);
        var key = identity.Count();
        var query = SocketQuery.Read(channel, http.Request.Query);
        var place = _factories[channel.Template].Enter is { } enter ? await enter(key).ConfigureAwait(false) : null;
        var socket = new ServerSocket(http, trace.Id, key.KeyId);
        var handshake = new AcceptedHandshake(channel, socket, key, place, identity.IsForwarded, values!, query, http.Request.Query, limits, trace);
        try
        {
            Add(socket);
            await RunAsync(http, handshake, await OpenAsync(handshake).ConfigureAwait(false), trace, stopping).ConfigureAwait(false);
            return true;
        }
        finally
        {
            socket.Release();
            lock (_gate)
                _open.Remove(socket);

            if (place is not null)
                await place.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Adds a connection before the client learns that it is connected, so that a test finds it at once.</summary>
    private void Add(ServerSocket socket)
    {
        lock (_gate)
        {
            if (_open.Count >= limits.Sockets)
                throw ApiRefusal.Quota($"{limits.Sockets} WebSockets are open already; close one first.");

            _open.Add(socket);
        }
    }

    private async ValueTask<ISocketSession> OpenAsync(AcceptedHandshake handshake)
    {
        try
        {
            return await _factories[handshake.Channel.Template].Factory(handshake).ConfigureAwait(false);
        }
        catch (ApiRefusal refusal) when (refusal.Missing is not null)
        {
            return new MissingSession(refusal);
        }
    }

    private async Task RunAsync(HttpContext http, AcceptedHandshake handshake, ISocketSession session, RequestTrace trace, CancellationToken stopping)
    {
        var socket = handshake.Socket;
        try
        {
            socket.Start(await http.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false));
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var sending = socket.SendAllAsync();
        var stop = stopping.Register(() => _ = StopAsync(socket, session));
        await using var registered = stop.ConfigureAwait(false);
        try
        {
            await TalkAsync(socket, session).ConfigureAwait(false);
        }
        catch (ApiRefusal refusal) when (refusal.Missing is { } missing)
        {
            await RefuseAsync(handshake, missing).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var fault = new InvalidOperationException(trace.Failed(exception));
            await session.FailAsync(fault).ConfigureAwait(false);
            await socket.CloseOnceAsync(WebSocketCloseStatus.InternalServerError, fault.Message).ConfigureAwait(false);
        }
        finally
        {
            // Before the client hears that the connection is closed, so that whatever it does next finds the session ended.
            await session.DisposeAsync().ConfigureAwait(false);
            await socket.FinishAsync(sending).ConfigureAwait(false);
        }
    }

    private static async Task StopAsync(ServerSocket socket, ISocketSession session)
    {
        await session.StopAsync().AsTask().WaitAsync(UntilShutDown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await socket.ShutDownAsync().ConfigureAwait(false);
    }

    private async Task TalkAsync(ServerSocket socket, ISocketSession session)
    {
        var silence = TimeSpan.FromSeconds(limits.SocketSilenceSeconds);
        using var idle = new IdleTimer(clock, silence, () => _ = socket.CloseOnceAsync(
            WebSocketCloseStatus.NormalClosure, FormattableString.Invariant($"No message came for {silence.TotalSeconds} seconds.")));
        idle.Start();
        await session.StartAsync().ConfigureAwait(false);
        await socket.ReceiveAllAsync(
            (type, message) =>
            {
                idle.Touch();
                return session.ReceiveAsync(type, message);
            },
            limits.SocketMessageBytes,
            incoming).ConfigureAwait(false);
    }

    /// <summary>Tells the error where the channel has errors, closes, and reads on until the client has closed too.</summary>
    private async Task RefuseAsync(AcceptedHandshake handshake, SocketFault missing)
    {
        var socket = handshake.Socket;
        if (handshake.Channel.HasErrors)
        {
            await socket.SendAsync(ApiCall.ToUtf8(new JsonObject
            {
                ["type"] = "error",
                ["code"] = missing.Code,
                ["slug"] = missing.Slug,
                ["message"] = missing.Message,
                ["request_id"] = socket.RequestId,
            })).ConfigureAwait(false);
        }

        await socket.CloseOnceAsync(WebSocketCloseStatus.PolicyViolation, $"{missing.Code}: {missing.Message}").ConfigureAwait(false);
        await socket.ReceiveAllAsync((_, _) => ValueTask.CompletedTask, limits.SocketMessageBytes, incoming).ConfigureAwait(false);
    }
}
