using Door;
using Lighthouse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MusicLights;
using TodoApi;

namespace HumeGen.OtherApis.Tests;

/// <summary>Clients of any API in a container.</summary>
public sealed class InjectionTests
{
    [Fact]
    public async Task A_client_is_configured_by_a_section_and_its_parts_are_injected()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json("""{"id":"7","title":"Sweep"}"""));
        await using var provider = Provider(s => s.AddApiClient(
            TodoClient.Registration, Section(("BaseAddress", server.Address.ToString()), ("AccessToken", "token-of-a-test"), ("UserAgent", ""))));

        await Record.ExceptionAsync(() => provider.GetRequiredService<ITasksClient>().GetTaskAsync("7"));

        Assert.Equal("Bearer token-of-a-test", Assert.Single(server.Requests).Header("Authorization"));
        Assert.Null(server.Requests[0].Header("User-Agent"));
        Assert.Same(provider.GetRequiredService<ITodoClient>().Tasks, provider.GetRequiredService<ITasksClient>());
        Assert.Same(provider.GetRequiredService<TodoClient>(), provider.GetRequiredService<ITodoClient>());
    }

    [Fact]
    public async Task Clients_of_several_APIs_and_several_keys_stand_side_by_side()
    {
        await using var server = await Server.StartAsync(_ => Answer.Json("{}"));
        await using var provider = Provider(s =>
        {
            s.AddApiClient(LightsClient.Registration, o => (o.BaseAddress, o.ApiKey) = (server.Address, "key-of-a-test"));
            s.AddApiClient("attic", LightsClient.Registration, Section(("BaseAddress", server.Address.ToString()), ("ApiKey", "key-of-the-attic")));
            s.AddApiClient(DoorClient.Registration, o => o.BaseAddress = server.Address);
        });

        await provider.GetRequiredService<ILightsClient>().ListLampsAsync(["a"], new ListLampsRequest());
        await provider.GetRequiredKeyedService<ILightsClient>("attic").ListLampsAsync(["b"], new ListLampsRequest());

        Assert.Equal(["appid=key-of-a-test", "appid=key-of-the-attic"], server.Requests.Select(r => r.Line.Split('?')[1]));
        Assert.NotNull(provider.GetService<IDoorClient>());
        Assert.Null(provider.GetKeyedService<IDoorClient>("attic"));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_handler_of_ones_own_sees_the_request()
    {
        var seen = new List<string>();
        await using var elsewhere = await Server.StartAsync(_ => Answer.Json("{}"));
        using var redirects = new Redirecting(seen, elsewhere.Address);
        await using var provider = Provider(s => s.AddApiClient(LightsClient.Registration, o => (o.BaseAddress, o.ApiKey) = (elsewhere.Address, "key-of-a-test"))
            .AddHttpMessageHandler(() => redirects));

        var error = await Assert.ThrowsAnyAsync<ApiErrorException>(() => provider.GetRequiredService<ILightsClient>().ListLampsAsync(["a"], new ListLampsRequest()));

        Assert.Equal(302, (int)error.StatusCode);
        Assert.Single(seen);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task The_container_disposes_the_clients()
    {
        var provider = Provider(s => s.AddApiClient(LightsClient.Registration, o => o.ApiKey = "key-of-a-test"));
        var client = provider.GetRequiredService<ILightsClient>();

        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ListLampsAsync(["a"], new ListLampsRequest()));
    }

    [Theory]
    [InlineData("BaseUrl", "https://example.test", "Section:BaseUrl is no option of the client; did you mean BaseAddress?")]
    [InlineData("SecretKey", "secret-of-a-test", "Section:SecretKey is no option of the client")]
    [InlineData("Other", "", "Section:Other is no option of the client. There are ApiKey, AccessToken, UserName, Password, ApiKeys, BaseAddress, ")]
    [InlineData("ApiKey", "", "In configuration it is Section:ApiKey.")]
    public async Task A_host_with_a_wrong_section_does_not_start(string key, string value, string expected)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddApiClient(LightsClient.Registration, Section(("ApiKey", "key-of-a-test"), (key, value)));
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("of-a-test", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_of_any_API_runs_on_a_fake_channel()
    {
        var fake = new Testing.FakeChannel<ISignalsClientMessage, ISignalsServerMessage>();
        await using var signals = new SignalsConnection(fake);

        await signals.SendAsync(new Blink { Value = 3 });
        fake.Receive(new Fog { Metres = 40 });
        fake.Receive(new Horn { Data = new byte[] { 1, 255 } });
        fake.Receive(new Sentence { Text = "fog ahead" });
        fake.Close();

        Assert.Equal(3, Assert.IsType<Blink>(Assert.Single(fake.Sent)).Value);
        Assert.Equal(40, Assert.IsType<Fog>(await signals.Reader.ReadAsync()).Metres);
        Assert.Equal([1, 255], Assert.IsType<Horn>(await signals.Reader.ReadAsync()).Data.ToArray());
        Assert.Equal("fog ahead", Assert.IsType<Sentence>(await signals.Reader.ReadAsync()).Text);
        Assert.False(await signals.Reader.WaitToReadAsync());
    }

    private static ServiceProvider Provider(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static IConfigurationSection Section(params (string Name, string Value)[] values)
    {
        var settings = new Dictionary<string, string?>();
        foreach (var (name, value) in values)
            settings[$"Section:{name}"] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Section");
    }

    private sealed class Redirecting(List<string> seen, Uri target) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.RequestUri!.AbsolutePath);
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Found) { RequestMessage = request, Headers = { Location = target } });
        }
    }
}
