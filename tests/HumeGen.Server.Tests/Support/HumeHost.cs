using System.Net.Http.Headers;
using System.Text;
using HumeGen.Server.Engines;
using HumeGen.Simulator;
using HumeGen.Simulator.Engines;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests;

/// <summary>The two forms in which the protocol is served.</summary>
public enum Served
{
    /// <summary>A server within an application.</summary>
    Server,

    /// <summary>The simulator.</summary>
    Simulator,
}

/// <summary>A server of its own for a test, and a plain HTTP client that holds its key.</summary>
internal sealed class HumeHost : IAsyncDisposable
{
    private readonly IAsyncDisposable _owner;

    private HumeHost(IAsyncDisposable owner, Uri address, HumeServer? server)
    {
        _owner = owner;
        Address = address;
        Server = server;
        Http = Client(("X-Hume-Api-Key", Key));
    }

    /// <summary>The API key.</summary>
    public static string Key => "the key of the tests";

    /// <summary>The secret that belongs to it.</summary>
    public static string Secret => "the secret of the tests";

    public Uri Address { get; }

    /// <summary>The server within the application; null for the simulator.</summary>
    public HumeServer? Server { get; }

    /// <summary>A client with the key.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts a server in one of the forms, with deterministic engines.</summary>
    /// <param name="form">The form.</param>
    /// <param name="limits">Its limits; those of the form when null.</param>
    /// <param name="clock">Its clock; that of the system when null.</param>
    /// <param name="engines">Changes its engines.</param>
    /// <param name="allowedAddresses">The addresses that it may call; none when null.</param>
    public static async Task<HumeHost> StartAsync(
        Served form,
        ServerLimits? limits = null,
        TimeProvider? clock = null,
        Action<HumeServerEngines>? engines = null,
        IReadOnlyList<string>? allowedAddresses = null)
    {
        if (form == Served.Server)
        {
            return await StartServerAsync(options =>
            {
                options.Limits = limits ?? options.Limits;
                options.TimeProvider = clock ?? options.TimeProvider;
                engines?.Invoke(options.Engines);
                foreach (var address in allowedAddresses ?? [])
                    options.AllowedAddresses.Add(address);
            });
        }

        var simulator = await HumeSimulator.StartAsync(new()
        {
            ApiKey = Key,
            SecretKey = Secret,
            Limits = limits ?? new(),
            TimeProvider = clock ?? TimeProvider.System,
            AllowedAddresses = allowedAddresses ?? [],
            ConfigureEngines = engines,
        });
        return new HumeHost(simulator, simulator.BaseAddress, null);
    }

    /// <summary>Starts a server within an application.</summary>
    /// <param name="configure">Sets its options; the key is set.</param>
    /// <param name="log">Takes what is logged, of every level; nothing is logged when null.</param>
    public static async Task<HumeHost> StartServerAsync(Action<HumeServerOptions>? configure = null, ILoggerProvider? log = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        if (log is not null)
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.Trace).AddProvider(log);

        builder.Services.AddHumeServer((_, options) =>
        {
            (options.ApiKey, options.SecretKey, options.Engines) = (Key, Secret, DeterministicEngines.Create());
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapHumeServer();
        await app.StartAsync();
        return new HumeHost(app, new Uri(app.Urls.First()), app.Services.GetRequiredService<HumeServer>());
    }

    /// <summary>A client with these headers, and without the key.</summary>
    public HttpClient Client(params (string Name, string Value)[] headers)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        foreach (var (name, value) in headers)
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);

        return client;
    }

    public async Task<Reply> GetAsync(string path) => await SendAsync(HttpMethod.Get, path);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, Address.GetLeftPart(UriPartial.Authority) + path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");

        using var response = await Http.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    public async Task<string> TokenAsync()
    {
        using var http = Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Key}:{Secret}")));
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);
        using var response = await http.PostAsync("/oauth2-cc/token", form);
        return (string)(await Reply.OfAsync(response)).Json["access_token"]!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _owner.DisposeAsync();
    }
}
