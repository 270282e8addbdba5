namespace HumeGen;

/// <summary>The request that opens a WebSocket. Make a new one for each connection.</summary>
public sealed class RealtimeRequest : RequestBase
{
    // Relative where the specification names no host.
    private readonly Uri _server;

    /// <summary>Starts a request.</summary>
    /// <param name="server">
    /// The server's address in the specification, such as <c>wss://api.example.com/v1</c>; empty, or a path such as <c>/v1</c>, for one on the API's own host.
    /// </param>
    /// <param name="channel">The channel's path below it, with placeholders in braces: <c>/tasks/{id}/changes</c>.</param>
    /// <exception cref="ArgumentException">The address is no wss or ws address, or the path is no plain path.</exception>
    public RealtimeRequest(string server, string channel)
        : this(ParseServer(server), channel)
    {
    }

    private RealtimeRequest(Uri server, string channel)
        : base(HttpMethod.Get, PipelineSettings.PathOf(server) + channel) => _server = server;

    /// <summary>The query parameter that takes an API key, for <see cref="RealtimeOptions.CredentialInQuery"/>; null when the channel has none.</summary>
    public string? ApiKeyQuery { get; init; }

    /// <summary>The query parameter that takes an access token, for <see cref="RealtimeOptions.CredentialInQuery"/>; null when the channel has none.</summary>
    public string? AccessTokenQuery { get; init; }

    /// <summary>Builds the address.</summary>
    /// <param name="settings">Settings; a base address other than the API's own replaces the server's host.</param>
    /// <param name="replacements">Query parameters that take the place of those set here, or come on top.</param>
    internal Uri BuildUri(PipelineSettings settings, IReadOnlyDictionary<string, string>? replacements)
    {
        var server = settings.BaseAddress is null && _server.IsAbsoluteUri ? _server : settings.AddressOf(this, _server.OriginalString.Length == 0 ? null : _server);
        var address = new UriBuilder(PipelineSettings.WithoutEnd(server, PipelineSettings.PathOf(_server)));
        if (server.Scheme == Uri.UriSchemeHttps || server.Scheme == Uri.UriSchemeHttp)
            (address.Scheme, address.Port) = (server.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs, server.IsDefaultPort ? -1 : server.Port);
        var uri = settings.CheckSecure(this, BuildUri(address.Uri, replacements));
#if NET
        return uri;
#else
        return WebSocketHandshake.WithHttpScheme(uri);
#endif
    }

    /// <summary>Takes the credential out of a request's headers and puts it into its address.</summary>
    internal void MoveCredential(HttpRequestMessage message, string? apiKeyHeader)
    {
        if (apiKeyHeader is not null && message.Headers.NonValidated.TryGetValues(apiKeyHeader, out var key))
            MoveTo(message, ApiKeyQuery, key.ToString(), "API key");
        if (message.Headers.Authorization is { Scheme: "Basic" })
            MoveTo(message, null, "", "user name and password");
        if (message.Headers.Authorization is { Parameter: { } token })
            MoveTo(message, AccessTokenQuery, token, "access token");
        if (apiKeyHeader is not null)
            message.Headers.Remove(apiKeyHeader);
        message.Headers.Authorization = null;
    }

    private void MoveTo(HttpRequestMessage message, string? name, string value, string what)
    {
        if (name is null)
        {
            throw new InvalidOperationException($"{PathTemplate} takes no {what} in its address"
                + (OperatingSystem.IsBrowser()
                    ? ", and a browser opens WebSockets without headers. Connect through a server of yours, which adds the header."
                    : ". Set RealtimeOptions.CredentialInQuery to false."));
        }

        var address = message.RequestUri!.AbsoluteUri;
        message.RequestUri = new Uri($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}");
    }

    private static Uri ParseServer(string server)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (server is "" or ['/', not '/', ..])
            return new Uri(server, UriKind.Relative);
        if (!Uri.TryCreate(server, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeWss && address.Scheme != Uri.UriSchemeWs)
            || address.UserInfo.Length > 0
            || address.Query.Length > 0
            || address.Fragment.Length > 0)
        {
            throw new ArgumentException(
                "The server's address must be a plain wss address, such as wss://api.example.com/v1, or a ws address.", nameof(server));
        }

        return address;
    }
}
