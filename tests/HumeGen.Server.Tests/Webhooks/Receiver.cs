using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace HumeGen.Server.Tests.Webhooks;

/// <summary>A receiver of webhooks, which answers with the given status codes and then with 200.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly Channel<Delivery> _deliveries = Channel.CreateUnbounded<Delivery>();
    private readonly RawServer _server;
    private int _count;

    public Receiver(params int[] statuses)
    {
        _server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 } request)
            {
                var number = Interlocked.Increment(ref _count) - 1;
                _deliveries.Writer.TryWrite(Delivery.Of(request));
                await connection.SendResponseAsync($"{(number < statuses.Length ? statuses[number] : 200)} Any", "", keepAlive: true);
            }
        });
    }

    public string Url => $"{_server.Address}hook?token=hidden";

    public string Authority => _server.Address.Authority;

    /// <summary>Number of requests so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public async Task<Delivery> NextAsync() => await _deliveries.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>A webhook as it came.</summary>
internal sealed record Delivery(string RequestLine, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Timestamp => Headers["X-Hume-AI-Webhook-Timestamp"];

    public string Signature => Headers["X-Hume-AI-Webhook-Signature"];

    public static Delivery Of(string request)
    {
        var (head, body) = (request[..request.IndexOf("\r\n\r\n", StringComparison.Ordinal)], request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        var lines = head.Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        return new Delivery(lines[0], headers, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)));
    }

    /// <summary>Checks the signature as the receivers in Hume's examples do.</summary>
    public void MustBeSignedWith(string key)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(key));
        var expected = Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{Body}.{Timestamp}"))).ToLower(CultureInfo.InvariantCulture);
        Assert.Equal(expected, Signature);
    }
}
