using System.Net;
using System.Net.Sockets;
using HumeGen.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HumeGen.Simulator.Hooks;

/// <summary>Kestrel on one address, and nothing else: no configuration, no logging, no hold on Ctrl+C.</summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;

    private KestrelHost(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public static async Task<KestrelHost> StartAsync(HumeServer server, HumeSimulatorOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.AddServerHeader = false;
            // A test may stand at a breakpoint before it reads on, for as long as it likes.
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();

        var app = builder.Build();
        try
        {
            app.Use((http, next) =>
            {
                if (http.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
                    http.Features.Set<IHttpUpgradeFeature>(new FreezableStream.Upgrade(upgrade));

                return next(http);
            });
            app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
            app.Run(server.InvokeAsync);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            if (e is IOException or SocketException)
                throw new IOException(Explain(options, e), e);

            throw;
        }

        var address = new UriBuilder(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        // All addresses are none that a client can connect to.
        if (options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any))
            address.Host = "localhost";

        return new KestrelHost(app) { Address = address.Uri };
    }

    private static string Explain(HumeSimulatorOptions options, Exception e) => e.InnerException is AddressInUseException
        ? $"{new IPEndPoint(options.Address, options.Port)} is in use by another program. Set Port to another one, or to 0 for a free one."
        : $"The simulator cannot listen on {new IPEndPoint(options.Address, options.Port)}: {e.Message}";

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopTimeout);
        try
        {
            await _app.StopAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Connections that did not end in time are cut below.
        }

        await _app.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Stands in for the console lifetime, which would take Ctrl+C away from the program that hosts the simulator.</summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
