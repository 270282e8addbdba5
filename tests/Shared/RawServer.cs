using System.Net.Sockets;
using System.Text;

namespace HumeGen.Tests;

/// <summary>A server that does with a connection what a test tells it to, down to resets.</summary>
public sealed class RawServer(Func<RawConnection, Task> script) : LoopbackServer((socket, _, end) => script(new RawConnection(socket, end)))
{
    /// <summary>Reads a request and sends this text, byte by byte as it stands.</summary>
    public static RawServer Sending(string response) => new(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.SendAsync(response);
    });
}

/// <summary>One connection of a <see cref="RawServer"/>.</summary>
public sealed class RawConnection(Socket socket, CancellationToken end)
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Cancelled when the test is over.</summary>
    public CancellationToken End => end;

    /// <summary>Reads a request with its body, if that has a length; the whole as text. Empty when the client closed.</summary>
    public async Task<string> ReadRequestAsync()
    {
        var text = "";
        while (true)
        {
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && text.Length >= head + 4 + BodyLength(text[..head]))
                return text;

            var count = await socket.ReceiveAsync(_buffer, end);
            if (count == 0)
                return "";
            text += Encoding.Latin1.GetString(_buffer, 0, count);
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await socket.SendAsync(bytes, end);

    /// <summary>Sends a whole response, after which the connection ends unless the script goes on with it.</summary>
    public Task SendResponseAsync(string status, string body, string headers = "Content-Type: application/json\r\n", bool keepAlive = false) =>
        SendAsync($"HTTP/1.1 {status}\r\n{headers}Connection: {(keepAlive ? "keep-alive" : "close")}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Breaks the connection with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Stays silent until the test is over.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, end);

    /// <summary>Waits until the client has closed its side.</summary>
    public async Task WaitForCloseAsync()
    {
        try
        {
            while (await socket.ReceiveAsync(_buffer, end) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Closed with a reset, which is closed as well.
        }
    }

    private static int BodyLength(string head)
    {
        var line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
