using System.Net.WebSockets;
using HumeGen.Simulator.Auth;
using HumeGen.Simulator.Hosting;
using HumeGen.Simulator.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HumeGen.Simulator.Sockets;

/// <summary>The WebSockets of all channels: checks a handshake, runs its session and keeps track of what is open.</summary>
internal sealed class SocketHost(SpecLibrary specs, Authenticator authenticator, SimulatorLimits limits, ByteBudget incoming)
{
    private readonly Dictionary<string, SessionFactory> _factories = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly List<SimulatedSocket> _open = [];

    public SocketHost On(string template, SessionFactory factory)
    {
        _factories.Add(template, factory);
        return this;
    }

    public IReadOnlyList<SimulatedSocket> ToList()
    {
        lock (_gate)
            return [.. _open];
    }

    /// <summary>
    /// Answers the request when it is for one of the channels, for as long as the connection lives; false when it is not.
    /// </summary>
    public async Task<bool> TryAnswerAsync(HttpContext http, string requestId, CancellationToken stopping)
    {
        var path = http.Request.Path.Value ?? "/";
        var (channel, values) = specs.Channels
            .Select(channel => (channel, values: channel.Match(path)))
            .FirstOrDefault(match => match.values is not null);
        if (channel is null || !HttpMethods.IsGet(http.Request.Method))
            return false;

        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.Headers.Upgrade = "websocket";
            throw ApiRefusal.Error(426, null, "upgrade_required", $"{channel.Template} is a WebSocket: open it with a WebSocket client.");
        }

        // Measuring takes the key in the header only; the others were made for browsers too, which cannot set one.
        if (channel.Parameter("access_token") is null)
            authenticator.Check(http.Request);
        else
            authenticator.CheckHeadersOrQuery(http.Request);

        var socket = new SimulatedSocket(http, requestId);
        var handshake = new AcceptedHandshake(channel, socket, values!, SocketQuery.Read(channel, http.Request.Query), http.Request.Query, limits);
        await RunAsync(http, socket, _factories[channel.Template](handshake), stopping).ConfigureAwait(false);
        return true;
    }

    private async Task RunAsync(HttpContext http, SimulatedSocket socket, ISocketSession session, CancellationToken stopping)
    {
        // Known before the client learns that it is connected, so that a test finds it at once.
        lock (_gate)
        {
            if (_open.Count >= limits.Sockets)
                throw ApiRefusal.Error(429, null, "too_many_connections", $"{limits.Sockets} WebSockets are open already; close one first.");

            _open.Add(socket);
        }

        try
        {
            var accepted = await http.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            socket.Start(accepted, (http.Features.Get<IHttpUpgradeFeature>() as FreezableStream.Upgrade)?.Stream);
            var sending = socket.SendAllAsync();
            var stop = stopping.Register(() => _ = socket.ShutDownAsync());
            await using var registered = stop.ConfigureAwait(false);
            try
            {
                await session.StartAsync().ConfigureAwait(false);
                await socket.ReceiveAllAsync(session.ReceiveAsync, limits.SocketMessageBytes, incoming).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
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
        finally
        {
            socket.Release();
            lock (_gate)
                _open.Remove(socket);
        }
    }
}
