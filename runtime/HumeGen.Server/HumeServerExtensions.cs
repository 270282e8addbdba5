using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HumeGen.Server;

/// <summary>Extensions that put a <see cref="HumeServer"/> into an ASP.NET Core application.</summary>
public static class HumeServerExtensions
{
    /// <summary>Registers a <see cref="HumeServer"/>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the options, with engines from the services where wanted.</param>
    public static IServiceCollection AddHumeServer(this IServiceCollection services, Action<IServiceProvider, HumeServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
        {
            var options = new HumeServerOptions();
            configure?.Invoke(provider, options);
            return new HumeServer(options);
        });
        return services;
    }

    /// <summary>Lets the <see cref="HumeServer"/> answer every request below a path.</summary>
    /// <param name="endpoints">The endpoints of the application.</param>
    /// <param name="prefix">The path, such as <c>/hume</c>; empty for the root. Clients take it as part of their base address.</param>
    public static IEndpointConventionBuilder MapHumeServer(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var server = endpoints.ServiceProvider.GetRequiredService<HumeServer>();
        var application = endpoints.CreateApplicationBuilder();
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        application.Run(server.InvokeAsync);
        var answer = application.Build();
        var path = new PathString(prefix.TrimEnd('/') is { Length: > 0 } given ? given : null);
        return endpoints.Map(path.Value + "/{**rest}", async http =>
        {
            var (pathBase, rest) = (http.Request.PathBase, http.Request.Path);
            if (rest.StartsWithSegments(path, out var below))
                (http.Request.PathBase, http.Request.Path) = (pathBase + path, below);

            http.SetEndpoint(null);
            await answer(http).ConfigureAwait(false);
        });
    }
}
