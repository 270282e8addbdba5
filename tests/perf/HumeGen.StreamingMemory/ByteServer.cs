using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HumeGen.StreamingMemory;

/// <summary>Just enough of HTTP/1.1 to hand out and to swallow many bytes.</summary>
internal static class ByteServer
{
    private const int PieceBytes = 256 * 1024;

    /// <summary>Prints its port and serves until its input ends.</summary>
    public static async Task RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        _ = Task.Run(async () =>
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
        });
        await Console.In.ReadToEndAsync();
    }

    private static async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = new BufferedStream(client.GetStream(), PieceBytes);
            while (await ReadLineAsync(stream) is { Length: > 0 } start)
            {
                long length = 0;
                var chunked = false;
                while (await ReadLineAsync(stream) is { Length: > 0 } header)
                {
                    chunked |= header.Equals("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
                    if (header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                        length = long.Parse(header.AsSpan(16), CultureInfo.InvariantCulture);
                }

                if (start.StartsWith("GET /bytes/", StringComparison.Ordinal))
                    await SendAsync(stream, long.Parse(start.Split(' ')[1].AsSpan(7), CultureInfo.InvariantCulture));
                else
                    await ReplyAsync(stream, chunked ? await SwallowChunksAsync(stream) : await SwallowAsync(stream, length));
            }
        }
    }

    private static async Task SendAsync(Stream stream, long count)
    {
        await WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {count}\r\n\r\n");
        var piece = new byte[PieceBytes];
        for (; count > 0; count -= PieceBytes)
            await stream.WriteAsync(piece.AsMemory(0, (int)Math.Min(count, PieceBytes)));
        await stream.FlushAsync();
    }

    private static async Task ReplyAsync(Stream stream, long received)
    {
        var text = received.ToString(CultureInfo.InvariantCulture);
        await WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {text.Length}\r\n\r\n{text}");
        await stream.FlushAsync();
    }

    private static async Task<long> SwallowChunksAsync(Stream stream)
    {
        long all = 0;
        while (await ReadLineAsync(stream) is { } size && long.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var length)
        {
            all += await SwallowAsync(stream, length);
            await ReadLineAsync(stream);
            if (length == 0)
                break;
        }

        return all;
    }

    private static async Task<long> SwallowAsync(Stream stream, long length)
    {
        var piece = new byte[PieceBytes];
        for (var left = length; left > 0;)
        {
            var count = await stream.ReadAsync(piece.AsMemory(0, (int)Math.Min(left, PieceBytes)));
            if (count == 0)
                throw new EndOfStreamException();
            left -= count;
        }

        return length;
    }

    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }

    private static Task WriteAsync(Stream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
}
