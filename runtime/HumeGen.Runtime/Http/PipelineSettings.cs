using HumeGen.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HumeGen;

/// <summary>The options of a client, checked and copied.</summary>
internal sealed class PipelineSettings
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    public required ApiDescription Api { get; init; }

    /// <summary>The address that takes the place of the API's own; null for that.</summary>
    public required Uri? BaseAddress { get; init; }

    /// <summary>The API key; null without one.</summary>
    public required ApiCredential? Key { get; init; }

    /// <summary>The keys that were given by name.</summary>
    public required IReadOnlyDictionary<string, string> ApiKeys { get; init; }

    /// <summary>Value of the header Authorization, or nothing.</summary>
    public required ApiCredential Credential { get; init; }

    /// <summary>The name of the class of the options.</summary>
    public required string OptionsName { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required TimeSpan AttemptTimeout { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required TimeSpan StreamIdleTimeout { get; init; }

    public required int MaxRetries { get; init; }

    public required bool RetryUnsafe { get; init; }

    /// <summary>Decides about further attempts of calls.</summary>
    public required Func<RetryAttempt, TimeSpan?> RetryPolicy { get; init; }

    public required bool AllowInsecureHttp { get; init; }

    /// <summary>Traces, metrics and logs of the API.</summary>
    public required ApiTelemetry Telemetry { get; init; }

    public required ILogger Logger { get; init; }

    public required int MaxResponseBytes { get; init; }

    /// <summary>The User-Agent header; null sends none.</summary>
    public required string? UserAgent { get; init; }

    public required Action<ApiAttempt>? OnRequest { get; init; }

    public required Action<ApiAttempt>? OnResponse { get; init; }

    public required Action<ApiRetry>? OnRetry { get; init; }

    public required Action<RealtimeMessage>? OnMessage { get; init; }

    /// <summary>Sees what answers lack, and so makes reading lenient; null is strict.</summary>
    public required Action<MissingMembers>? OnMissing { get; init; }

    public required TimeProvider Time { get; init; }

    public required Func<double> Random { get; init; }

    public static PipelineSettings From(ApiDescription api, ApiClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(options);
        if (api.BaseAddress is { IsAbsoluteUri: true } own)
            CheckAddress(own, options.AllowInsecureHttp, nameof(api.BaseAddress));
        var telemetry = ApiTelemetry.Of(api);
        var (key, credential) = FindCredentials(api, options);
        return new PipelineSettings
        {
            Api = api,
            BaseAddress = options.BaseAddress is { } address && CheckAddress(address, options.AllowInsecureHttp, nameof(options.BaseAddress)) != api.BaseAddress ? address : null,
            Key = key,
            ApiKeys = CheckKeys(api, options),
            Credential = credential,
            OptionsName = options.GetType().Name,
            Timeout = CheckTime(options.Timeout, nameof(options.Timeout)),
            AttemptTimeout = CheckTime(options.AttemptTimeout, nameof(options.AttemptTimeout)),
            ConnectTimeout = CheckTime(options.ConnectTimeout, nameof(options.ConnectTimeout)),
            StreamIdleTimeout = CheckTime(options.StreamIdleTimeout, nameof(options.StreamIdleTimeout)),
            MaxRetries = CheckRetries(options.MaxRetries, nameof(options.MaxRetries)),
            RetryUnsafe = options.RetryUnsafe,
            RetryPolicy = options.RetryPolicy
                ?? throw new ArgumentException("RetryPolicy must not be null; leave it at ApiClientOptions.DefaultRetryPolicy.", nameof(options)),
            AllowInsecureHttp = options.AllowInsecureHttp,
            Telemetry = telemetry,
            Logger = options.LoggerFactory is { } loggers ? new QuietLogger(loggers.CreateLogger(telemetry.Name)) : NullLogger.Instance,
            MaxResponseBytes = CheckSize(options.MaxResponseBytes, nameof(options.MaxResponseBytes)),
            UserAgent = UserAgentOf(api.Client, options.UserAgent),
            OnRequest = options.OnRequest,
            OnResponse = options.OnResponse,
            OnRetry = options.OnRetry,
            OnMessage = options.OnMessage,
            OnMissing = options.OnMissing,
            Time = options.TimeProvider ?? throw new ArgumentException("TimeProvider must not be null; leave it at TimeProvider.System.", nameof(options)),
            Random = options.Random,
        };
    }

    /// <summary>The sentence that says how to give a credential.</summary>
    public string WayToGive => HowToGive(Api, OptionsName);

    /// <summary>The address of a server, for the path of a request to go behind.</summary>
    /// <param name="request">The request.</param>
    /// <param name="server">The server of the request; null for the API's own.</param>
    /// <exception cref="ApiClientException">Nothing names a host.</exception>
    public Uri AddressOf(RequestBase request, Uri? server)
    {
        if (BaseAddress is { } given)
            return server is null && Api.BaseAddress is null or { IsAbsoluteUri: true } ? given : Join(given, server ?? Api.BaseAddress!);
        if ((server ?? Api.BaseAddress) is { IsAbsoluteUri: true } own)
            return own;
        return server is not null && Api.BaseAddress is { IsAbsoluteUri: true } root
            ? new Uri(root, server)
            : throw new ApiClientException($"{request} was not sent, as the specification of {Api.Name} names no host. Set {OptionsName}.BaseAddress, such as https://api.example.com.");
    }

    /// <summary>The path of a server, absolute or relative, without a slash at its end.</summary>
    public static string PathOf(Uri server) => (server.IsAbsoluteUri ? server : new Uri(new Uri("https://localhost"), server)).AbsolutePath.TrimEnd('/');

    /// <summary>An address without a path at its end, if it has it there.</summary>
    public static string WithoutEnd(Uri address, string path)
    {
        var text = address.AbsoluteUri.TrimEnd('/');
        return path.Length > 0 && address.AbsolutePath.TrimEnd('/').EndsWith(path, StringComparison.Ordinal) ? text[..^path.Length] : text;
    }

    /// <summary>Tells the client's own secrets, also those that a call does not send.</summary>
    public void TellSecrets(CallSecrets secrets)
    {
        secrets.Remember(Key?.ApiKey);
        foreach (var key in ApiKeys.Values)
            secrets.Remember(key);
        secrets.Remember(Credential.BasicAuthorization);
        secrets.Remember(Credential.BasicLogin);
        secrets.Remember(Credential.Token?.Reveal());
        foreach (var secret in Credential.ClientSecrets.Concat(Key?.ClientSecrets ?? []))
            secrets.Remember(secret);
    }

    public static TimeSpan CheckTime(TimeSpan time, string name) =>
        time == System.Threading.Timeout.InfiniteTimeSpan || (time > TimeSpan.Zero && time <= LongestTimer)
            ? time
            : throw new ArgumentException($"{name} must be greater than zero and at most 24 days, or Timeout.InfiniteTimeSpan for no limit; it is {time:c}.", name);

    public static int CheckRetries(int count, string name) =>
        count >= 0 ? count : throw new ArgumentException($"{name} must be 0 or greater; it is {count}.", name);

    /// <summary>Refuses an address over which the credential would travel in clear, unless the options allow that.</summary>
    /// <exception cref="ApiClientException">The address is http or ws to another machine.</exception>
    public Uri CheckSecure(RequestBase request, Uri address)
    {
        if (AllowInsecureHttp || address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeWss || LoopbackBypass.IsLoopback(address))
            return address;
        throw new ApiClientException($"{request} was not sent. {Insecure(address, OptionsName)}");
    }

    private static string Insecure(Uri address, string options) =>
        $"Its address is {address.Scheme}://{address.Host}, over which the credential would travel readable by anyone. Use {address.Scheme}s; {address.Scheme} is for this "
        + $"machine (localhost), unless {options}.AllowInsecureHttp is true, which is for networks that you trust.";

    private static int CheckSize(int size, string name) =>
        size > 0 ? size : throw new ArgumentException($"{name} must be greater than 0.", name);

    private static Uri CheckAddress(Uri address, bool allowInsecure, string name)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            throw new ArgumentException("BaseAddress must be an absolute https address, such as https://gateway.example/api.", name);
        if (address.UserInfo.Length > 0)
            throw new ArgumentException("BaseAddress must not contain a user name or password; give the credential by ApiKey or Credential.", name);
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new ArgumentException("BaseAddress must not contain a query or fragment.", name);
        if (address.Scheme == Uri.UriSchemeHttp && !allowInsecure && !LoopbackBypass.IsLoopback(address))
        {
            throw new ArgumentException(
                $"BaseAddress is http://{address.Host}, over which the credential would travel readable by anyone. Use https; http is for this machine (localhost), "
                + "unless AllowInsecureHttp is true, which is for networks that you trust.",
                name);
        }

        return address;
    }

    private static Uri Join(Uri address, Uri server)
    {
        var path = PathOf(server);
        return new Uri(WithoutEnd(address, path) + path);
    }

    private static Dictionary<string, string> CheckKeys(ApiDescription api, ApiClientOptions options)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, key) in options.ApiKeys ?? new Dictionary<string, string>())
        {
            ApiKeyPlace[] known = [.. api.FurtherKeys.Prepend(api.FirstKey).OfType<ApiKeyPlace>()];
            var place = Array.Find(known, p => p.Name == name);
            if (place is null)
            {
                var names = known.Length == 0 ? "none" : string.Join(", ", known.Select(static p => p.Name));
                throw new ArgumentException($"ApiKeys has a key for '{name}', but {api.Name} has {names}.", nameof(options));
            }

            keys.Add(name, CheckKey(place, key));
        }

        return keys;
    }

    // A key that is the whole header Authorization may have a scheme.
    private static string CheckKey(ApiKeyPlace? place, string? key) =>
        place is { Carrier: KeyCarrier.Header } && place.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
            ? HeaderText.CheckAuthorization(key, "API key")
            : HeaderText.CheckSecret(key, "API key");

    private static (ApiCredential? Key, ApiCredential Credential) FindCredentials(ApiDescription api, ApiClientOptions options)
    {
        var key = options.ApiKey is { } text ? KeyOf(api, text) : null;
        var credential = options.Credential is { ApiKey: { } given } ? KeyOf(api, given) : options.Credential;
        if (credential is { BasicAuthorization: not null } && api.TokenPath is null)
            throw new ArgumentException($"{api.Name} has no access tokens for client credentials; give an API key.", nameof(options));
        if (key is not null && credential is not null && (!api.TakesSeveralCredentials || key.ApiKey is null == credential.ApiKey is null))
            throw new ArgumentException("Give ApiKey or Credential, not both.", nameof(options));
        if (key is null && credential is null && options.ApiKeys is not { Count: > 0 })
            key = DefaultOf(api, options);
        ApiCredential?[] all = [key, credential];
        return (Array.Find(all, static c => c?.ApiKey is not null), Array.Find(all, static c => c is { ApiKey: null }) ?? ApiCredential.None);
    }

    private static ApiCredential DefaultOf(ApiDescription api, ApiClientOptions options)
    {
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

        return api.IsOpen || api.HasOpenCalls
            ? ApiCredential.None
            : throw new InvalidOperationException($"There is no credential for {api.Name}. {HowToGive(api, options.GetType().Name)}");
    }

    private static string HowToGive(ApiDescription api, string options) =>
        $"Set {options}.{(api.FirstKey is null && !api.ApiKeyIsToken ? "" : "ApiKey or ")}Credential{(api.ApiKeyVariable is { } variable ? $", or the environment variable {variable}" : "")}.";

    private static ApiCredential KeyOf(ApiDescription api, string key) => api switch
    {
        { ApiKeyIsToken: true } => ApiCredential.FromAccessToken(key),
        { FirstKey: null } => throw new ArgumentException($"{api.Name} takes no API key. Give a user name and password: Credential = ApiCredential.FromBasic(...).", nameof(key)),
        _ => ApiCredential.FromApiKey(CheckKey(api.FirstKey, key)),
    };

    private static string? UserAgentOf(Type? client, string? suffix)
    {
        // A browser has its own, and a server may not allow a page to send another.
        if (suffix is { Length: 0 } || OperatingSystem.IsBrowser())
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
