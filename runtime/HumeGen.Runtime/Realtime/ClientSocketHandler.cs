using System.Net;
using System.Net.WebSockets;

namespace HumeGen;

/// <summary>
/// Opens WebSockets where the platform makes them only by itself, which is .NET Standard and browsers: ClientWebSocket stands in for the HTTP client, behind the
/// same credential, retries and limits. Of a refusal it tells the status alone, in a browser not even that, and on .NET Framework the whole answer.
/// </summary>
internal sealed partial class ClientSocketHandler : HttpMessageHandler
{
    /// <summary>An HttpClient that opens WebSockets.</summary>
    public static HttpClient CreateClient() => new(new ClientSocketHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Takes the open socket out of an answer.</summary>
    public static WebSocket Take(HttpResponseMessage response) => ((SocketContent)response.Content).Socket;

    /// <summary>An address with another scheme.</summary>
    public static Uri WithScheme(Uri address, string scheme) =>
        new UriBuilder(address) { Scheme = scheme, Port = address.IsDefaultPort ? -1 : address.Port }.Uri;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        var isSecure = address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeWss;
        var socket = new ClientWebSocket();
        try
        {
            SetUp(socket, request);
            await socket.ConnectAsync(WithScheme(address, isSecure ? Uri.UriSchemeWss : Uri.UriSchemeWs), cancellationToken).ConfigureAwait(false);
            return new HttpResponseMessage(HttpStatusCode.SwitchingProtocols) { RequestMessage = request, Content = new SocketContent(socket) };
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            if (e is not WebSocketException broken)
                throw;

            var refusal = Refusal(broken) ?? throw new HttpRequestException(e.Message, e);
            refusal.RequestMessage = request;
            return refusal;
        }
    }

    /// <summary>Gives a socket the headers and options of the request that opens it.</summary>
    private static partial void SetUp(ClientWebSocket socket, HttpRequestMessage request);

    /// <summary>The known parts of the answer of a server that refused; null when nothing is known.</summary>
    private static partial HttpResponseMessage? Refusal(WebSocketException error);

    /// <summary>Offers protocols, if the header does. The platform takes as an answer only what it has offered itself.</summary>
    private static bool TryOfferProtocols(ClientWebSocket socket, string header, IEnumerable<string> values)
    {
        if (!header.Equals("Sec-WebSocket-Protocol", StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (var protocol in values.SelectMany(static v => v.Split(',')).Select(static p => p.Trim()).Where(static p => p.Length > 0).Distinct())
            socket.Options.AddSubProtocol(protocol);
        return true;
    }

    /// <summary>Carries the open socket to where it is taken out.</summary>
    private sealed class SocketContent(ClientWebSocket socket) : HttpContent
    {
        public ClientWebSocket Socket => socket;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return true;
        }

        // Only if it was not taken out: disposing it twice does no harm.
        protected override void Dispose(bool disposing)
        {
            if (disposing)
                socket.Dispose();
            base.Dispose(disposing);
        }
    }
}
