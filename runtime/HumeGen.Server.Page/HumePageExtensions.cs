using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HumeGen.Server.Page;

/// <summary>Extensions that put a <see cref="HumePage"/> into an ASP.NET Core application.</summary>
public static class HumePageExtensions
{
    /// <summary>
    /// Serves the page at the path of a server: the page itself there, and its files below <c>page/</c>. Every other path stays the server's.
    /// </summary>
    /// <param name="endpoints">The endpoints of the application.</param>
    /// <param name="prefix">The path that <see cref="HumeServerExtensions.MapHumeServer"/> got, such as <c>/hume</c>; empty for the root.</param>
    /// <param name="page">The page; null for one without notes, which lets in those who know the API key.</param>
    /// <param name="server">The server; the one of <see cref="HumeServerExtensions.AddHumeServer"/> when null.</param>
    /// <returns>The endpoints of the page, for conventions such as <c>RequireHost</c>.</returns>
    /// <exception cref="InvalidOperationException">There is no server.</exception>
    public static IEndpointConventionBuilder MapHumePage(this IEndpointRouteBuilder endpoints, string prefix = "", HumePage? page = null, HumeServer? server = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        server ??= endpoints.ServiceProvider.GetService<HumeServer>()
            ?? throw new InvalidOperationException("There is no HumeServer among the services; call builder.Services.AddHumeServer(...) before.");
        var tokens = new PageTokens(page ?? new HumePage(), server);
        var path = prefix.Trim('/') is { Length: > 0 } given ? "/" + given : "";
        var group = endpoints.MapGroup(path);
        group.MapMethods("/", PageFiles.Methods, PageFiles.ServePageAsync).WithDisplayName("Hume page");
        group.MapMethods("/page/{file}", PageFiles.Methods, PageFiles.ServeFileAsync).WithDisplayName("Hume page files");
        group.MapPost("/page/token", (RequestDelegate)tokens.AnswerAsync).WithDisplayName("Hume page token");
        return group;
    }
}
