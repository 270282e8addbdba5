using Hume;
using Hume.EmpathicVoice;
using Hume.ExpressionMeasurement;
using Hume.ExpressionMeasurement.Batch;
using Hume.ExpressionMeasurement.Stream;
using Hume.Tts;
using HumeGen;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Hume's clients.</summary>
public static class HumeServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="HumeClient"/>, <see cref="IHumeClient"/> and every client below it (<see cref="ITtsClient"/>, <see cref="IEmpathicVoiceClient"/> ...)
    /// as singletons. The container disposes them.
    /// </summary>
    /// <param name="services">Services to register with.</param>
    /// <param name="configure">
    /// Sets options; null leaves them to <c>services.Configure&lt;HumeClientOptions&gt;</c> and to the environment variable <c>HUME_API_KEY</c>.
    /// Options that make no sense, or no credential anywhere, stop the host when it starts, or else throw when a client is asked for first.
    /// </param>
    /// <returns>
    /// The handlers that requests and WebSockets go through, for more to be added. They live as long as the client, and do not apply where the options give an
    /// <see cref="HttpClient"/> or handler.
    /// </returns>
    public static IHttpClientBuilder AddHume(this IServiceCollection services, Action<HumeClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = AddClients(services, Options.Options.DefaultName, null);
        if (configure is not null)
            services.Configure(configure);
        return builder;
    }

    /// <summary>Registers the clients as <see cref="AddHume(IServiceCollection, Action{HumeClientOptions})"/> does, with options from configuration.</summary>
    /// <param name="services">Services to register with.</param>
    /// <param name="configuration">
    /// The section with the options, such as <c>configuration.GetSection("Hume")</c>: <c>ApiKey</c>, <c>SecretKey</c> (then access tokens are fetched and
    /// used), <c>BaseAddress</c>, <c>Timeout</c>, <c>AttemptTimeout</c>, <c>ConnectTimeout</c>, <c>StreamIdleTimeout</c> (such as <c>00:02:00</c>, or
    /// <c>-00:00:00.001</c> for no limit), <c>MaxRetries</c>, <c>RetryUnsafe</c>,
    /// <c>AllowInsecureHttp</c>, <c>MaxResponseBytes</c>, <c>UserAgent</c>; see <see cref="HumeClientOptions"/>.
    /// </param>
    /// <returns>The handlers that requests go through, for more to be added.</returns>
    public static IHttpClientBuilder AddHume(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddHume(options => ConfigurationReader.Read(configuration, options));
    }

    /// <summary>
    /// Registers clients under a key, beside others: <c>[FromKeyedServices("eu")] ITtsClient</c>. Their options are those of the same name:
    /// <c>services.Configure&lt;HumeClientOptions&gt;("eu", ...)</c>.
    /// </summary>
    /// <param name="services">Services to register with.</param>
    /// <param name="name">The key of the clients and the name of their options.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The handlers that requests go through, for more to be added.</returns>
    public static IHttpClientBuilder AddHume(this IServiceCollection services, string name, Action<HumeClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var builder = AddClients(services, name, name);
        if (configure is not null)
            services.Configure(name, configure);
        return builder;
    }

    /// <summary>Registers clients under a key, with options from configuration.</summary>
    /// <param name="services">Services to register with.</param>
    /// <param name="name">The key of the clients and the name of their options.</param>
    /// <param name="configuration">The section with the options, as of <see cref="AddHume(IServiceCollection, IConfiguration)"/>.</param>
    /// <returns>The handlers that requests go through, for more to be added.</returns>
    public static IHttpClientBuilder AddHume(this IServiceCollection services, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddHume(name, options => ConfigurationReader.Read(configuration, options));
    }

    private static IHttpClientBuilder AddClients(IServiceCollection services, string optionsName, string? key)
    {
        services.AddOptions<HumeClientOptions>(optionsName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HumeClientOptions>>(new OptionsValidator(optionsName));

        var handlers = "Hume" + (key is null ? "" : ":" + key);
        services.AddKeyedSingleton(key, (provider, _) => CreateClient(provider, optionsName, handlers));
        Add<IHumeClient>(client => client);
        Add(client => client.Tts);
        Add(client => client.Tts.StreamInput);
        Add(client => client.Tts.Voices);
        Add(client => client.EmpathicVoice);
        Add(client => client.EmpathicVoice.Chat);
        Add(client => client.EmpathicVoice.ChatGroups);
        Add(client => client.EmpathicVoice.Chats);
        Add(client => client.EmpathicVoice.Configs);
        Add(client => client.EmpathicVoice.ControlPlane);
        Add(client => client.EmpathicVoice.CustomVoices);
        Add(client => client.EmpathicVoice.Prompts);
        Add(client => client.EmpathicVoice.Tools);
        Add(client => client.ExpressionMeasurement);
        Add(client => client.ExpressionMeasurement.Batch);
        Add(client => client.ExpressionMeasurement.Stream);

        // The client lives as long as the container, and so does its handler: its connections have an end of their own instead of the factory's.
        services.AddKeyedSingleton(handlers, (provider, _) => OptionsOf(provider, optionsName).CreateHandler());
        return services.AddHttpClient(handlers)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredKeyedService<HttpMessageHandler>(handlers))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

        void Add<T>(Func<HumeClient, T> find)
            where T : class => services.AddKeyedSingleton(key, (provider, _) => find(provider.GetRequiredKeyedService<HumeClient>(key)));
    }

    private static HumeClient CreateClient(IServiceProvider provider, string optionsName, string handlers)
    {
        var options = OptionsOf(provider, optionsName).Copy();
        if (options is { HttpClient: null, HttpMessageHandler: null })
            options.HttpMessageHandler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(handlers);
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        return new HumeClient(options);
    }

    private static HumeClientOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<HumeClientOptions>>().Get(name);
}
