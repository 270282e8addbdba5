using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumeGen.Tests;

/// <summary>A form as another maker's parser (ASP.NET Core's) reads it.</summary>
public sealed record SeenForm(string? ContentType, long? Length, IReadOnlyList<(string Name, string Value)> Fields, IReadOnlyList<SeenFile> Files);

/// <summary>A file of a form.</summary>
public sealed record SeenFile(string Name, string FileName, string? ContentType, byte[] Content);

/// <summary>Takes forms on a loopback port.</summary>
public sealed class FormServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FormServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public SeenForm? Seen { get; private set; }

    public static async Task<FormServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        var server = new FormServer(app);
        app.Run(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            var files = new List<SeenFile>();
            foreach (var file in form.Files)
            {
                using var copy = new MemoryStream();
                await file.CopyToAsync(copy);
                files.Add(new SeenFile(file.Name, file.FileName, file.ContentType, copy.ToArray()));
            }

            server.Seen = new SeenForm(
                context.Request.ContentType,
                context.Request.ContentLength,
                [.. form.SelectMany(f => f.Value.Select(v => (f.Key, v!)))],
                files);
        });
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
