using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Transport;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Authentication;

/// <summary>Decides who may call: holders of the server's own key, of one of the store, or of a token that was made for either.</summary>
internal sealed class Authenticator(string apiKey, string secretKey, IKeyStore keys, KeyMeters meters, TimeProvider clock)
{
    public const string TokenPath = "/oauth2-cc/token";

    /// <summary>The id of the server's own key.</summary>
    public const string OwnId = "server";

    private const string Scheme = "Basic ";
    private const string Bearer = "Bearer ";
    // Only servers sign tokens, and no id of a key has a colon.
    private const string Forwarded = "forwarded:";
    private const string HowToSend = "Send the API key in the header X-Hume-Api-Key, or an access token as Authorization: Bearer. "
        + "A WebSocket of a browser takes them in the query parameters api_key and access_token.";

    // ASP.NET compares names of the query without case, so these are apiKey and accessToken of older clients too.
    private static readonly string[] KeyNames = ["api_key", "apikey"];
    private static readonly string[] TokenNames = ["access_token", "accesstoken"];
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan ForwardedLife = TimeSpan.FromMinutes(1);

    private readonly string _keyHash = Secrets.Hash(apiKey);
    private readonly string _secretHash = Secrets.Hash(secretKey);
    private readonly AccessTokens _tokens = new(secretKey);

    /// <summary>The query parameters that carry a credential, in any case.</summary>
    public static FrozenSet<string> QueryNames { get; } = KeyNames.Concat(TokenNames).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public string ApiKey => apiKey;

    public string SecretKey => secretKey;

