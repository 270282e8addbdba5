using System.Net.WebSockets;
using System.Text;
using Hume.EmpathicVoice;
using HumeGen;

namespace WebVoice;

/// <summary>Holds one conversation: samples and typed words from the page go to the chat, and from the chat what the page shows and plays.</summary>
internal sealed class VoiceRelay(IEmpathicVoiceChatClient evi, IHostApplicationLifetime app, ILogger<VoiceRelay> logger)
{
    private const int LongestMessage = 64 * 1024;
    private static readonly TimeSpan LongestChat = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    /// <summary>Relays until the page or the chat ends, or the time is over.</summary>
    public async Task RunAsync(WebSocket page, int sampleRate, string? note, CancellationToken pageGone)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(pageGone, app.ApplicationStopping);
        try
        {
            await using var chat = await evi.ConnectAsync(new() { VerboseTranscription = true }, cancellationToken: end.Token);
            await chat.SendAsync(
                new SessionSettings
                {
                    Audio = new() { Encoding = AudioConfigurationEncoding.Linear16, SampleRate = sampleRate, Channels = 1 },
                    SystemPrompt = "You are a friendly assistant. Answer in one or two sentences.",
                },
                end.Token);
            await SendAsync(page, new("ready", note), end.Token);

            var fromPage = HearPageAsync(page, chat, end.Token);
            var toPage = ShowAsync(chat, page, end.Token);
            var tooLong = Task.Delay(LongestChat, end.Token);
            await Task.WhenAny(fromPage, toPage, tooLong);

            // Whichever ended, the other has a moment to say goodbye.
            end.CancelAfter(Goodbye);
            await chat.CloseAsync(end.Token);
            await toPage;
            await page.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, tooLong.IsCompletedSuccessfully ? "The time is over." : null, end.Token);
            await fromPage;
        }
        catch (ApiClientException e)
        {
            logger.LogWarning(e, "The voice server ended a chat.");
            await RefuseAsync(page, end.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The page or the app is gone, and the chat was closed with it.
        }
    }

    /// <summary>Sends what the page says into the chat: binary messages are 16-bit samples, text messages are typed words.</summary>
    private static async Task HearPageAsync(WebSocket page, IChatConnection chat, CancellationToken end)
    {
        var buffer = new byte[LongestMessage];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await page.ReceiveAsync(buffer.AsMemory(length), end);
                length += part.Count;
            }
            while (!part.EndOfMessage && length < buffer.Length);

            // The page has closed, or sends what no page of ours sends.
            if (part.MessageType == WebSocketMessageType.Close || !part.EndOfMessage)
                return;
            try
            {
                if (part.MessageType == WebSocketMessageType.Binary)
                    await chat.SendAsync(new AudioInput { Data = buffer.AsMemory(0, length).ToArray() }, end);
                else
                    await chat.SendAsync(new UserInput { Text = Encoding.UTF8.GetString(buffer, 0, length) }, end);
            }
            catch (RealtimeClosedException)
            {
                return;   // Reading the chat tells why it has ended.
            }
        }
    }

    private static async Task ShowAsync(IChatConnection chat, WebSocket page, CancellationToken end)
    {
        await foreach (var message in chat.ReadAllAsync(end))
        {
            if (message is AudioOutput audio)
                await page.SendAsync(audio.Data, WebSocketMessageType.Binary, endOfMessage: true, end);
            else if (PageMessage.From(message) is { } shown)
                await SendAsync(page, shown, end);
        }
    }

    private static ValueTask SendAsync(WebSocket page, PageMessage message, CancellationToken end) =>
        page.SendAsync(message.ToJson(), WebSocketMessageType.Text, endOfMessage: true, end);

    // Details of the server are for the log, not for strangers.
    private static async Task RefuseAsync(WebSocket page, CancellationToken end)
    {
        try
        {
            if (page.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await page.CloseOutputAsync(WebSocketCloseStatus.InternalServerError, "The voice server does not answer.", end);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The page is gone as well.
        }
    }
}
