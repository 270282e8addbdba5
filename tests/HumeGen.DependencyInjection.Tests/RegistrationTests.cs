using System.Collections.Concurrent;
using Hume.EmpathicVoice;
using Hume.Tts;
using HumeGen.Simulator;
using Microsoft.Extensions.Logging;

namespace Hume.DependencyInjection;

/// <summary>Registrations of AddHume and their lifetimes.</summary>
public sealed class RegistrationTests
{
    private const string Key = "key-4f1c-canary-9d2e";

    [Fact]
    public async Task Every_client_is_there_and_is_part_of_one_and_the_same()
    {
        var services = new ServiceCollection();
        services.AddHume(o => o.ApiKey = Key);
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        var root = provider.GetRequiredService<IHumeClient>();
        var clients = new List<Type>();
        Walk(typeof(IHumeClient), root);

        Assert.Same(root, provider.GetRequiredService<HumeClient>());
        Assert.Contains(typeof(ITtsClient), clients);
        Assert.Contains(typeof(IEmpathicVoiceChatClient), clients);
        Assert.True(clients.Count > 10);

        void Walk(Type type, object client)
        {
            foreach (var property in type.GetProperties().Where(p => p.PropertyType.Name.EndsWith("Client", StringComparison.Ordinal)))
            {
                var part = property.GetValue(client)!;
                Assert.Same(part, provider.GetService(property.PropertyType));
                clients.Add(property.PropertyType);
                Walk(property.PropertyType, part);
            }
        }
    }

    [Fact]
    public async Task Clients_of_several_keys_go_to_several_places()
    {
        await using var first = await HumeSimulator.StartAsync(new HumeSimulatorOptions { ApiKey = "first-key-of-two" });
        await using var second = await HumeSimulator.StartAsync(new HumeSimulatorOptions { ApiKey = "second-key-of-two" });
        var services = new ServiceCollection();
        services.AddHume(o => (o.ApiKey, o.BaseAddress) = (first.ApiKey, first.BaseAddress));
        services.AddHume("other", o => o.ApiKey = second.ApiKey);
        services.Configure<HumeClientOptions>("other", o => o.BaseAddress = second.BaseAddress);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IToolsClient>().CreateToolAsync(new() { Name = "one", Parameters = "{}" });
        await provider.GetRequiredKeyedService<IToolsClient>("other").CreateToolAsync(new() { Name = "two", Parameters = "{}" });

        Assert.Equal("one", Assert.Single(first.Requests).BodyJson!["name"]!.GetValue<string>());
        Assert.Equal("two", Assert.Single(second.Requests).BodyJson!["name"]!.GetValue<string>());
        Assert.Null(provider.GetKeyedService<IToolsClient>("none"));
    }

    [Fact]
    public async Task Handlers_of_the_factory_see_requests_and_sockets()
    {
        await using var simulator = await HumeSimulator.StartAsync();
        var seen = new ConcurrentQueue<string>();
        var services = new ServiceCollection();
        services.AddHume(o => (o.ApiKey, o.BaseAddress) = (simulator.ApiKey, simulator.BaseAddress)).AddHttpMessageHandler(() => new Recorder(seen));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<ITtsClient>().SynthesizeJsonAsync(new PostedTts { Utterances = [new() { Text = "Hi." }] });
        await using (var chat = await provider.GetRequiredService<IEmpathicVoiceChatClient>().ConnectAsync())
            await chat.WaitForMetadataAsync();

        Assert.Equal(["/v0/tts", "/v0/evi/chat"], seen);
    }

    [Fact]
    public async Task A_handler_of_ones_own_is_used_as_it_is()
    {
        var seen = new ConcurrentQueue<string>();
        using var mine = new Recorder(seen);
        var services = new ServiceCollection();
        services.AddHume(o => (o.ApiKey, o.HttpMessageHandler) = (Key, mine)).AddHttpMessageHandler(() => throw new InvalidOperationException("not used"));
        var provider = services.BuildServiceProvider();
        await using (provider)
            await Assert.ThrowsAsync<HumeNotFoundException>(() => provider.GetRequiredService<IHumeClient>().Tts.SynthesizeJsonAsync(new PostedTts { Utterances = [] }));

        Assert.Equal(["/v0/tts"], seen);
        using var still = new HttpMessageInvoker(mine, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://example.test/still");
        using var response = await still.SendAsync(request, CancellationToken.None);
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public async Task The_container_disposes_the_client_and_its_connections()
    {
        var services = new ServiceCollection();
        services.AddHume(o => o.ApiKey = Key);
        var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IHumeClient>();
        using var handler = new HttpMessageInvoker(provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("Hume.HumeClient"), disposeHandler: false);

        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Tts.SynthesizeJsonAsync(new PostedTts { Utterances = [] }));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://example.test/");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => handler.SendAsync(request, CancellationToken.None));
    }

    [Fact]
    public async Task Factory_and_client_log_to_the_container_and_tell_no_key()
    {
        await using var simulator = await HumeSimulator.StartAsync(new HumeSimulatorOptions { ApiKey = Key });
        var log = new Log();
        var services = new ServiceCollection();
        services.AddLogging(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddHume(o => (o.ApiKey, o.BaseAddress) = (Key, simulator.BaseAddress));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<ITtsClient>().SynthesizeJsonAsync(new PostedTts { Utterances = [new() { Text = "Hi." }] });
        await using (var chat = await provider.GetRequiredService<IEmpathicVoiceChatClient>().ConnectAsync(options: new() { CredentialInQuery = true }))
            await chat.WaitForMetadataAsync();

        Assert.Contains(log.Lines, l => l.Contains("/v0/tts", StringComparison.Ordinal));
        Assert.Contains(log.Lines, l => l.Contains("/v0/evi/chat", StringComparison.Ordinal));
        Assert.Contains(log.Lines, l => l.StartsWith("POST /v0/tts was answered with 200 at attempt 1", StringComparison.Ordinal));
        Assert.Contains(log.Lines, l => l.EndsWith(" to /v0/evi/chat is open", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, l => l.Contains(Key, StringComparison.Ordinal));
    }

    private sealed class Recorder(ConcurrentQueue<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Enqueue(request.RequestUri!.AbsolutePath);
            return InnerHandler is null
                ? Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { RequestMessage = request })
                : base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Log : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString()!);
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
