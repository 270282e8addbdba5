using System.Net.WebSockets;
using System.Text;

namespace HumeGen.Load;

/// <summary>One chat: speaks at the speed of speech, hears the answer to its end, and speaks again.</summary>
internal sealed class LoadChat : IDisposable
{
    private const int PieceMilliseconds = 100;

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[16 << 10];

    private LoadChat(int number) => Number = number;

    private int Number { get; }

    public static async Task<LoadChat> OpenAsync(Uri address, int number)
    {
        var chat = new LoadChat(number);
        chat._socket.Options.SetRequestHeader("X-Hume-Api-Key", LoadServer.Key);
        await chat._socket.ConnectAsync(ChatAddress.Of(address), CancellationToken.None);
        return chat;
    }

    /// <summary>Holds the turns; the reason when the chat broke off.</summary>
    public async Task<string?> TalkAsync(int turns)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            // Not all at the same moment.
            await Task.Delay(Number % 50 * 40, patience.Token);
            for (var turn = 0; turn < turns; turn++)
            {
                var answer = ReadAnswerAsync(patience.Token);
                for (var piece = 0; !answer.IsCompleted; piece++)
                {
                    await _socket.SendAsync(piece < 15 ? Sounds.Speech(PieceMilliseconds) : Sounds.Silence(PieceMilliseconds), WebSocketMessageType.Text, true, patience.Token);
                    await Task.WhenAny(answer, Task.Delay(PieceMilliseconds, patience.Token));
                }

                if (await answer is { } fault)
                    return fault;
            }

            return null;
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            return exception.Message;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<string?> ReadAnswerAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer, cancellationToken);
            if (read.MessageType == WebSocketMessageType.Close)
                return $"closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}";

            message.Write(_buffer, 0, read.Count);
            if (!read.EndOfMessage)
                continue;

            // The type stands at the beginning of every message.
            var beginning = Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)Math.Min(message.Length, 200));
            message.SetLength(0);
            if (beginning.StartsWith("""{"type":"assistant_end""", StringComparison.Ordinal))
                return null;

            if (beginning.StartsWith("""{"type":"error""", StringComparison.Ordinal))
                return beginning;
        }
    }
}
