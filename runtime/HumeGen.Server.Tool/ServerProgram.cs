using System.Net;
using System.Net.Sockets;
using HumeGen.Server.Database;
using HumeGen.Server.Page;
using HumeGen.Server.Storage;
using HumeGen.Server.Tool.Engines;
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
    // After the server has cut its requests off, and so that all has ended within two seconds.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1.8);

    /// <summary>Runs the server until it is told to stop.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="terminal">Console.</param>
    /// <param name="stop">Stops the server.</param>
    /// <exception cref="ToolException">The server cannot start.</exception>
    public static async Task<int> RunAsync(ServerSettings settings, Terminal terminal, CancellationToken stop)
    {
        using var engines = settings.IsDeterministic ? EngineFinder.Deterministic() : EngineFinder.Find(EngineRoles.All, settings.Configuration, terminal.Variable);
        await engines.LoadAsync(stop).ConfigureAwait(false);
        var page = settings.HasPage ? new HumePage { Notes = engines.Lines, ScoresNote = engines.ScoresNote ?? new HumePage().ScoresNote } : null;
        var app = Build(settings, engines, page, terminal);
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

        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        if (settings.Database is not null && NodeAddress.Find(settings, address.Port) is { } node)
            await app.Services.GetRequiredService<HumeDatabase>().AnnounceAsync(node, stop).ConfigureAwait(false);

        Announce(settings, address, server, engines, page, app, await HasKeysAsync(settings, app, stop).ConfigureAwait(false), terminal);
        if (settings.StopsWithInput)
            _ = StopWithInputAsync(terminal.In, app.Lifetime);

        await app.WaitForShutdownAsync(stop).ConfigureAwait(false);
        return 0;
    }

    private static WebApplication Build(ServerSettings settings, FoundEngines engines, HumePage? page, Terminal terminal)
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
        if (settings.Database is { } database)
            builder.Services.AddHumeDatabase(database);

        builder.Services.AddHumeServer((_, options) =>
        {
            options.ApiKey = settings.Key;
            options.SecretKey = settings.Secret;
            options.WebhookSigningKey = settings.WebhookKey;
            options.Limits = limits;
            options.KeyLimits = settings.Limits;
            options.Engines = engines.Engines;
            foreach (var origin in settings.CorsOrigins)
                options.AllowedOrigins.Add(origin);
            foreach (var allowed in settings.AllowedAddresses)
                options.AllowedAddresses.Add(allowed);
        });

        if (settings.Collector is not null)
            Exporting.AddTo(builder, terminal.Variable);

        var app = builder.Build();
        if (settings.Proxies is { } proxies)
            app.UseForwardedHeaders(Forwarded(proxies));

        app.UseRouting();
        try
        {
            app.MapHumeServer(settings.PathBase);
            if (page is not null)
                app.MapHumePage(settings.PathBase, page);

            return app;
        }
        catch (HumeDatabaseException e)
        {
            throw new ToolException(e.Message);
        }
        catch (ArgumentException e)
        {
            // Without the name of a parameter, which nobody sees from outside, and with that of the option for that of the property.
            throw new ToolException(e.Message.Split(" (Parameter", 2)[0].Replace("AllowedAddresses: ", "--allowed-address: ", StringComparison.Ordinal));
        }
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
            options.KnownIPNetworks.Clear();
        }

        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }

        return options;
    }

    /// <summary>Whether no key was given, and the database has keys for clients.</summary>
    private static async Task<bool> HasKeysAsync(ServerSettings settings, WebApplication app, CancellationToken stop) =>
        settings.Key is null && app.Services.GetService<HumeServerStores>()?.Keys is { } keys
        && (await keys.ListAsync(stop).ConfigureAwait(false)).Any(key => key.Revoked is null);

    private static void Announce(ServerSettings settings, Uri address, HumeServer server, FoundEngines engines, HumePage? page, WebApplication app, bool hasKeys, Terminal terminal)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("HumeGen.Server");
        if (engines.IsInvented)
            Log.Invented(log);

        Log.Engines(log, string.Join("; ", engines.Lines));
        foreach (var missing in engines.Missing)
            Log.Missing(log, missing);

        var isLocal = IPAddress.IsLoopback(settings.Address);
        if (settings.Certificates.Count == 0 && settings.Proxies is null && !isLocal)
            Log.Unencrypted(log, settings.Address);
        if (settings.Certificates is [var certificate, ..] && (certificate.NotAfter < DateTime.Now || certificate.NotBefore > DateTime.Now))
            Log.Expired(log, certificate.NotBefore, certificate.NotAfter);

        var host = settings.Address.Equals(IPAddress.Any) || settings.Address.Equals(IPAddress.IPv6Any) ? "localhost" : address.Host;
        terminal.Out.WriteLine("# Set these where your client runs. With Ctrl+C the server stops.");
        if (!isLocal && host == "localhost")
            terminal.Out.WriteLine("# The server listens on all addresses: elsewhere, put the name of this machine in the place of localhost.");

        terminal.Out.WriteLine(settings.Database switch
        {
            null => "# data: in memory, gone when the server stops",
            { PostgreSql: null } data => $"# data: {Path.GetFullPath(data.Folder)}",
            var data => $"# data: PostgreSQL, with recordings and files in {Path.GetFullPath(data.Folder)}",
        });
        foreach (var line in engines.Lines)
            terminal.Out.WriteLine($"# {line}");
        foreach (var missing in engines.Missing)
            terminal.Out.WriteLine($"# missing: {missing}");

        var url = $"{address.Scheme}://{host}:{address.Port}{settings.PathBase}";
        // A link lets in as the key does: with a key that was given, the page asks for it.
        if (page is not null)
        {
            terminal.Out.WriteLine(settings.Key is null && !hasKeys
                ? $"# Talk to it in a browser, by this link once: {page.CreateLink(new Uri(url))}"
                : $"# Talk to it in a browser: {url}/");
        }

        terminal.Out.WriteLine($"HUME_BASE_URL={url}");
        if (hasKeys)
        {
            // The output of a service is kept, and nobody waits for a key there.
            terminal.Out.WriteLine("# The keys are those of: humegen-server keys list");
            terminal.Out.Flush();
            return;
        }

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
            SocketError.AddressNotAvailable => $"{settings.Address} is not an address of this machine. Choose one with --address.",
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
