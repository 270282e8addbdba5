using System.Net;
using System.Net.Sockets;
using HumeGen.Server.Codecs;
using HumeGen.Simulator.Engines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tool;

/// <summary>The server in a web host that reads no configuration: what it does stands on the command line.</summary>
internal static class ServerProgram
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Runs the server until it is told to stop.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="terminal">Console.</param>
    /// <param name="stop">Stops the server.</param>
    /// <exception cref="ToolException">The server cannot start.</exception>
    public static async Task<int> RunAsync(ServerSettings settings, Terminal terminal, CancellationToken stop)
    {
        var app = Build(settings);
        await using var disposing = app.ConfigureAwait(false);
        var server = app.Services.GetRequiredService<HumeServer>();
        try
        {
            await app.StartAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new ToolException(Explain(settings, e));
        }
        catch (InvalidOperationException e) when (settings.Certificates.Count > 0)
        {
            throw new ToolException($"TLS cannot be served with the certificate {settings.Certificates[0].Subject}: {e.Message}");
        }

        Announce(settings, server, app, terminal);
        if (settings.StopsWithInput)
            _ = StopWithInputAsync(terminal.In, app.Lifetime);

        await app.WaitForShutdownAsync(stop).ConfigureAwait(false);
        return 0;
    }

    private static WebApplication Build(ServerSettings settings)
    {
        var limits = new ServerLimits();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(settings.Address, settings.Port, listen => Listen(listen, settings));
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.RequestBodyBytes;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.RequestBodyBytesPerSecond, TimeSpan.FromSeconds(5));
        });
        // The standard output has the settings and nothing else.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // ASP.NET Core logs each request several times at Information, with its query, in which browsers send keys; and what keeps the host
        // from starting is told without it.
        builder.Logging.SetMinimumLevel(settings.LogLevel)
            .AddFilter("Microsoft", settings.LogLevel < LogLevel.Warning ? LogLevel.Warning : settings.LogLevel)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Services.AddHumeServer((_, options) =>
        {
            options.ApiKey = settings.Key;
            options.SecretKey = settings.Secret;
            options.Limits = limits;
            options.Engines = DeterministicEngines.Create().AddBrowserCodecs();
            foreach (var origin in settings.CorsOrigins)
                options.AllowedOrigins.Add(origin);
        });

        var app = builder.Build();
        if (settings.Proxies is { } proxies)
            app.UseForwardedHeaders(Forwarded(proxies));

        app.UseRouting();
        app.MapHumeServer(settings.PathBase);
        return app;
    }

    private static void Listen(ListenOptions listen, ServerSettings settings)
    {
        // WebSockets over HTTP/2 are another protocol, which few clients speak.
        listen.Protocols = HttpProtocols.Http1;
        if (settings.Certificates.Count > 0)
        {
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = settings.Certificates[0],
                ServerCertificateChain = [.. settings.Certificates.Skip(1)],
            });
        }
    }

    private static ForwardedHeadersOptions Forwarded(IReadOnlyList<string> proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedPrefix,
        };
        if (proxies.Count > 0)
        {
            // One on this machine is known unless others are named.
            options.KnownProxies.Clear();
            options.KnownNetworks.Clear();
        }

        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownNetworks.Add(Microsoft.AspNetCore.HttpOverrides.IPNetwork.Parse(proxy));
        }

        return options;
    }

    private static void Announce(ServerSettings settings, HumeServer server, WebApplication app, Terminal terminal)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("HumeGen.Server");
        Log.Invented(log);
        var isLocal = IPAddress.IsLoopback(settings.Address);
        if (settings.Certificates.Count == 0 && settings.Proxies is null && !isLocal)
            Log.Unencrypted(log, settings.Address);
        if (settings.Certificates is [var certificate, ..] && (certificate.NotAfter < DateTime.Now || certificate.NotBefore > DateTime.Now))
            Log.Expired(log, certificate.NotBefore, certificate.NotAfter);

        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var host = settings.Address.Equals(IPAddress.Any) || settings.Address.Equals(IPAddress.IPv6Any) ? "localhost" : address.Host;
        terminal.Out.WriteLine("# Set these where your client runs. With Ctrl+C the server stops.");
        if (!isLocal && host == "localhost")
            terminal.Out.WriteLine("# The server listens on all addresses: elsewhere, put the name of this machine in the place of localhost.");

        terminal.Out.WriteLine($"HUME_BASE_URL={address.Scheme}://{host}:{address.Port}{settings.PathBase}");
        // A key that was given is the user's secret: it may not end up where the output goes.
        terminal.Out.WriteLine(settings.Key is null ? $"HUME_API_KEY={server.ApiKey}" : "# HUME_API_KEY is the key that was given.");
        terminal.Out.WriteLine(settings.Secret is null ? $"HUME_SECRET_KEY={server.SecretKey}" : "# HUME_SECRET_KEY is the secret that was given.");
        terminal.Out.Flush();
    }

    private static string Explain(ServerSettings settings, Exception e)
    {
        var place = new IPEndPoint(settings.Address, settings.Port).ToString();
        var error = e as SocketException ?? e.InnerException as SocketException ?? e.InnerException?.InnerException as SocketException;
        return error?.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => $"{place} is in use by another program. Choose another port with --port, or 0 for a free one.",
            SocketError.AddressNotAvailable => $"{settings.Address} is no address of this machine. Choose one with --address.",
            SocketError.AccessDenied => $"The port {settings.Port} needs more rights than this user has. Choose one from 1024 on with --port.",
            _ => e.InnerException is AddressInUseException
                ? $"{place} is in use by another program. Choose another port with --port, or 0 for a free one."
                : $"{place} cannot be listened on: {e.Message}",
        };
    }

    private static async Task StopWithInputAsync(TextReader input, IHostApplicationLifetime lifetime)
    {
        await Task.Yield();
        await input.ReadToEndAsync().ConfigureAwait(false);
        lifetime.StopApplication();
    }
}
