using HumeGen.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server;

/// <summary>Extensions that put a <see cref="HumeServer"/> into an ASP.NET Core application.</summary>
public static class HumeServerExtensions
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Registers a <see cref="HumeServer"/>, with the <see cref="HumeServerStores"/> among the services where there are any. It also keeps ASP.NET Core from
    /// logging the address of each request, as clients may send their key in the query of a WebSocket; a rule of the application for the category
    /// <c>Microsoft.AspNetCore.Hosting.Diagnostics</c> that is added later counts more.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the options, with engines from the services where wanted.</param>
    public static IServiceCollection AddHumeServer(this IServiceCollection services, Action<IServiceProvider, HumeServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Configure<LoggerFilterOptions>(filters =>
            filters.Rules.Add(new LoggerFilterRule(null, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning, null)));
        services.TryAddSingleton(provider =>
        {
            var options = new HumeServerOptions { Stores = provider.GetService<HumeServerStores>() ?? new HumeServerStores() };
            configure?.Invoke(provider, options);
            return new HumeServer(options, provider.GetService<ILogger<HumeServer>>());
        });
        return services;
    }

    /// <summary>
    /// Lets a <see cref="HumeServer"/> answer every request below a path, and stops it when the application stops.
    /// </summary>
    /// <param name="endpoints">The endpoints of the application.</param>
    /// <param name="prefix">The path, such as <c>/hume</c>; empty for the root. Clients take it as part of their base address.</param>
    /// <param name="server">The server; the one of <see cref="AddHumeServer"/> when null.</param>
    /// <returns>The endpoint, for conventions such as <c>RequireRateLimiting</c> and <c>AllowAnonymous</c>.</returns>
    /// <exception cref="ArgumentException">An option of the server is out of range: the text says which and why.</exception>
    public static IEndpointConventionBuilder MapHumeServer(this IEndpointRouteBuilder endpoints, string prefix = "", HumeServer? server = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        server ??= endpoints.ServiceProvider.GetService<HumeServer>()
            ?? throw new InvalidOperationException("There is no HumeServer among the services; call builder.Services.AddHumeServer(...) before.");
        endpoints.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopping.Register(server.Stop);
        var application = endpoints.CreateApplicationBuilder();
        application.UseWebSockets(Pings());
        application.Run(server.InvokeAsync);
        var answer = application.Build();
        var path = new PathString(prefix.Trim('/') is { Length: > 0 } given ? "/" + given : null);
        return endpoints.Map(path.Value + "/{**rest}", async http =>
        {
            var (pathBase, rest) = (http.Request.PathBase, http.Request.Path);
            if (rest.StartsWithSegments(path, out var matched, out var below))
                (http.Request.PathBase, http.Request.Path) = (pathBase + matched, below);

            http.SetEndpoint(null);
            await answer(http).ConfigureAwait(false);
        }).WithDisplayName("Hume");
    }

    // A proxy closes connections on which nothing moves, and a client that is gone without a word answers no ping.
    private static WebSocketOptions Pings() => new()
    {
        KeepAliveInterval = KeepAlive,
#if NET9_0_OR_GREATER
        KeepAliveTimeout = KeepAlive,
#endif
    };
}
