using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.RegularExpressions;

namespace HumeGen;

/// <summary>
/// The opening handshake of a WebSocket where the platform makes a WebSocket only by itself: ClientWebSocket stands in for the HTTP client, behind the same
/// credential, retries and limits. Of a refusal it tells the status alone, except on .NET Framework.
/// </summary>
internal static class WebSocketHandshake
{
    private const string KeepAlive = "HumeGen.KeepAliveInterval";

    /// <summary>An HttpClient that opens WebSockets.</summary>
    public static HttpClient CreateClient() => new(new SocketHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The address with http in place of ws, as HttpRequestMessage takes nothing else on .NET Framework.</summary>
    public static Uri WithHttpScheme(Uri address) => WithScheme(address, address.Scheme == Uri.UriSchemeWss ? Uri.UriSchemeHttps : Uri.UriSchemeHttp);

    public static void Prepare(HttpRequestMessage message, RealtimeOptions options) => message.Properties[KeepAlive] = options.KeepAliveInterval;

    /// <summary>The platform has checked the answer already.</summary>
    public static string? Check(HttpResponseMessage response) => null;

    public static ValueTask<WebSocket> OpenAsync(HttpResponseMessage response, RealtimeOptions options, Watchdog watchdog, CancellationToken cancellationToken) =>
        new(((SocketContent)response.Content).Socket);

    private static Uri WithScheme(Uri address, string scheme) =>
        new UriBuilder(address) { Scheme = scheme, Port = address.IsDefaultPort ? -1 : address.Port }.Uri;

    private sealed class SocketHandler : HttpMessageHandler
    {
        private static readonly Regex Status = new("'([1-5][0-9]{2})'", RegexOptions.CultureInvariant);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var socket = new ClientWebSocket();
            try
            {
                socket.Options.KeepAliveInterval = (TimeSpan)request.Properties[KeepAlive];
                if (LoopbackBypass.IsLoopback(request.RequestUri!))
                    socket.Options.Proxy = null;
                foreach (var header in request.Headers)
                    SetHeader(socket, header.Key, header.Value);
                var address = request.RequestUri!;
                await socket.ConnectAsync(WithScheme(address, address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs), cancellationToken)
                    .ConfigureAwait(false);
                return new HttpResponseMessage(HttpStatusCode.SwitchingProtocols) { RequestMessage = request, Content = new SocketContent(socket) };
            }
            catch (Exception e)
            {
                socket.Dispose();
                if (cancellationToken.IsCancellationRequested)
                    throw new OperationCanceledException(e.Message, e, cancellationToken);
                if (e is not WebSocketException)
                    throw;

                var refusal = (e.InnerException as WebException)?.Response is HttpWebResponse response ? Describe(response) : Describe(e.Message);
                if (refusal is null)
                    throw new HttpRequestException(e.Message, e);
                refusal.RequestMessage = request;
                return refusal;
            }
        }

        private static void SetHeader(ClientWebSocket socket, string name, IEnumerable<string> values)
        {
            if (name.Equals("Sec-WebSocket-Protocol", StringComparison.OrdinalIgnoreCase))
            {
                // The platform takes as an answer only what it has offered itself.
                foreach (var protocol in values.SelectMany(static v => v.Split(',')).Select(static p => p.Trim()).Where(static p => p.Length > 0).Distinct())
                    socket.Options.AddSubProtocol(protocol);
                return;
            }

            try
            {
                socket.Options.SetRequestHeader(name, string.Join(name == "User-Agent" ? " " : ", ", values));
            }
            catch (ArgumentException) when (name == "User-Agent")
            {
                // .NET Framework does not let it be set.
            }
        }

        private static HttpResponseMessage? Describe(string message) =>
            Status.Match(message) is { Success: true } match
                ? new HttpResponseMessage((HttpStatusCode)int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) { Content = new ByteArrayContent([]) }
                : null;

        private static HttpResponseMessage Describe(HttpWebResponse response)
        {
            var answer = new HttpResponseMessage(response.StatusCode) { Content = new StreamContent(response.GetResponseStream()) };
            foreach (var name in response.Headers.AllKeys)
            {
                if (!answer.Headers.TryAddWithoutValidation(name, response.Headers[name]))
                    answer.Content.Headers.TryAddWithoutValidation(name, response.Headers[name]);
            }

            return answer;
        }
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
