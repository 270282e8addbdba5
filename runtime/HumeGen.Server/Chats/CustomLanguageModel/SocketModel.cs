using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Chats.CustomLanguageModel;

/// <summary>
/// A custom language model behind a WebSocket: it gets the conversation and sends <c>assistant_input</c> with text to say, then <c>assistant_end</c>.
/// The connection lasts as long as the chat, unless an answer is cut or goes wrong: nobody knows whether the rest of it would still come.
/// </summary>
internal sealed class SocketModel(HttpMessageInvoker http, ChatSettings settings, TimeProvider clock) : IDisposable
{
    private const int LongestMessage = 1 << 20;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // One answer at a time.
    private readonly SemaphoreSlim _free = new(1, 1);
    private readonly byte[] _buffer = new byte[4 << 10];
    private ClientWebSocket? _socket;

    public async IAsyncEnumerable<ChatResponseUpdate> AnswerAsync(
        Uri address, IEnumerable<ChatMessage> messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        var isWhole = false;
        try
        {
            var socket = await ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            var request = new JsonObject
            {
                ["messages"] = new JsonArray([.. messages.Select(ModelMessages.ForSocket).OfType<JsonNode>()]),
                ["custom_session_id"] = settings.SessionId,
            };
            await SendAsync(socket, ApiCall.ToUtf8(request)).ConfigureAwait(false);
            while (!isWhole)
            {
                var message = await ReceiveAsync(socket, cancellationToken).ConfigureAwait(false);
                var type = message.TextOf("type") ?? throw ModelJson.Wrong("sent a message without a type");
                isWhole = type == "assistant_end";
                if (type == "assistant_input")
                    yield return Say(message.TextOf("text") ?? throw ModelJson.Wrong("sent assistant_input without a text"), message);
            }
        }
        finally
        {
            if (!isWhole)
                _socket?.Abort();

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
        if (message.TextOf("custom_session_id") is { Length: > 0 } session)
            settings.SessionId = session;

        // Each message is a text of its own: the next one does not go on in the midst of a word.
        return new ChatResponseUpdate(ChatRole.Assistant, text + " ");
    }

    private async Task<ClientWebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        if (_socket is { State: WebSocketState.Open } open)
            return open;

        _socket?.Dispose();
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
                throw ModelJson.Wrong($"sent a message of more than {LongestMessage} bytes");

            if (result.EndOfMessage)
                return ModelJson.Parse(message.WrittenSpan, "a message");
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

    private static EngineException Lost(Exception? fault) => new("The custom language model has closed the connection.", "E0705", fault);
}
