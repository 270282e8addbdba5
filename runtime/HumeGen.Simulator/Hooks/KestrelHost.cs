using System.Net;
using HumeGen.Server;
using Microsoft.AspNetCore.Builder;
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
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new KestrelHost(app) { Address = new Uri(address) };
    }

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
