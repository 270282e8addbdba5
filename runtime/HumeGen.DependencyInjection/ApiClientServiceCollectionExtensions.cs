using System.Diagnostics.CodeAnalysis;
using HumeGen;
using HumeGen.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers generated clients, of any API.</summary>
public static class ApiClientServiceCollectionExtensions
{
    // The container makes options with it.
    private const DynamicallyAccessedMemberTypes Constructor = DynamicallyAccessedMemberTypes.PublicParameterlessConstructor;

    /// <summary>Registers a client, its interface and the interface of every client below it as singletons. The container disposes them.</summary>
    /// <typeparam name="TClient">The client.</typeparam>
    /// <typeparam name="TOptions">Its options.</typeparam>
    /// <param name="services">Services to register with.</param>
    /// <param name="registration">The client's own, such as <c>TodoClient.Registration</c>.</param>
    /// <param name="configure">
    /// Sets options; null leaves them to <c>services.Configure&lt;TodoClientOptions&gt;</c> and to the environment variable of the API, where it has one.
    /// Options that make no sense, or no credential anywhere, stop the host when it starts, or else throw when a client is asked for first.
    /// </param>
    /// <returns>
    /// The handlers that requests and WebSockets go through, for more to be added. They follow no redirects, live as long as the client, and do not apply where the
    /// options give an <see cref="HttpClient"/> or handler.
    /// </returns>
    public static IHttpClientBuilder AddApiClient<TClient, [DynamicallyAccessedMembers(Constructor)] TOptions>(
        this IServiceCollection services, ApiClientRegistration<TClient, TOptions> registration, Action<TOptions>? configure = null)
        where TClient : class, IDisposable
        where TOptions : ApiClientOptions
    {
        var builder = Add(services, registration, Options.Options.DefaultName, null, null);
        if (configure is not null)
            services.Configure(configure);
        return builder;
    }

