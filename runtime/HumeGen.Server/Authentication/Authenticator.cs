using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Transport;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Authentication;

/// <summary>Decides who may call: holders of the API key, or of a token that was made for it.</summary>
internal sealed class Authenticator(string apiKey, string secretKey, TimeProvider clock, int maxTokens)
{
    public const string TokenPath = "/oauth2-cc/token";

    private const string Scheme = "Basic ";
    private const string Bearer = "Bearer ";
    private const string HowToSend = "Send the API key in the header X-Hume-Api-Key, or an access token as Authorization: Bearer. "
        + "A WebSocket of a browser takes them in the query parameters api_key and access_token.";

    // ASP.NET compares names of the query without case, so these are apiKey and accessToken of older clients too.
    private static readonly string[] KeyNames = ["api_key", "apikey"];
    private static readonly string[] TokenNames = ["access_token", "accesstoken"];
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);

    /// <summary>The query parameters that carry a credential, in any case.</summary>
    public static FrozenSet<string> QueryNames { get; } = KeyNames.Concat(TokenNames).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public string ApiKey => apiKey;

    public string SecretKey => secretKey;

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>Whether a request carries the API key or a live token.</summary>
    public bool Knows(HttpRequest request)
    {
        try
        {
            Check(request);
            return true;
        }
        catch (ApiRefusal)
        {
            return false;
        }
    }

    /// <summary>
    /// Refuses a request that carries neither the API key nor a live token, in its headers or in its query, which is the only place that a browser has for
    /// a WebSocket.
    /// </summary>
    public void Check(HttpRequest request)
    {
        if (request.Headers["X-Hume-Api-Key"].ToString() is { Length: > 0 } given)
            CheckKey(given, "the header X-Hume-Api-Key");
        else if (request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            CheckToken(header[Bearer.Length..].Trim());
        else if (FromQuery(request, KeyNames) is { } key)
            CheckKey(key, "the query parameter api_key");
        else if (FromQuery(request, TokenNames) is { } token)
            CheckToken(token);
        else
            throw Refuse("steps.oauth.v2.FailedToResolveAPIKey", "Failed to resolve API Key variable request.header.X-Hume-Api-Key", HowToSend);
    }

    private static string? FromQuery(HttpRequest request, string[] names) =>
        names.Select(name => request.Query[name].ToString()).FirstOrDefault(value => value.Length > 0);

    private void CheckKey(string key, string place)
    {
        if (!Same(key, apiKey))
            throw Refuse("oauth.v2.InvalidApiKey", "Invalid ApiKey", $"The value of {place} is not the API key of this server.");
    }

    private void CheckToken(string token)
    {
        if (!_tokens.TryGetValue(token, out var expires))
            throw Refuse("oauth.v2.InvalidAccessToken", "Invalid access token", $"The access token is unknown; ask for one at POST {TokenPath}.");

        if (clock.GetUtcNow() >= expires)
        {
            throw Refuse(
                "keymanagement.service.access_token_expired", "Access Token expired", $"The access token has expired; ask for a new one at POST {TokenPath}.");
        }
    }

    /// <summary>Answers <c>POST /oauth2-cc/token</c> with a token that lives 30 minutes.</summary>
    public JsonObject IssueToken(HttpRequest request, byte[] body)
    {
        if (!HttpMethods.IsPost(request.Method))
            throw ApiRefusal.Error(405, null, "method_not_allowed", $"{TokenPath} takes POST only.");

        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{apiKey}:{secretKey}"));
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Same(header[Scheme.Length..].Trim(), expected))
            throw Refuse("oauth.v2.InvalidClientIdentifier", "ClientId is Invalid", "Send Authorization: Basic with base64 of apiKey:secretKey.");

        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true
            || form.GetValueOrDefault("grant_type") != "client_credentials")
        {
            throw ApiRefusal.Error(
                400, null, "unsupported_grant_type", "Send grant_type=client_credentials as application/x-www-form-urlencoded.");
        }

        var token = CreateToken() ?? throw ApiRefusal.Quota($"{maxTokens} access tokens are valid already; use one of them, or wait until one expires.");
        return new JsonObject { ["access_token"] = token, ["token_type"] = "bearer", ["expires_in"] = (int)TokenLife.TotalSeconds };
    }

    /// <summary>Makes a token that lives 30 minutes; null when too many are valid already.</summary>
    public string? CreateToken()
    {
        var now = clock.GetUtcNow();
        foreach (var (old, expires) in _tokens)
        {
            if (expires <= now)
                _tokens.TryRemove(old, out _);
        }

        if (_tokens.Count >= maxTokens)
            return null;

        var token = NewSecret();
        _tokens[token] = now + TokenLife;
        return token;
    }

    private static ApiRefusal Refuse(string errorCode, string faultString, string message) => ApiRefusal.Fault(401, errorCode, faultString, message);

    // Hashes have one length, so that the time says nothing about the secret, not even how long it is.
    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Hash(given), Hash(expected));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