    /// <summary>
    /// Finds the key of a request, in its headers or in its query, which is the only place that a browser has for a WebSocket.
    /// </summary>
    public async ValueTask<Identity> IdentifyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers["X-Hume-Api-Key"].ToString() is { Length: > 0 } given)
            return await IdentifyKeyAsync(given, "the header X-Hume-Api-Key", cancellationToken).ConfigureAwait(false);
        if (request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return await IdentifyTokenAsync(header[Bearer.Length..].Trim(), cancellationToken).ConfigureAwait(false);
        if (FromQuery(request, KeyNames) is { } key)
            return await IdentifyKeyAsync(key, "the query parameter api_key", cancellationToken).ConfigureAwait(false);
        if (FromQuery(request, TokenNames) is { } token)
            return await IdentifyTokenAsync(token, cancellationToken).ConfigureAwait(false);

        return Refuse("steps.oauth.v2.FailedToResolveAPIKey", "Failed to resolve API Key variable request.header.X-Hume-Api-Key", HowToSend);
    }

    /// <summary>Answers <c>POST /oauth2-cc/token</c> with a token that lives 30 minutes.</summary>
    public async ValueTask<JsonObject> IssueTokenAsync(HttpRequest request, byte[] body, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(request.Method))
            throw ApiRefusal.Error(405, null, "method_not_allowed", $"{TokenPath} takes POST only.");

        if (await FindClientAsync(request, cancellationToken).ConfigureAwait(false) is not { } key)
            throw Refuse("oauth.v2.InvalidClientIdentifier", "ClientId is Invalid", "Send Authorization: Basic with base64 of apiKey:secretKey.").Refusal!;

        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true
            || form.GetValueOrDefault("grant_type") != "client_credentials")
        {
            throw ApiRefusal.Error(
                400, null, "unsupported_grant_type", "Send grant_type=client_credentials as application/x-www-form-urlencoded.");
        }

        key.CountRequest();
        return new JsonObject { ["access_token"] = CreateToken(key.KeyId), ["token_type"] = "bearer", ["expires_in"] = (int)TokenLife.TotalSeconds };
    }

    /// <summary>Makes a token that lives 30 minutes, for a key.</summary>
    public string CreateToken(string keyId) => _tokens.Create(keyId, clock.GetUtcNow() + TokenLife);

    /// <summary>Makes a token by which another server with the same secret takes a request of a key as one that has been let in and counted here.</summary>
    public string CreateForwardedToken(string keyId) => _tokens.Create(Forwarded + keyId, clock.GetUtcNow() + ForwardedLife);

    private static string? FromQuery(HttpRequest request, string[] names) =>
        names.Select(name => request.Query[name].ToString()).FirstOrDefault(value => value.Length > 0);

    private static Identity Refuse(string errorCode, string faultString, string message) => new(null, ApiRefusal.Fault(401, errorCode, faultString, message));

    private async ValueTask<Identity> IdentifyKeyAsync(string given, string place, CancellationToken cancellationToken) =>
        await FindAsync(given, cancellationToken).ConfigureAwait(false) is var (key, _)
            ? new Identity(key, null)
            : Refuse("oauth.v2.InvalidApiKey", "Invalid ApiKey", $"The value of {place} is not an API key of this server, or it has been revoked.");

    private async ValueTask<Identity> IdentifyTokenAsync(string token, CancellationToken cancellationToken)
    {
        if (_tokens.Read(token) is not var (keyId, expires))
            return Refuse("oauth.v2.InvalidAccessToken", "Invalid access token", $"The access token is unknown; ask for one at POST {TokenPath}.");

        if (clock.GetUtcNow() >= expires)
        {
            return Refuse(
                "keymanagement.service.access_token_expired", "Access Token expired", $"The access token has expired; ask for a new one at POST {TokenPath}.");
        }

        var isForwarded = keyId.StartsWith(Forwarded, StringComparison.Ordinal);
        return await FindByIdAsync(isForwarded ? keyId[Forwarded.Length..] : keyId, cancellationToken).ConfigureAwait(false) is var (key, _)
            ? new Identity(key, null, isForwarded)
            : Refuse("oauth.v2.InvalidAccessToken", "Invalid access token", "The API key that the access token was made for has been revoked.");
    }

    /// <summary>The key of a client that shows both the key and its secret; null when they are wrong.</summary>
    private async ValueTask<KeyMeter?> FindClientAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var header = request.Headers.Authorization.ToString();
        var bytes = new byte[header.Length];
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var count))
            return null;

        // Neither a key nor a secret that the server makes has a colon, but those that it is given may.
        var both = Encoding.UTF8.GetString(bytes, 0, count);
        if (Secrets.HasHash(both, Secrets.Hash($"{apiKey}:{secretKey}")))
            return meters.Of(OwnId, new KeyLimits());

        return both.Split(':') is [var key, var secret]
            && await FindAsync(key, cancellationToken).ConfigureAwait(false) is var (found, secretHash) && Secrets.HasHash(secret, secretHash) ? found : null;
    }

    private async ValueTask<(KeyMeter Key, string SecretHash)?> FindAsync(string given, CancellationToken cancellationToken)
    {
        if (Secrets.HasHash(given, _keyHash))
            return (meters.Of(OwnId, new KeyLimits()), _secretHash);

        return NewKey.IdOf(given) is { } id && await FindStoredAsync(id, cancellationToken).ConfigureAwait(false) is { } stored && Secrets.HasHash(given, stored.KeyHash)
            ? (meters.Of(id, stored.Limits), stored.SecretHash)
            : null;
    }

    private async ValueTask<(KeyMeter Key, string SecretHash)?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        if (id == OwnId)
            return (meters.Of(OwnId, new KeyLimits()), _secretHash);

        return await FindStoredAsync(id, cancellationToken).ConfigureAwait(false) is { } stored ? (meters.Of(id, stored.Limits), stored.SecretHash) : null;
    }

    private async ValueTask<StoredKey?> FindStoredAsync(string id, CancellationToken cancellationToken) =>
        (await keys.FindAsync([id], cancellationToken).ConfigureAwait(false)).FirstOrDefault(key => key.Revoked is null);
}