    /// <summary>Registers a client with options from configuration.</summary>
    /// <typeparam name="TClient">The client.</typeparam>
    /// <typeparam name="TOptions">Its options.</typeparam>
    /// <param name="services">Services to register with.</param>
    /// <param name="registration">The client's own, such as <c>TodoClient.Registration</c>.</param>
    /// <param name="configuration">
    /// The section with the options: the credential as <c>ApiKey</c>, <c>AccessToken</c>, <c>UserName</c> and <c>Password</c>, <c>ApiKey</c> and <c>SecretKey</c> for an
    /// API that fetches access tokens with them, or <c>ApiKeys</c> with a key for each name; <c>BaseAddress</c>; <c>Timeout</c>, <c>AttemptTimeout</c>,
    /// <c>ConnectTimeout</c>, <c>StreamIdleTimeout</c> (such as <c>00:02:00</c>, or <c>-00:00:00.001</c> for no limit); <c>MaxRetries</c>, <c>RetryUnsafe</c>,
    /// <c>AllowInsecureHttp</c>, <c>MaxResponseBytes</c>, <c>UseHttp2</c>, <c>UserAgent</c>; see <see cref="ApiClientOptions"/>.
    /// A key that is not among these, or a wrong value, is an error when the host starts.
    /// </param>
    /// <returns>The handlers that requests go through, for more to be added.</returns>
    public static IHttpClientBuilder AddApiClient<TClient, [DynamicallyAccessedMembers(Constructor)] TOptions>(
        this IServiceCollection services, ApiClientRegistration<TClient, TOptions> registration, IConfiguration configuration)
        where TClient : class, IDisposable
        where TOptions : ApiClientOptions
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, registration, Options.Options.DefaultName, null, configuration);
    }

    /// <summary>
    /// Registers a client under a key, beside others: <c>[FromKeyedServices("eu")] ITodoClient</c>. Its options are those of the same name:
    /// <c>services.Configure&lt;TodoClientOptions&gt;("eu", ...)</c>.
    /// </summary>
    /// <typeparam name="TClient">The client.</typeparam>
    /// <typeparam name="TOptions">Its options.</typeparam>
    /// <param name="services">Services to register with.</param>
    /// <param name="name">The key of the client and the name of its options.</param>
    /// <param name="registration">The client's own, such as <c>TodoClient.Registration</c>.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The handlers that requests go through, for more to be added.</returns>
    public static IHttpClientBuilder AddApiClient<TClient, [DynamicallyAccessedMembers(Constructor)] TOptions>(
        this IServiceCollection services, string name, ApiClientRegistration<TClient, TOptions> registration, Action<TOptions>? configure = null)
        where TClient : class, IDisposable
        where TOptions : ApiClientOptions
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var builder = Add(services, registration, name, name, null);
        if (configure is not null)
            services.Configure(name, configure);
        return builder;
    }

    /// <summary>Registers a client under a key, with options from configuration.</summary>
    /// <typeparam name="TClient">The client.</typeparam>
    /// <typeparam name="TOptions">Its options.</typeparam>
    /// <param name="services">Services to register with.</param>
    /// <param name="name">The key of the client and the name of its options.</param>
    /// <param name="registration">The client's own, such as <c>TodoClient.Registration</c>.</param>
    /// <param name="configuration">The section with the options, as without a key.</param>
    /// <returns>The handlers that requests go through, for more to be added.</returns>
    public static IHttpClientBuilder AddApiClient<TClient, [DynamicallyAccessedMembers(Constructor)] TOptions>(
        this IServiceCollection services, string name, ApiClientRegistration<TClient, TOptions> registration, IConfiguration configuration)
        where TClient : class, IDisposable
        where TOptions : ApiClientOptions
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configuration);
        return Add(services, registration, name, name, configuration);
    }

    private static IHttpClientBuilder Add<TClient, [DynamicallyAccessedMembers(Constructor)] TOptions>(
        IServiceCollection services, ApiClientRegistration<TClient, TOptions> registration, string optionsName, string? key, IConfiguration? configuration)
        where TClient : class, IDisposable
        where TOptions : ApiClientOptions
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(registration);
        var section = configuration is null ? null : new OptionsSection(configuration, registration.Api);
        services.AddOptions<TOptions>(optionsName).ValidateOnStart();
        if (section is not null)
            services.Configure<TOptions>(optionsName, section.Apply);
        services.AddSingleton<IValidateOptions<TOptions>>(new OptionsValidator<TClient, TOptions>(optionsName, registration, section));

        var handlers = typeof(TClient).FullName + (key is null ? "" : ":" + key);
        services.AddKeyedSingleton(key, (provider, _) => Create(provider, registration, optionsName, handlers));
        foreach (var (service, find) in registration.Services)
            services.Add(ServiceDescriptor.KeyedSingleton(service, key, (provider, _) => find(provider.GetRequiredKeyedService<TClient>(key))));

        // The client lives as long as the container, and so does its handler: its connections have an end of their own instead of the factory's.
        services.AddKeyedSingleton(handlers, (provider, _) => OptionsOf<TOptions>(provider, optionsName).CreateHandler());
        return services.AddHttpClient(handlers)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredKeyedService<HttpMessageHandler>(handlers))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static TClient Create<TClient, [DynamicallyAccessedMembers(Constructor)] TOptions>(
        IServiceProvider provider, ApiClientRegistration<TClient, TOptions> registration, string optionsName, string handlers)
        where TClient : class, IDisposable
        where TOptions : ApiClientOptions
    {
        var options = OptionsOf<TOptions>(provider, optionsName).Copy();
        if (options is { HttpClient: null, HttpMessageHandler: null })
            options.HttpMessageHandler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(handlers);
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        return registration.Create(options);
    }

    private static TOptions OptionsOf<[DynamicallyAccessedMembers(Constructor)] TOptions>(IServiceProvider provider, string name)
        where TOptions : ApiClientOptions => provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);
}
