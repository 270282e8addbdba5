using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HumeGen.Server.Transport;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Storage;

/// <summary>Files that anybody who holds their signed address may fetch until it expires, as Hume's recordings of chats are.</summary>
internal sealed class SignedFiles(TimeProvider clock)
{
    private const string Prefix = "/signed/";
    private const int MaxFiles = 1_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly NewestEntries<Func<CancellationToken, Task<byte[]>>> _contents = new(MaxFiles, StringComparer.Ordinal);

    /// <summary>The path and query under which the content can be fetched until the given time.</summary>
    public string Publish(string name, DateTimeOffset expires, Func<CancellationToken, Task<byte[]>> content)
    {
        var path = Prefix + name;
        _contents.Set(path, content);
        var until = expires.ToUnixTimeMilliseconds();
        return string.Create(CultureInfo.InvariantCulture, $"{path}?expires={until}&signature={Signature(path, until)}");
    }

    /// <summary>The content when the request is for a signed file; null when it is for something else.</summary>
    public async ValueTask<byte[]?> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var path = request.Path.Value ?? "";
        if (!HttpMethods.IsGet(request.Method) || !_contents.TryGet(path, out var content))
            return null;

        var valid = long.TryParse(request.Query["expires"], CultureInfo.InvariantCulture, out var until)
            && clock.GetUtcNow().ToUnixTimeMilliseconds() < until
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(request.Query["signature"].ToString()), Encoding.UTF8.GetBytes(Signature(path, until)));
        return valid
            ? await content(cancellationToken).ConfigureAwait(false)
            : throw ApiRefusal.Error(403, null, "forbidden", "The signature is wrong or has expired; ask for the audio again.");
    }

    private string Signature(string path, long until)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{path}\n{until}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(signed)));
    }
}
