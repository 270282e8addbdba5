using System.Net.WebSockets;
using Hume.EmpathicVoice;
using HumeGen.Json;
using Microsoft.AspNetCore.Http;

namespace Hume.AspNetCore;

/// <summary>
/// Answers EVI over a WebSocket: each request by <c>assistant_input</c> for each sentence and <c>assistant_end</c> after the last. A request that comes while
/// another is answered ends that one: the user has interrupted.
/// </summary>
internal sealed class LanguageModelSocket(LanguageModel model, HttpContext context, int maxRequestBytes)
{
    private WebSocket _socket = null!;

    public async Task RunAsync()
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        _socket = socket;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var answer = Task.CompletedTask;
        CancellationTokenSource? answering = null;
        try
        {
            while (await ReceiveAsync(ended.Token).ConfigureAwait(false) is { } json)
            {
                var request = model.Read(json, context);
                await StopAsync(answering, answer).ConfigureAwait(false);
                answering = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
                answer = AnswerAsync(request, answering.Token, ended.Token);
            }
        }
        catch (FormatException e)
        {
            await StopAsync(answering, answer).ConfigureAwait(false);
            answering = null;
            await CloseAsync(WebSocketCloseStatus.InvalidPayloadData, e.Message).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // EVI hung up without a word.
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await StopAsync(answering, answer).ConfigureAwait(false);
        }
    }

    private static async Task StopAsync(CancellationTokenSource? answering, Task answer)
    {
        if (answering is null)
            return;
        await answering.CancelAsync().ConfigureAwait(false);
        await answer.ConfigureAwait(false);
        answering.Dispose();
    }

    // Never fails: a fault of the model closes the socket, as the protocol has no word for it.
    private async Task AnswerAsync(HumeLanguageModelRequest request, CancellationToken stop, CancellationToken ended)
    {
        // The reader goes on while the model works.
        await Task.Yield();
        try
        {
            var sentences = new Sentences();
            await foreach (var piece in model.AnswerAsync(request, stop).ConfigureAwait(false))
            {
                if (piece.Calls is { Count: > 0 } calls)
                    throw new NotSupportedException($"The chat client leaves the call of '{calls[0].Name}' to EVI, which only server-sent events can carry.");
                foreach (var sentence in piece.Text is { } text ? sentences.Add(text) : sentences.End())
                    await SendAsync(new AssistantInput { Text = sentence, CustomSessionId = request.CustomSessionId }, stop, ended).ConfigureAwait(false);
            }

            await SendAsync(new AssistantEnd { CustomSessionId = request.CustomSessionId }, stop, ended).ConfigureAwait(false);
        }
        catch (Exception e) when (stop.IsCancellationRequested || (e is WebSocketException && _socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)))
        {
            // Interrupted, or EVI hung up. A chat client may have WebSockets of its own, whose failures are not EVI's.
        }
        catch (Exception e)
        {
            model.LogFailure(e);
            await CloseAsync(WebSocketCloseStatus.InternalServerError, "The language model failed.").ConfigureAwait(false);
        }
    }

    // An interruption does not cut a message that is on its way: that would end the socket.
    private Task SendAsync(IJsonWritable message, CancellationToken stop, CancellationToken ended)
    {
        stop.ThrowIfCancellationRequested();
        return _socket.SendAsync(ApiJson.Write(message), WebSocketMessageType.Text, endOfMessage: true, ended);
    }

    // The next text; null after the close frame, which is answered.
    private async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var frame = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (frame.MessageType == WebSocketMessageType.Close)
            {
                await CloseAsync(WebSocketCloseStatus.NormalClosure, "").ConfigureAwait(false);
                return null;
            }

            if (frame.MessageType == WebSocketMessageType.Binary)
                throw new FormatException("The request is binary, and not text.");
            if (message.Length + frame.Count > maxRequestBytes)
            {
                await CloseAsync(WebSocketCloseStatus.MessageTooBig, $"The request is longer than {maxRequestBytes} bytes.").ConfigureAwait(false);
                return null;
            }

            message.Write(buffer, 0, frame.Count);
            if (frame.EndOfMessage)
                return message.GetBuffer().AsMemory(0, (int)message.Length);
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(status, reason, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or InvalidOperationException or ObjectDisposedException)
        {
            // The other side is gone.
        }
    }
}
