using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace HumeGen.Tests;

/// <summary>A WebSocket server made by hand, which can break every rule of the protocol. Once a script is done, it waits for the client to close its socket, too.</summary>
public sealed class WireServer(Func<Wire, Task> script) : LoopbackServer(async (socket, number, end) =>
{
    using var wire = new Wire(socket, number, end);
    try
    {
        await script(wire);
    }
    finally
    {
        await wire.WaitForEndAsync();
    }
});

/// <summary>A frame as it came over the wire, unmasked.</summary>
public sealed record Frame(int Opcode, byte[] Payload)
{
    public const int Text = 1;
    public const int Bytes = 2;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    public string Message => Encoding.UTF8.GetString(Payload);

    public int Code => Payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(Payload) : 0;
}

/// <summary>One connection of a <see cref="WireServer"/>.</summary>
public sealed class Wire(Socket socket, int number, CancellationToken end) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: false);

    /// <summary>Number of the connection at the server, from 1.</summary>
    public int Number => number;

    /// <summary>Reads a request up to its empty line.</summary>
    public async Task<string> ReadRequestAsync()
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            text.Append((char)(await ReadAsync(1))[0]);
        return text.ToString();
    }

    /// <summary>Reads a request and agrees to the WebSocket.</summary>
    public async Task<string> OpenAsync()
    {
        var request = await ReadRequestAsync();
        await SendAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {AcceptOf(request)}\r\n\r\n"));
        return request;
    }

    public static string AcceptOf(string request)
    {
        var key = request.Split("\r\n").Single(l => l.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(": ")[1];
#pragma warning disable CA5350 // What the protocol asks for.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }

    /// <summary>Reads a request and answers it with something else than consent.</summary>
    public async Task AnswerAsync(string status, string body = "", string headers = "")
    {
        await ReadRequestAsync();
        await SendAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, end);

    public Task SendTextAsync(string text) => SendFrameAsync(Frame.Text, Encoding.UTF8.GetBytes(text));

    public Task SendCloseAsync(int code, string reason = "") =>
        SendFrameAsync(Frame.Close, (byte[])[(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);

    public Task SendFrameAsync(int opcode, ReadOnlyMemory<byte> payload, bool final = true, int reserved = 0, bool masked = false) =>
        SendAsync(Encode(opcode, payload.Span, final, reserved, masked));

    public static byte[] Encode(int opcode, ReadOnlySpan<byte> payload, bool final = true, int reserved = 0, bool masked = false)
    {
        var frame = new List<byte> { (byte)((final ? 0x80 : 0) | (reserved << 4) | opcode) };
        var mask = masked ? 0x80 : 0;
        if (payload.Length < 126)
        {
            frame.Add((byte)(mask | payload.Length));
        }
        else
        {
            var length = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
            frame.Add((byte)(mask | (payload.Length <= 0xffff ? 126 : 127)));
            frame.AddRange(payload.Length <= 0xffff ? length[6..] : length);
        }

        if (masked)
            frame.AddRange([0, 0, 0, 0]);
        frame.AddRange(payload);
        return [.. frame];
    }

    /// <summary>Reads a frame of the client's; the connection's end is an <see cref="IOException"/>.</summary>
    public async Task<Frame> ReadFrameAsync()
    {
        var head = await ReadAsync(2);
        Assert.True((head[1] & 0x80) != 0, "A client masks its frames.");
        long length = head[1] & 0x7f;
        if (length == 126)
            length = BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2));
        else if (length == 127)
            length = BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(8));

        var mask = await ReadAsync(4);
        var payload = await ReadAsync((int)length);
        for (var i = 0; i < payload.Length; i++)
            payload[i] ^= mask[i % 4];
        return new Frame(head[0] & 0xf, payload);
    }

    /// <summary>Reads frames until one of this kind comes.</summary>
    public async Task<Frame> ReadFrameAsync(int opcode)
    {
        while (true)
        {
            var frame = await ReadFrameAsync();
            if (frame.Opcode == opcode)
                return frame;
        }
    }

    /// <summary>Waits for the client's close frame and answers it.</summary>
    public async Task<Frame> AnswerCloseAsync()
    {
        var close = await ReadFrameAsync(Frame.Close);
        await SendFrameAsync(Frame.Close, close.Payload);
        return close;
    }

    /// <summary>Breaks the connection with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Ends this side, and waits for the client to end its own: at most some seconds after the test.</summary>
    public async Task WaitForEndAsync()
    {
        using var limit = new CancellationTokenSource();
        await using var over = end.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).CancelAfter(TimeSpan.FromSeconds(20)), limit);
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[64 * 1024];
            while (await socket.ReceiveAsync(buffer, limit.Token) > 0)
            {
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The client left its socket {number} open.");
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Ended with a reset.
        }
    }

    /// <summary>Stays silent until the test is over.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, end);

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, end);
        return bytes;
    }
}
