using Hume;
using Hume.EmpathicVoice;
using Hume.Tts;
using Microsoft.Extensions.Configuration;

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
    public static IHttpClientBuilder AddHume(this IServiceCollection services, Action<HumeClientOptions>? configure = null) =>
        services.AddApiClient(HumeClient.Registration, configure);

    /// <summary>Registers the clients as <see cref="AddHume(IServiceCollection, Action{HumeClientOptions})"/> does, with options from configuration.</summary>
    /// <param name="services">Services to register with.</param>
    /// <param name="configuration">
    /// The section with the options, such as <c>configuration.GetSection("Hume")</c>: <c>ApiKey</c>, <c>SecretKey</c> (then access tokens are fetched and used) and
    /// the keys that <see cref="ApiClientServiceCollectionExtensions"/> lists. A key that is not among these is an error.
    /// </param>
    /// <returns>The handlers that requests go through, for more to be added.</returns>
    public static IHttpClientBuilder AddHume(this IServiceCollection services, IConfiguration configuration) =>
        services.AddApiClient(HumeClient.Registration, configuration);

    /// <summary>
    /// Registers clients under a key, beside others: <c>[FromKeyedServices("eu")] ITtsClient</c>. Their options are those of the same name:
    /// <c>services.Configure&lt;HumeClientOptions&gt;("eu", ...)</c>.
    /// </summary>
    /// <param name="services">Services to register with.</param>
    /// <param name="name">The key of the clients and the name of their options.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The handlers that requests go through, for more to be added.</returns>
    public static IHttpClientBuilder AddHume(this IServiceCollection services, string name, Action<HumeClientOptions>? configure = null) =>
        services.AddApiClient(name, HumeClient.Registration, configure);

    /// <summary>Registers clients under a key, with options from configuration.</summary>
    /// <param name="services">Services to register with.</param>
    /// <param name="name">The key of the clients and the name of their options.</param>
    /// <param name="configuration">The section with the options, as of <see cref="AddHume(IServiceCollection, IConfiguration)"/>.</param>
    /// <returns>The handlers that requests go through, for more to be added.</returns>
    public static IHttpClientBuilder AddHume(this IServiceCollection services, string name, IConfiguration configuration) =>
        services.AddApiClient(name, HumeClient.Registration, configuration);
}
