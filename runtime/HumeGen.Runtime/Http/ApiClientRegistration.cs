namespace HumeGen;

/// <summary>
/// Knowledge that a container needs to register a client and the clients below it, such as the package HumeGen.DependencyInjection. Each generated client brings it
/// along as its property <c>Registration</c>.
/// </summary>
/// <typeparam name="TClient">The client.</typeparam>
/// <typeparam name="TOptions">Its options.</typeparam>
public sealed class ApiClientRegistration<TClient, TOptions>
    where TClient : class, IDisposable
    where TOptions : ApiClientOptions
{
    private readonly List<(Type Service, Func<TClient, object> Find)> _services = [];

    /// <summary>Describes a client.</summary>
    /// <param name="api">The API.</param>
    /// <param name="create">Makes a client with options.</param>
    public ApiClientRegistration(ApiDescription api, Func<TOptions, TClient> create)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(create);
        (Api, Create) = (api, create);
    }

    /// <summary>The API.</summary>
    public ApiDescription Api { get; }

    /// <summary>Makes a client with options.</summary>
    public Func<TOptions, TClient> Create { get; }

    /// <summary>The interfaces of the client and of those below it, with the way from the client to each.</summary>
    public IReadOnlyList<(Type Service, Func<TClient, object> Find)> Services => _services;

    /// <summary>Adds an interface.</summary>
    /// <typeparam name="TService">The interface.</typeparam>
    /// <param name="find">Finds it in the client.</param>
    /// <returns>This object.</returns>
    public ApiClientRegistration<TClient, TOptions> With<TService>(Func<TClient, TService> find)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(find);
        _services.Add((typeof(TService), find));
        return this;
    }
}
