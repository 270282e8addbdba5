using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats.Forwarding;

/// <summary>
/// Hands on what is meant for a chat that another server of the same store holds: asks that server as a client would, by a token for the key of the client.
/// </summary>
/// <param name="createToken">Makes the token for the id of a key.</param>
internal sealed class ChatForwarder(Func<string, string> createToken) : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        // The servers are neighbours, whatever the way out is.
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    });

    /// <summary>Hands on a call of the control plane, and its answer.</summary>
    public async Task SendAsync(ChatRecord chat, ApiCall call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(chat, "send"))
        {
            Content = new ByteArrayContent(ApiCall.ToUtf8(call.Body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers = { Authorization = Credential(call.Key.KeyId) },
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted);
        limit.CancelAfter(AnswerTimeout);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                throw Unknown(chat);

            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false));
            if (response.Headers.RetryAfter is { } wait)
                call.SetHeader("Retry-After", wait.ToString());

            await call.AnswerAsync((int)response.StatusCode, body ?? new JsonObject()).ConfigureAwait(false);
        }
        catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            throw Unreachable(chat);
        }
        catch (Exception fault) when (!call.Aborted.IsCancellationRequested && fault is HttpRequestException or OperationCanceledException or JsonException)
        {
            throw ApiRefusal.Error(
                504, null, "server_not_answering", $"The server that holds the chat {chat.Id} has not answered; the history of the chat tells whether it took the message.");
        }
    }

    /// <summary>Joins the chat for a connection, or refuses it as the other server does.</summary>
    public async Task<ISocketSession> ConnectAsync(ChatRecord chat, AcceptedHandshake handshake)
    {
        var address = Address(chat, "connect");
        var holder = new ClientWebSocket();
        try
        {
            holder.Options.SetRequestHeader("Authorization", Credential(handshake.Key.KeyId).ToString());
            holder.Options.CollectHttpResponseDetails = true;
            // A machine that is gone says nothing.
            holder.Options.KeepAliveInterval = KeepAlive;
#if NET9_0_OR_GREATER
            holder.Options.KeepAliveTimeout = KeepAlive;
#endif
            using var limit = new CancellationTokenSource(AnswerTimeout);
            await holder.ConnectAsync(new UriBuilder(address) { Scheme = address.Scheme == "https" ? "wss" : "ws" }.Uri, _http, limit.Token).ConfigureAwait(false);
            return new ForwardedSession(holder, handshake);
        }
        catch (Exception fault) when (fault is WebSocketException or HttpRequestException or OperationCanceledException)
        {
            var status = (int)holder.HttpStatusCode;
            holder.Dispose();
            throw status switch
            {
                401 => Unknown(chat),
                429 => ApiRefusal.Quota($"The server that holds the chat {chat.Id} has no room for another connection; try again later.", Retry),
                _ => Unreachable(chat),
            };
        }
        catch
        {
            holder.Dispose();
            throw;
        }
    }

    /// <summary>Whether the server that holds a chat answers; one that has told no address is believed to.</summary>
    public async Task<bool> IsHolderReadyAsync(ChatRecord chat)
    {
        if (chat.HolderAddress is not { } address)
            return true;

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{address.AbsoluteUri.TrimEnd('/')}/health"));
        using var limit = new CancellationTokenSource(HealthTimeout);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private static Uri Address(ChatRecord chat, string end) => chat.HolderAddress is { } address
        ? new Uri($"{address.AbsoluteUri.TrimEnd('/')}/v0/evi/chat/{chat.Id}/{end}")
        : throw Refusal("server_without_address", $"The chat {chat.Id} is on another server, which has told no address at which this one reaches it.");

    private static ApiRefusal Unreachable(ChatRecord chat) =>
        Refusal("server_not_reachable", $"The server that holds the chat {chat.Id} cannot be reached. If it is gone, the chat ends within half a minute.", Retry);

    private static ApiRefusal Unknown(ChatRecord chat) => Refusal(
        "server_not_trusted", $"The server that holds the chat {chat.Id} does not take the word of this one: servers that share a database need the same secret, and the same time.");

    private static ApiRefusal Refusal(string error, string message, TimeSpan? retryAfter = null) => ApiRefusal.Error(503, null, error, message, retryAfter);

    private AuthenticationHeaderValue Credential(string keyId) => new("Bearer", createToken(keyId));
}
