using System.Net.WebSockets;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Authentication;

/// <summary>Closes the WebSockets of keys that have been revoked, and tells the store what keys have used, every two seconds.</summary>
internal sealed class KeyWatch(IKeyStore keys, KeyMeters meters, SocketHost sockets, TimeProvider clock, ILogger logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false))
                await TryAsync(CloseRevokedAsync, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is used until the last request has ended is told when the server is disposed of.
        }
    }

    /// <summary>Tells the store what keys have used.</summary>
    public Task TellAsync() => TryAsync(meters.TellAsync, CancellationToken.None);

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            if (!cancellationToken.IsCancellationRequested)
                logger.KeysNotRead(fault);
        }
    }

    private async Task CloseRevokedAsync(CancellationToken cancellationToken)
    {
        await meters.TellAsync(cancellationToken).ConfigureAwait(false);
        var open = sockets.ToList().Where(socket => socket.KeyId != Authenticator.OwnId).GroupBy(socket => socket.KeyId).ToDictionary(group => group.Key);
        if (open.Count == 0)
            return;

        var found = await keys.FindAsync(open.Keys, cancellationToken).ConfigureAwait(false);
        foreach (var keyId in open.Keys.Except(found.Where(key => key.Revoked is null).Select(key => key.Id)))
        {
            foreach (var socket in open[keyId])
                _ = socket.CloseOnceAsync(WebSocketCloseStatus.PolicyViolation, "The API key has been revoked.");
        }
    }
}
