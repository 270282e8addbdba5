using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HumeGen.Server.Transport;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Storage;

/// <summary>
/// Files that anybody who holds their signed address may fetch until it expires, as Hume's recordings of chats are. The signature comes from the secret of the
/// server, so that an address is good after a restart with the same secret, and on another server with it.
/// </summary>
internal sealed class SignedFiles(string secret, TimeProvider clock)
{
    private const string Prefix = "/signed/";

    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "signed files"u8);

    /// <summary>Opens the file with a name; null when it is not there any more.</summary>
    public Func<string, CancellationToken, ValueTask<Stream?>> Open { get; set; } = static (_, _) => new((Stream?)null);

    /// <summary>The path and query under which a file can be fetched until the given time.</summary>
    public string Sign(string name, DateTimeOffset expires)
    {
        var path = Prefix + name;
        var until = expires.ToUnixTimeMilliseconds();
        return string.Create(CultureInfo.InvariantCulture, $"{path}?expires={until}&signature={Signature(path, until)}");
    }

    /// <summary>The file when the request is for a signed one; null when it is for something else.</summary>
    public async ValueTask<Stream?> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var path = request.Path.Value ?? "";
        if (!HttpMethods.IsGet(request.Method) || !path.StartsWith(Prefix, StringComparison.Ordinal))
            return null;

        var valid = long.TryParse(request.Query["expires"], CultureInfo.InvariantCulture, out var until)
            && clock.GetUtcNow().ToUnixTimeMilliseconds() < until
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(request.Query["signature"].ToString()), Encoding.UTF8.GetBytes(Signature(path, until)));
        if (!valid)
            throw ApiRefusal.Error(403, null, "forbidden", "The signature is wrong or has expired; ask for the audio again.");

        return await Open(path[Prefix.Length..], cancellationToken).ConfigureAwait(false)
            ?? throw ApiRefusal.Error(404, null, "not_found", "The server does not keep this file any more.");
    }

    private string Signature(string path, long until)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{path}\n{until}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(signed)));
    }
}
