using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace HumeGen;

/// <summary>
/// The opening handshake of a WebSocket (RFC 6455, section 4.1). It goes through the HTTP pipeline rather than through ClientWebSocket, so that address, credential,
/// retries and errors are those of every request, and so that the body of a refusal, which ClientWebSocket hides, can be read. In a browser
/// <see cref="ClientSocketHandler"/> does it.
/// </summary>
internal static class WebSocketHandshake
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Turns a request into one for a WebSocket, with a key of its own.</summary>
    public static void Prepare(HttpRequestMessage message, RealtimeOptions options)
    {
        if (ClientSocketHandler.IsNeeded)
            return;

        Span<byte> nonce = stackalloc byte[16];
        RandomNumberGenerator.Fill(nonce);
        message.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        message.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        message.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        message.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", Convert.ToBase64String(nonce));
    }

    /// <summary>Checks that an answer of 101 is the server's consent to this very handshake.</summary>
    /// <returns>The fault; null when there is none.</returns>
    public static string? Check(HttpResponseMessage response)
    {
        if (ClientSocketHandler.IsNeeded)
            return null;

        var headers = response.Headers;
        if (!headers.Upgrade.Any(static u => u.Name.Equals("websocket", StringComparison.OrdinalIgnoreCase))
            || !headers.Connection.Contains("Upgrade", StringComparer.OrdinalIgnoreCase))
        {
            return "it does not name the WebSocket protocol";
        }

        var key = response.RequestMessage!.Headers.GetValues("Sec-WebSocket-Key").Single();
        if (Only(response, "Sec-WebSocket-Accept") != Accept(key))
            return "its Sec-WebSocket-Accept does not fit the key that was sent";
        return Only(response, "Sec-WebSocket-Extensions") is { Length: > 0 }
            || (Only(response, "Sec-WebSocket-Protocol") is { Length: > 0 } protocol && !OfferedProtocols(response.RequestMessage).Contains(protocol))
            ? "it turns on an extension or protocol that was not asked for"
            : null;
    }

    /// <summary>Makes a WebSocket of the connection that the server has agreed on.</summary>
    public static async ValueTask<WebSocket> OpenAsync(HttpResponseMessage response, RealtimeOptions options, Watchdog watchdog, CancellationToken cancellationToken)
    {
        if (ClientSocketHandler.IsNeeded)
            return ClientSocketHandler.Take(response);

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var creation = new WebSocketCreationOptions { KeepAliveInterval = options.KeepAliveInterval };
#if NET9_0_OR_GREATER
        // Only with a limit does the platform ask the server for a sign of life; the watchdog does the timing.
        if (watchdog.CanPing)
            creation.KeepAliveTimeout = TimeSpan.FromMilliseconds(int.MaxValue);
#endif
        return WebSocket.CreateFromStream(new WatchedStream(stream, watchdog), creation);
    }

    // SHA-1 is what the protocol asks for; nothing secret hangs on it.
#pragma warning disable CA5350
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350

    // The headers of a channel or a call may offer some.
    private static IEnumerable<string> OfferedProtocols(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues("Sec-WebSocket-Protocol", out var offers) ? offers.SelectMany(static o => o.Split(',')).Select(static o => o.Trim()) : [];

    private static string? Only(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
