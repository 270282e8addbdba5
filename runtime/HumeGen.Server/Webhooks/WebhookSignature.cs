using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HumeGen.Server.Webhooks;

/// <summary>The signature of webhooks: HMAC-SHA256 of the body, a dot and the time in seconds since 1970, in hexadecimal digits.</summary>
internal sealed class WebhookSignature(string key)
{
    public const string SignatureHeader = "X-Hume-AI-Webhook-Signature";
    public const string TimestampHeader = "X-Hume-AI-Webhook-Timestamp";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public (string Timestamp, string Signature) Sign(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(body.Span);
        hash.AppendData(Encoding.ASCII.GetBytes("." + timestamp));
        return (timestamp, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
