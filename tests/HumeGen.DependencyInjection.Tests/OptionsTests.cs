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
            ("UseHttp2", "false"),
            ("AllowInsecureHttp", "true"),
            ("RetryUnsafe", "true"),
            ("UserAgent", "MyApp/1.0"));

        Assert.Equal("key-4f1c-canary-9d2e", options.ApiKey);
        Assert.Equal(new Uri("https://gateway.example.test/hume"), options.BaseAddress);
        Assert.Equal(TimeSpan.FromMinutes(3), options.Timeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, options.AttemptTimeout);
        Assert.Equal(TimeSpan.FromSeconds(3), options.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(4.5), options.StreamIdleTimeout);
        Assert.Equal(7, options.MaxRetries);
        Assert.Equal(1000, options.MaxResponseBytes);
        Assert.False(options.UseHttp2);
        Assert.True(options.AllowInsecureHttp);
        Assert.True(options.RetryUnsafe);
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
    [InlineData("Timeout", "soon", "Hume:Timeout is 'soon', not a time such as 00:02:00")]
    [InlineData("Timeout", "60", "Hume:Timeout is '60', not a time such as 00:02:00 (hours, minutes, seconds)")]
    [InlineData("Timeout", "60.00:00:00", "at most 24 days, or Timeout.InfiniteTimeSpan for no limit; it is 60.00:00:00. (Parameter 'Timeout') Hume:Timeout is '60.00:00:00'.")]
    [InlineData("Timeout", "24:00:00", "Hume:Timeout is '24:00:00', not a time such as 00:02:00 (hours, minutes, seconds)")]
    [InlineData("Timeout", "90:00", "Hume:Timeout is '90:00', not a time such as 00:02:00 (hours, minutes, seconds)")]
    [InlineData("AccessToken:Value", "canary", "Hume:AccessToken is a section, not a text.")]
    [InlineData("ApiKeys:X-App-Id:Value", "canary", "Hume:ApiKeys:X-App-Id is a section, not a key.")]
    [InlineData("Timeout:Total", "00:01:00", "Hume:Timeout is a section, not a time")]
    [InlineData("BaseAddress", "api.hume.ai", "Hume:BaseAddress is 'api.hume.ai', not an absolute address")]
    [InlineData("BaseAddress", "gateway?key=canary", "Hume:BaseAddress is a text, not an absolute address")]
    [InlineData("BaseAddress", "http://example.test", "(Parameter 'BaseAddress') Hume:BaseAddress is 'http://example.test'.")]
    [InlineData("MaxRetries", "two", "Hume:MaxRetries is 'two', not a whole number")]
    [InlineData("MaxRetries", "-1", "MaxRetries must be 0 or greater; it is -1. (Parameter 'MaxRetries') Hume:MaxRetries is '-1'.")]
    [InlineData("MaxResponseBytes", "0", "MaxResponseBytes must be greater than 0. (Parameter 'MaxResponseBytes') Hume:MaxResponseBytes is '0'.")]
    [InlineData("UseHttp2", "yes", "Hume:UseHttp2 is 'yes', not true or false")]
    [InlineData("ApiKeys", "canary", "Hume:ApiKeys is a single value")]
    [InlineData("ApiKey", "two words", "The API key contains a space")]
    [InlineData("ApiKey", "", "or the environment variable HUME_API_KEY. In configuration it is Hume:ApiKey.")]
    [InlineData("AccessToken", "two canary words", "The credential in Hume cannot be used. The access token contains a space")]
    [InlineData("AccessToken", "token-of-a-canary", "Give ApiKey or Credential, not both")]
    [InlineData("UserName", "canary", "Hume:UserName is set, but Hume:Password, which belongs to it, is not")]
    [InlineData("BaseUrl", "https://canary.test", "Hume:BaseUrl is no option of the client; did you mean BaseAddress? There are ApiKey, ")]
    [InlineData("Retries", "1", "Hume:Retries is no option of the client; did you mean MaxRetries?")]
    [InlineData("Secret", "canary", "Hume:Secret is no option of the client; did you mean SecretKey?")]
    [InlineData("Colour", "canary", "Hume:Colour is no option of the client. There are ApiKey, SecretKey, AccessToken, ")]
    public async Task A_host_with_a_wrong_option_does_not_start_and_says_why(string name, string value, string expected)
    {
        var section = Section(("ApiKey", "key-4f1c-canary-9d2e"), (name, value));

        var error = await StartAsync(s => s.AddHume(section));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var error = await StartAsync(s => s.AddHume("eu", Section(("ApiKey", "key"), ("BaseUrl", "https://example.test"), ("Timeout", "60"))));

        var failures = Assert.IsType<OptionsValidationException>(error).Failures.ToList();
        Assert.Equal(2, failures.Count);
        Assert.StartsWith("HumeClientOptions 'eu': Hume:BaseUrl is no option of the client; did you mean BaseAddress?", failures[0], StringComparison.Ordinal);
        Assert.StartsWith("HumeClientOptions 'eu': Hume:Timeout is '60', not a time", failures[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_of_the_whole_program_is_no_section_and_one_error_says_so()
    {
        var everything = Enumerable.Range(1, 40).Select(i => KeyValuePair.Create($"VARIABLE_{i}", (string?)"canary")).Append(new("Hume:ApiKey", "canary"));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(everything).Build();

        var error = await StartAsync(s => s.AddHume(configuration));

        var failure = Assert.Single(Assert.IsType<OptionsValidationException>(error).Failures);
        Assert.Equal("The configuration has 41 keys that are no options of the client. Give the section with the options, such as configuration.GetSection(\"Hume\").", failure);
    }

    [Fact]
    public void A_day_is_written_with_a_point() => Assert.Equal(TimeSpan.FromHours(30), Options(("ApiKey", "key"), ("Timeout", "1.06:00:00")).Timeout);

    [Fact]
    public void A_key_is_found_whatever_its_case() => Assert.Equal(7, Options(("APIKEY", "key-4f1c-canary-9d2e"), ("maxretries", "7")).MaxRetries);

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
