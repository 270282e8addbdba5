using System.Diagnostics;
using System.Text;

namespace HumeGen;

/// <summary>Credential of a client. Never shows its secret.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ApiCredential
{
    private readonly string _kind;

    private ApiCredential(string kind) => _kind = kind;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string? ApiKey { get; private init; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal ApiAccessToken? Token { get; private init; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string? BasicAuthorization { get; private init; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string? BasicLogin { get; private init; }

    /// <summary>Nothing, for an API that asks for none.</summary>
    internal static ApiCredential None { get; } = new("no credential");

    internal Func<CancellationToken, ValueTask<ApiAccessToken>>? Provider { get; private init; }

    /// <summary>An API key.</summary>
    /// <param name="apiKey">The key. Where the API takes it in the header <c>Authorization</c>, a scheme and a space may stand before it: <c>Token abc</c>.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentException">The key is empty, or contains a line break, or a space that is not behind a scheme.</exception>
    public static ApiCredential FromApiKey(string apiKey) => new("API key")
    {
        ApiKey = HeaderText.CheckAuthorization(apiKey, "API key"),
        ClientSecrets = [apiKey[(apiKey.IndexOf(' ') + 1)..]],
    };

    /// <summary>One access token, used until the server refuses it.</summary>
    /// <param name="accessToken">The token.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentException">The token is empty or contains spaces or line breaks.</exception>
    public static ApiCredential FromAccessToken(string accessToken) => new("access token") { Token = new ApiAccessToken(accessToken) };

    /// <summary>A user name and a password, sent as HTTP's basic authentication.</summary>
    /// <param name="userName">The user name.</param>
    /// <param name="password">The password; it may be empty.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentException">The user name contains a colon, or one of them control characters.</exception>
    public static ApiCredential FromBasic(string userName, string password)
    {
        ArgumentNullException.ThrowIfNull(userName);
        ArgumentNullException.ThrowIfNull(password);
        if (userName.Contains(':', StringComparison.Ordinal) || userName.Any(char.IsControl) || password.Any(char.IsControl))
            throw new ArgumentException("The user name must not contain a colon, nor it or the password a control character.", nameof(userName));
        return new("user name and password")
        {
            BasicLogin = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}")),
            ClientSecrets = [password],
        };
    }

    /// <summary>
    /// A source of access tokens. It is asked when a token is needed first, shortly before one ends, and once when the server refuses one;
    /// never twice at a time by one client.
    /// </summary>
    /// <param name="provider">Gives a token. It should stop when its token is cancelled; a call does not wait for it beyond its own time limit.</param>
    /// <returns>The credential.</returns>
    public static ApiCredential FromTokenProvider(Func<CancellationToken, ValueTask<ApiAccessToken>> provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return new("token provider") { Provider = provider };
    }

    /// <summary>An API key and its secret key, with which the client fetches access tokens by itself.</summary>
    /// <param name="apiKey">The API key.</param>
    /// <param name="secretKey">The secret key that belongs to it.</param>
    /// <returns>The credential.</returns>
    /// <exception cref="ArgumentException">A key is empty or contains spaces or line breaks, or the API key contains a colon.</exception>
    public static ApiCredential FromClientCredentials(string apiKey, string secretKey)
    {
        HeaderText.CheckSecret(apiKey, "API key");
        HeaderText.CheckSecret(secretKey, "secret key");
        if (apiKey.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException("The API key contains a colon, which cannot be sent. Were the two keys given as one?", nameof(apiKey));

        return new("client credentials")
        {
            BasicAuthorization = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{apiKey}:{secretKey}")),
            ClientSecrets = [apiKey, secretKey],
        };
    }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string[] ClientSecrets { get; private init; } = [];

    /// <summary>The kind of the credential, never its secret.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => $"{_kind} [redacted]";
}
