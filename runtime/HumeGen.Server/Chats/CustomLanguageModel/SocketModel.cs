using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.CustomLanguageModel;

/// <summary>
/// A custom language model behind a WebSocket: it gets the conversation and sends <c>assistant_input</c> with text to say, then <c>assistant_end</c>.
/// The connection lasts as long as the chat.
/// </summary>
internal sealed class SocketModel(HttpMessageInvoker http, ChatSettings settings, TimeProvider clock) : IDisposable
{
    private const int LongestMessage = 1 << 20;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // One answer at a time; one that was cut is read to its end before the next.
    private readonly SemaphoreSlim _free = new(1, 1);
    private readonly byte[] _buffer = new byte[4 << 10];
    private ClientWebSocket? _socket;
    private int _unread;

    public async IAsyncEnumerable<ChatResponseUpdate> AnswerAsync(
        Uri address, IEnumerable<ChatMessage> messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var socket = await ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            var request = new JsonObject
            {
                ["messages"] = new JsonArray([.. messages.Select(ModelMessages.ForSocket).OfType<JsonNode>()]),
                ["custom_session_id"] = settings.SessionId,
            };
            await SendAsync(socket, ApiCall.ToUtf8(request)).ConfigureAwait(false);
            _unread++;
            while (_unread > 0)
            {
                var message = await ReceiveAsync(socket, cancellationToken).ConfigureAwait(false);
                if (message.Text("type") == "assistant_end")
                    _unread--;
                else if (_unread == 1 && message.Text("type") == "assistant_input" && message.Text("text") is { Length: > 0 } text)
                    yield return Say(text, message);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _socket?.Abort();
        _socket?.Dispose();
    }

    private ChatResponseUpdate Say(string text, JsonObject message)
    {
        if (message.Text("custom_session_id") is { Length: > 0 } session)
            settings.SessionId = session;

        // Each message is a text of its own: the next one does not go on in the midst of a word.
        return new ChatResponseUpdate(ChatRole.Assistant, text + " ");
    }

    private async Task<ClientWebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        if (_socket is { State: WebSocketState.Open } open)
            return open;

        _socket?.Dispose();
        _unread = 0;
        var socket = new ClientWebSocket();
        _socket = socket;
        if (settings.LanguageModelKey is { } key)
            socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");

        try
        {
            await socket.ConnectAsync(address, http, cancellationToken).WaitAsync(ConnectTimeout, clock, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch (WebSocketException fault)
        {
            throw new EngineException($"The custom language model cannot be reached: {(fault.InnerException ?? fault).Message}", "E0706", fault);
        }
        catch (TimeoutException fault)
        {
            socket.Abort();
            throw new EngineException($"The custom language model took more than {ConnectTimeout.TotalSeconds} seconds to be connected to.", "E0712", fault);
        }
    }

    private static async ValueTask SendAsync(ClientWebSocket socket, byte[] message)
    {
        try
        {
            // Not cancelled in the midst: that would end the connection.
            await socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WebSocketException fault)
        {
            throw Lost(fault);
        }
    }

    private async ValueTask<JsonObject> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            var result = await ReceivePartAsync(socket, cancellationToken).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
                throw Lost(null);

            message.Write(_buffer.AsSpan(0, result.Count));
            if (message.WrittenCount > LongestMessage)
                throw new EngineException($"The custom language model sent a message of more than {LongestMessage} bytes.", "E0707");

            if (result.EndOfMessage)
                return Parse(message.WrittenSpan);
        }
    }

    private async ValueTask<ValueWebSocketReceiveResult> ReceivePartAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException fault)
        {
            throw Lost(fault);
        }
    }

    private static JsonObject Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(message)) as JsonObject
                ?? throw new EngineException("The custom language model sent a message that is no JSON object.", "E0707");
        }
        catch (JsonException fault)
        {
            throw new EngineException($"The custom language model sent a message that is no JSON: {fault.Message}", "E0707", fault);
        }
    }

    private static EngineException Lost(Exception? fault) => new("The custom language model has closed the connection.", "E0705", fault);
}
