using System.Net.WebSockets;

namespace HumeGen;

internal sealed partial class ClientSocketHandler
{
    /// <summary>Whether the platform makes WebSockets only by itself.</summary>
    public static bool IsNeeded => OperatingSystem.IsBrowser();

    private static partial void SetUp(ClientWebSocket socket, HttpRequestMessage request)
    {
        foreach (var (name, values) in request.Headers)
        {
            if (!TryOfferProtocols(socket, name, values))
            {
                throw new ApiClientException(
                    $"The WebSocket was not opened, as a browser sends no headers with it, and {name} is one. Leave it out, or connect through a server of yours that adds it.");
            }
        }
    }

    private static partial HttpResponseMessage? Refusal(WebSocketException error) => null;
}
