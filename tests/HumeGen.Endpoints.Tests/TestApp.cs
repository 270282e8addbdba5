using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hume.AspNetCore.Tests;

/// <summary>An application on a free loopback port, with its log.</summary>
internal sealed class TestApp : ILoggerProvider, ILogger, IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _log = new();
    private WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public Uri Address => Client.BaseAddress!;

    public string Log => string.Join('\n', _log);

    public static async Task<TestApp> StartAsync(Action<IEndpointRouteBuilder> map, Action<IServiceCollection>? services = null)
    {
        var test = new TestApp();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(test);
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        services?.Invoke(builder.Services);
        test._app = builder.Build();
        map(test._app);
        await test._app.StartAsync();
        test.Client = new() { BaseAddress = new(test._app.Urls.Single()), Timeout = TimeSpan.FromMinutes(2) };
        return test;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _log.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
        // The container disposes of providers; this one holds nothing.
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
