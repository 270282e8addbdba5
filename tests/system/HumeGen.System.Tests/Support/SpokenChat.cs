using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace HumeGen.SystemTests.Support;

/// <summary>A chat that takes raw sound.</summary>
internal sealed class SpokenChat : IDisposable
{
    private const int PieceBytes = Voice.Rate / 10 * sizeof(short);

    // Against hangs only: the machine may have much else to do.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly ClientWebSocket _socket = new();

    private SpokenChat()
    {
    }

    public static async Task<SpokenChat> OpenAsync(TalkingServer server, string query = "")
    {
        var chat = new SpokenChat();
        chat._socket.Options.SetRequestHeader("X-Hume-Api-Key", TalkingServer.Key);
        var address = new UriBuilder(server.Address)
        {
            Scheme = "ws",
            Path = "/v0/evi/chat",
            Query = $"session_settings[audio][encoding]=linear16&session_settings[audio][sample_rate]={Voice.Rate}&session_settings[audio][channels]=1&{query}",
        };
        await chat._socket.ConnectAsync(address.Uri, default);
        return chat;
    }

    /// <summary>Sends samples, and silence that ends the turn; all messages to the end of the answer.</summary>
    public async Task<List<JsonNode>> SayAsync(byte[] samples)
    {
        using var limit = new CancellationTokenSource(Limit);
        byte[] sound = [.. new byte[5 * PieceBytes], .. samples, .. new byte[15 * PieceBytes]];
        foreach (var piece in sound.Chunk(PieceBytes))
            await _socket.SendAsync(piece, WebSocketMessageType.Binary, true, limit.Token);

        var messages = new List<JsonNode>();
        do
            messages.Add(await ReadAsync(limit.Token));
        while ((string?)messages[^1]["type"] is not "assistant_end" and not "error");
        return messages;
    }

    public void Dispose() => _socket.Dispose();

    private async Task<JsonNode> ReadAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (true)
        {
            var read = await _socket.ReceiveAsync(buffer, cancellationToken);
            Assert.True(read.MessageType != WebSocketMessageType.Close, $"The server has closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}");
            message.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
                return JsonNode.Parse(message.ToArray())!;
        }
    }
}
