using System.Security.Cryptography;
using System.Text;

namespace HumeGen;

/// <summary>
/// The opening handshake of a WebSocket (RFC 6455, section 4.1). It goes through the HTTP pipeline rather than through ClientWebSocket, so that address, credential,
/// retries and errors are those of every request, and so that the body of a refusal, which ClientWebSocket hides, can be read.
/// </summary>
internal static class Handshake
{
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Makes a request one for a WebSocket, with a key of its own.</summary>
    public static void Prepare(HttpRequestMessage message)
    {
        Span<byte> nonce = stackalloc byte[16];
        RandomNumberGenerator.Fill(nonce);
        message.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        message.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        message.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        message.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", Convert.ToBase64String(nonce));
    }

    /// <summary>Checks that an answer of 101 is the server's consent to this very handshake.</summary>
    /// <returns>What is wrong; null when all is well.</returns>
    public static string? Check(HttpResponseMessage response)
    {
        var headers = response.Headers;
        if (!headers.Upgrade.Any(static u => u.Name.Equals("websocket", StringComparison.OrdinalIgnoreCase))
            || !headers.Connection.Contains("Upgrade", StringComparer.OrdinalIgnoreCase))
        {
            return "it does not name the WebSocket protocol";
        }

        var key = response.RequestMessage!.Headers.GetValues("Sec-WebSocket-Key").Single();
        if (Only(response, "Sec-WebSocket-Accept") != Accept(key))
            return "its Sec-WebSocket-Accept does not fit the key that was sent";
        return Only(response, "Sec-WebSocket-Extensions") is { Length: > 0 } || Only(response, "Sec-WebSocket-Protocol") is { Length: > 0 }
            ? "it turns on an extension or protocol that was not asked for"
            : null;
    }

    /// <summary>Takes the credential out of a request's headers and puts it into its address.</summary>
    public static void MoveCredential(HttpRequestMessage message, string apiKeyHeader, RealtimeRequest request)
    {
        if (message.Headers.NonValidated.TryGetValues(apiKeyHeader, out var key))
            AddQuery(message, request.ApiKeyQuery, key.ToString(), "API key", request);
        if (message.Headers.Authorization is { Scheme: "Basic" })
            AddQuery(message, null, "", "user name and password", request);
        if (message.Headers.Authorization is { Parameter: { } token })
            AddQuery(message, request.AccessTokenQuery, token, "access token", request);
        message.Headers.Remove(apiKeyHeader);
        message.Headers.Authorization = null;
    }

    private static void AddQuery(HttpRequestMessage message, string? name, string value, string what, RealtimeRequest request)
    {
        if (name is null)
            throw new InvalidOperationException($"{request.PathTemplate} takes no {what} in its address. Set RealtimeOptions.CredentialInQuery to false.");

        var address = message.RequestUri!.AbsoluteUri;
        message.RequestUri = new Uri($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}");
    }

    // SHA-1 is what the protocol asks for; nothing secret hangs on it.
#pragma warning disable CA5350
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350

    private static string? Only(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
