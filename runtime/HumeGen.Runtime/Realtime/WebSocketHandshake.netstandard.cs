using System.Net.WebSockets;

namespace HumeGen;

/// <summary>The opening handshake of a WebSocket, which the platform does and checks by itself: see <see cref="ClientSocketHandler"/>.</summary>
internal static class WebSocketHandshake
{
    /// <summary>The address with http in place of ws, as HttpRequestMessage takes nothing else on .NET Framework.</summary>
    public static Uri WithHttpScheme(Uri address) =>
        ClientSocketHandler.WithScheme(address, address.Scheme == Uri.UriSchemeWss ? Uri.UriSchemeHttps : Uri.UriSchemeHttp);

    public static void Prepare(HttpRequestMessage message, RealtimeOptions options) => ClientSocketHandler.Prepare(message, options);

    public static string? Check(HttpResponseMessage response) => null;

    public static ValueTask<WebSocket> OpenAsync(HttpResponseMessage response, RealtimeOptions options, Watchdog watchdog, CancellationToken cancellationToken) =>
        new(ClientSocketHandler.Take(response));
}
