using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;

namespace HumeGen;

internal sealed partial class ClientSocketHandler
{
    private const string KeepAlive = "HumeGen.KeepAliveInterval";
    private static readonly Regex Status = new("'([1-5][0-9]{2})'", RegexOptions.CultureInvariant);

    /// <summary>Whether the platform makes WebSockets only by itself.</summary>
    public static bool IsNeeded => true;

    /// <summary>Gives a request the options of its socket.</summary>
    public static void Prepare(HttpRequestMessage message, RealtimeOptions options) => message.Properties[KeepAlive] = options.KeepAliveInterval;

    private static partial void SetUp(ClientWebSocket socket, HttpRequestMessage request)
    {
        socket.Options.KeepAliveInterval = (TimeSpan)request.Properties[KeepAlive];
        if (LoopbackBypass.IsLoopback(request.RequestUri!))
            socket.Options.Proxy = null;
        foreach (var header in request.Headers)
        {
            if (TryOfferProtocols(socket, header.Key, header.Value))
                continue;

            try
            {
                socket.Options.SetRequestHeader(header.Key, string.Join(header.Key == "User-Agent" ? " " : ", ", header.Value));
            }
            catch (ArgumentException) when (header.Key == "User-Agent")
            {
                // .NET Framework does not let it be set.
            }
        }
    }

    private static partial HttpResponseMessage? Refusal(WebSocketException error) =>
        (error.InnerException as WebException)?.Response is HttpWebResponse response ? Describe(response) : Describe(error.Message);

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
