using Hume.Tts;
using HumeGen.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hume.DependencyInjection;

/// <summary>Sources of options, and the errors for wrong ones.</summary>
public sealed class OptionsTests
{
    // The machine's own key must not stand in for one that is missing.
    public OptionsTests() => Environment.SetEnvironmentVariable("HUME_API_KEY", null);

    [Fact]
    public void Configuration_sets_every_option_that_text_can_set()
    {
        var options = Options(
            ("ApiKey", "key-4f1c-canary-9d2e"),
            ("BaseAddress", "https://gateway.example.test/hume"),
            ("Timeout", "00:03:00"),
            ("AttemptTimeout", "-00:00:00.001"),
            ("ConnectTimeout", "00:00:03"),
            ("StreamIdleTimeout", "00:00:04.5"),
            ("MaxRetries", "7"),
            ("MaxResponseBytes", "1000"),
            ("UserAgent", "MyApp/1.0"));

        Assert.Equal("key-4f1c-canary-9d2e", options.ApiKey);
        Assert.Equal(new Uri("https://gateway.example.test/hume"), options.BaseAddress);
        Assert.Equal(TimeSpan.FromMinutes(3), options.Timeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, options.AttemptTimeout);
        Assert.Equal(TimeSpan.FromSeconds(3), options.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(4.5), options.StreamIdleTimeout);
        Assert.Equal(7, options.MaxRetries);
        Assert.Equal(1000, options.MaxResponseBytes);
        Assert.Equal("MyApp/1.0", options.UserAgent);
    }

    [Fact]
    public void What_configuration_does_not_say_stays_as_it_is()
    {
        var options = Options(("ApiKey", "key-4f1c-canary-9d2e"), ("MaxRetries", ""), ("SecretKey", ""));

        var defaults = new HumeClientOptions();
        Assert.Equal((defaults.Timeout, defaults.MaxRetries, null), (options.Timeout, options.MaxRetries, options.BaseAddress));
        Assert.Null(options.Credential);
    }

    [Fact]
    public async Task A_secret_key_makes_the_client_fetch_access_tokens()
    {
        await using var simulator = await HumeSimulator.StartAsync();
        var services = new ServiceCollection();
        services.AddHume("tokens", Section(("ApiKey", simulator.ApiKey), ("SecretKey", simulator.SecretKey), ("BaseAddress", simulator.BaseAddress.ToString())));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<ITtsClient>("tokens").SynthesizeJsonAsync(new PostedTts { Utterances = [new() { Text = "Hi." }] });

        Assert.Equal(["/oauth2-cc/token", "/v0/tts"], simulator.Requests.Select(r => r.Path));
    }

    [Theory]
    [InlineData("Timeout", "soon", "Hume:Timeout is not a time such as 00:02:00")]
    [InlineData("BaseAddress", "api.hume.ai", "Hume:BaseAddress is not an absolute address")]
    [InlineData("MaxRetries", "two", "Hume:MaxRetries is not a whole number")]
    [InlineData("MaxRetries", "-1", "MaxRetries must be 0 or greater")]
    [InlineData("BaseAddress", "http://example.test", "Use https")]
    [InlineData("ApiKey", "two words", "The API key contains a space")]
    [InlineData("ApiKey", "", "There is no credential")]
    public async Task A_host_with_a_wrong_option_does_not_start_and_says_why(string name, string value, string expected)
    {
        var section = Section(("ApiKey", "key-4f1c-canary-9d2e"), (name, value));

        var error = await StartAsync(s => s.AddHume(section));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_key_without_its_API_key_is_refused()
    {
        var error = await StartAsync(s => s.AddHume(Section(("SecretKey", "secret-77aa-canary-1b2c"))));

        Assert.Contains("Hume:SecretKey is set, but Hume:ApiKey", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_says_which_of_several_clients_it_is_about()
    {
        var error = await StartAsync(s =>
        {
            s.AddHume(o => o.ApiKey = "good-key");
            s.AddHume("eu", o => o.ApiKey = "two words");
        });

        Assert.IsType<OptionsValidationException>(error);
        Assert.Contains("HumeClientOptions 'eu'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_host_the_first_use_tells()
    {
        var services = new ServiceCollection();
        services.AddHume();
        await using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ITtsClient>());

        Assert.Contains("HUME_API_KEY", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_follows_redirects_is_refused()
    {
        var services = new ServiceCollection();
        services.AddHume(o => o.ApiKey = "good-key").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler());
        await using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<ArgumentException>(() => provider.GetRequiredService<ITtsClient>());

        Assert.Contains("AllowAutoRedirect = false", error.Message, StringComparison.Ordinal);
    }

    private static async Task<Exception> StartAsync(Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        add(builder.Services);
        using var host = builder.Build();
        return await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
    }

    private static HumeClientOptions Options(params (string Name, string Value)[] values)
    {
        var services = new ServiceCollection();
        services.AddHume(Section(values));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<HumeClientOptions>>().Value;
    }

    private static IConfigurationSection Section(params (string Name, string Value)[] values)
    {
        var settings = new Dictionary<string, string?>();
        foreach (var (name, value) in values)
            settings[$"Hume:{name}"] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Hume");
    }
}
