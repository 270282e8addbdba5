using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Simulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Simulator.Auth;

/// <summary>Decides who may call: holders of the API key, or of a token that was made for it.</summary>
internal sealed class Authenticator(string apiKey, string secretKey, TimeProvider clock, int maxTokens)
{
    public const string TokenPath = "/oauth2-cc/token";

    private const string Scheme = "Basic ";
    private const string Bearer = "Bearer ";
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);

    public string ApiKey => apiKey;

    public string SecretKey => secretKey;

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>Whether a request carries the API key or a live token, in its headers or its query.</summary>
    public bool Knows(HttpRequest request)
    {
        try
        {
            CheckHeadersOrQuery(request);
            return true;
        }
        catch (ApiRefusal)
        {
            return false;
        }
    }

    /// <summary>Refuses a request that carries neither the API key nor a live token in its headers.</summary>
    public void Check(HttpRequest request)
    {
        if (!CheckHeaders(request))
            throw Refuse("Send the API key in the header X-Hume-Api-Key, or an access token as Authorization: Bearer.");
    }

    /// <summary>
    /// Refuses the handshake of a WebSocket that carries neither the API key nor a live token, in its headers or its query.
    /// </summary>
    public void CheckHeadersOrQuery(HttpRequest request)
    {
        if (CheckHeaders(request))
            return;

        if (request.Query["api_key"].ToString() is { Length: > 0 } key)
        {
            CheckKey(key, "the query parameter api_key");
        }
        else if (request.Query["access_token"].ToString() is { Length: > 0 } token)
        {
            CheckToken(token);
        }
        else
        {
            throw Refuse(
                "Send the API key in the header X-Hume-Api-Key or the query parameter api_key, "
                + "or an access token as Authorization: Bearer or in the query parameter access_token.");
        }
    }

    private bool CheckHeaders(HttpRequest request)
    {
        if (request.Headers.TryGetValue("X-Hume-Api-Key", out var key))
        {
            CheckKey(key.ToString(), "X-Hume-Api-Key");
            return true;
        }

        if (request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            CheckToken(header[Bearer.Length..].Trim());
            return true;
        }

        return false;
    }

    private void CheckKey(string key, string place)
    {
        if (!Same(key, apiKey))
            throw Refuse($"The value of {place} is not the API key of this simulator.");
    }

    private void CheckToken(string token)
    {
        if (!_tokens.TryGetValue(token, out var expires))
            throw Refuse($"The access token is unknown; ask for one at POST {TokenPath}.");

        if (clock.GetUtcNow() >= expires)
            throw Refuse($"The access token has expired; ask for a new one at POST {TokenPath}.");
    }

    /// <summary>Answers <c>POST /oauth2-cc/token</c> with a token that lives 30 minutes.</summary>
    public JsonObject IssueToken(HttpRequest request, byte[] body)
    {
        if (!HttpMethods.IsPost(request.Method))
            throw ApiRefusal.Error(405, null, "method_not_allowed", $"{TokenPath} takes POST only.");

        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{apiKey}:{secretKey}"));
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Same(header[Scheme.Length..].Trim(), expected))
            throw Refuse("Send Authorization: Basic with base64 of apiKey:secretKey.");

        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true
            || form.GetValueOrDefault("grant_type") != "client_credentials")
        {
            throw ApiRefusal.Error(
                400, null, "unsupported_grant_type", "Send grant_type=client_credentials as application/x-www-form-urlencoded.");
        }

        var now = clock.GetUtcNow();
        foreach (var (old, expires) in _tokens)
        {
            if (expires <= now)
                _tokens.TryRemove(old, out _);
        }

        if (_tokens.Count >= maxTokens)
            throw ApiRefusal.Error(429, null, "too_many_tokens", $"{maxTokens} access tokens are valid already; use one of them, or wait until one expires.");

        var token = NewSecret();
        _tokens[token] = now + TokenLife;
        return new JsonObject { ["access_token"] = token, ["token_type"] = "bearer", ["expires_in"] = (int)TokenLife.TotalSeconds };
    }

    private static ApiRefusal Refuse(string message) => ApiRefusal.Error(401, null, "unauthorized", message);

    // Hashes have one length, so that the time says nothing about the secret, not even how long it is.
    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Hash(given), Hash(expected));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
