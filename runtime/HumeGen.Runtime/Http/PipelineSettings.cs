using HumeGen.Json;

namespace HumeGen;

/// <summary>The options of a client, checked and copied.</summary>
internal sealed class PipelineSettings
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    public required ApiDescription Api { get; init; }

    public required Uri BaseAddress { get; init; }

    public required ApiCredential Credential { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required TimeSpan AttemptTimeout { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required TimeSpan StreamIdleTimeout { get; init; }

    public required int MaxRetries { get; init; }

    public required int MaxResponseBytes { get; init; }

    /// <summary>The User-Agent header; null sends none.</summary>
    public required string? UserAgent { get; init; }

    public required Action<ApiAttempt>? OnRequest { get; init; }

    public required Action<ApiAttempt>? OnResponse { get; init; }

    public required Action<RealtimeMessage>? OnMessage { get; init; }

    /// <summary>Sees what answers lack, and so makes reading lenient; null is strict.</summary>
    public required Action<MissingMembers>? OnMissing { get; init; }

    public required TimeProvider Time { get; init; }

    public required Func<double> Random { get; init; }

    public static PipelineSettings From(ApiDescription api, ApiClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(options);
        return new PipelineSettings
        {
            Api = api,
            BaseAddress = CheckAddress(options.BaseAddress ?? api.BaseAddress),
            Credential = FindCredential(api, options),
            Timeout = CheckTime(options.Timeout, nameof(options.Timeout)),
            AttemptTimeout = CheckTime(options.AttemptTimeout, nameof(options.AttemptTimeout)),
            ConnectTimeout = CheckTime(options.ConnectTimeout, nameof(options.ConnectTimeout)),
            StreamIdleTimeout = CheckTime(options.StreamIdleTimeout, nameof(options.StreamIdleTimeout)),
            MaxRetries = CheckRetries(options.MaxRetries, nameof(options.MaxRetries)),
            MaxResponseBytes = options.MaxResponseBytes > 0
                ? options.MaxResponseBytes
                : throw new ArgumentException("MaxResponseBytes must be greater than 0.", nameof(options)),
            UserAgent = UserAgentOf(api.Client, options.UserAgent),
            OnRequest = options.OnRequest,
            OnResponse = options.OnResponse,
            OnMessage = options.OnMessage,
            OnMissing = options.OnMissing,
            Time = options.TimeProvider ?? throw new ArgumentException("TimeProvider must not be null; leave it at TimeProvider.System.", nameof(options)),
            Random = options.Random,
        };
    }

    public static TimeSpan CheckTime(TimeSpan time, string name) =>
        time == System.Threading.Timeout.InfiniteTimeSpan || (time > TimeSpan.Zero && time <= LongestTimer)
            ? time
            : throw new ArgumentException($"{name} must be greater than zero and at most 24 days, or Timeout.InfiniteTimeSpan for no limit.", name);

    public static int CheckRetries(int count, string name) =>
        count >= 0 ? count : throw new ArgumentException($"{name} must be 0 or greater.", name);

    private static Uri CheckAddress(Uri address)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            throw new ArgumentException("BaseAddress must be an absolute https address, such as https://gateway.example/api.", nameof(address));
        if (address.UserInfo.Length > 0)
            throw new ArgumentException("BaseAddress must not contain a user name or password; give the credential by ApiKey or Credential.", nameof(address));
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new ArgumentException("BaseAddress must not contain a query or fragment.", nameof(address));
        if (address.Scheme == Uri.UriSchemeHttp && !LoopbackBypass.IsLoopback(address))
        {
            throw new ArgumentException(
                $"BaseAddress is http://{address.Host}, over which the key would travel readable by anyone. Use https; http is for this machine (localhost) only.",
                nameof(address));
        }

        return address;
    }

    private static ApiCredential FindCredential(ApiDescription api, ApiClientOptions options)
    {
        if (options.Credential is not null && options.ApiKey is not null)
            throw new ArgumentException("Give ApiKey or Credential, not both.", nameof(options));
        if (options.Credential is { } credential)
        {
            return credential.BasicAuthorization is null || api.TokenPath is not null
                ? credential
                : throw new ArgumentException($"{api.Name} has no access tokens for client credentials; give an API key.", nameof(options));
        }

        if (options.ApiKey is { } key)
            return KeyOf(api, key);

        var variable = api.ApiKeyVariable;
        if (variable is not null && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } found)
        {
            try
            {
                return KeyOf(api, found);
            }
            catch (ArgumentException e)
            {
                throw new InvalidOperationException($"The environment variable {variable} holds no usable key. {e.Message}", e);
            }
        }

        if (api.IsOpen)
            return ApiCredential.None;
        throw new InvalidOperationException(
            $"There is no credential for {api.Name}. Set {options.GetType().Name}.ApiKey or Credential{(variable is null ? "" : $", or the environment variable {variable}")}.");
    }

    private static ApiCredential KeyOf(ApiDescription api, string key) => api switch
    {
        { ApiKeyIsToken: true } => ApiCredential.FromAccessToken(key),
        { ApiKeyQuery: null, ApiKeyCookie: null } when api.ApiKeyHeader.Equals("Authorization", StringComparison.OrdinalIgnoreCase) => ApiCredential.FromAuthorization(key),
        _ => ApiCredential.FromApiKey(key),
    };

    private static string? UserAgentOf(Type? client, string? suffix)
    {
        if (suffix is { Length: 0 })
            return null;
        HeaderText.Check("User-Agent", suffix);
        var products = new[] { client, typeof(PipelineSettings) }.OfType<Type>().Select(ProductOf).Append(suffix);
        return string.Join(" ", products.Where(static p => p is { Length: > 0 }));
    }

    // The name of a client may have letters that headers cannot carry.
    private static string ProductOf(Type type)
    {
        var name = type == typeof(PipelineSettings) ? "HumeGen" : type.Name;
        var version = type.Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        return name.All(static c => c is > ' ' and <= '~') ? $"{name}/{version}" : "";
    }
}
