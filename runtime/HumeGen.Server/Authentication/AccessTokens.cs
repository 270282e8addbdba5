using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HumeGen.Server.Authentication;

/// <summary>
/// Access tokens: the id of a key, the time until which they are good, and a signature by the secret of the server. Nothing is kept of them, so that they are good after a
/// restart with the same secret, and on another server with it.
/// </summary>
internal sealed class AccessTokens(string secret)
{
    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "access tokens"u8);

    public string Create(string keyId, DateTimeOffset expires)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{keyId}.{expires.ToUnixTimeMilliseconds()}");
        return $"{signed}.{Sign(signed)}";
    }

    /// <summary>The key and the end of a token; null when it is none of this server.</summary>
    public (string KeyId, DateTimeOffset Expires)? Read(string token)
    {
        var end = token.LastIndexOf('.');
        if (end < 0 || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token[(end + 1)..]), Encoding.UTF8.GetBytes(Sign(token[..end]))))
            return null;

        var parts = token[..end].Split('.');
        return (parts[0], DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    private string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
