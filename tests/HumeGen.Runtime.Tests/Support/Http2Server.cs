using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace HumeGen.Tests;

/// <summary>A server of HTTP/2 over TLS that does with each request what a test tells it to, frame by frame. It does not read headers.</summary>
internal sealed class Http2Server(Func<Http2Request, Task> script, int maxStreams = 100, bool answersPings = true)
    : LoopbackServer(async (socket, number, end) =>
    {
        using var connection = new Http2Connection(socket, number, script, maxStreams, answersPings);
        await connection.ServeAsync(end);
    })
{
    public new Uri Address => new UriBuilder(base.Address) { Scheme = "https" }.Uri;
}

/// <summary>A request, seen when its headers have come.</summary>
internal sealed class Http2Request(Http2Connection connection, int stream)
{
    private readonly TaskCompletionSource _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Number of the connection, from 1.</summary>
    public int Connection => connection.Number;

    /// <summary>Number of its stream: 1, 3, 5 and so on.</summary>
    public int Stream => stream;

    /// <summary>Ends when the body has come.</summary>
    public Task Whole => _whole.Task;

    public void End() => _whole.TrySetResult();

    public Task SendHeadersAsync() => connection.SendAsync(1, 4, stream, [0x88]);

    public Task SendBodyAsync(string text, bool isLast) => connection.SendAsync(0, isLast ? (byte)1 : (byte)0, stream, Encoding.UTF8.GetBytes(text));

    public async Task AnswerAsync(string body)
    {
        await SendHeadersAsync();
        await SendBodyAsync(body, isLast: true);
    }

    /// <summary>Resets the stream: 1 is a breach, 2 a fault of the server, 7 a refusal, 8 a cancellation.</summary>
    public Task ResetAsync(int code) => connection.SendAsync(3, 0, stream, Number(code));

    /// <summary>Says that no further stream is served, and which was the last one.</summary>
    public Task GoAwayAsync(int lastStream, int code) => connection.SendAsync(7, 0, 0, [.. Number(lastStream), .. Number(code)]);

    /// <summary>Ends the connection, with a reset or in good order.</summary>
    public void Close(bool reset) => connection.Close(reset);

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}

/// <summary>One connection of a <see cref="Http2Server"/>.</summary>
internal sealed class Http2Connection(Socket socket, int number, Func<Http2Request, Task> script, int maxStreams, bool answersPings) : IDisposable
{
    private readonly SslStream _stream = new(new NetworkStream(socket));
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<int, Http2Request> _open = new();

    public int Number => number;

    public async Task ServeAsync(CancellationToken end)
    {
        var options = new SslServerAuthenticationOptions { ServerCertificate = TestCertificate.Server, ApplicationProtocols = [SslApplicationProtocol.Http2] };
        await _stream.AuthenticateAsServerAsync(options, end);
        await _stream.ReadExactlyAsync(new byte[24], end);
        await SendAsync(4, 0, 0, [0, 3, 0, 0, (byte)(maxStreams >> 8), (byte)maxStreams]);
        var head = new byte[9];
        while (true)
        {
            await _stream.ReadExactlyAsync(head, end);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await _stream.ReadExactlyAsync(payload, end);
            await TakeAsync(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)), payload);
        }
    }

    public async Task SendAsync(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        (frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        await _writing.WaitAsync();
        try
        {
            await _stream.WriteAsync(frame);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Close(bool reset)
    {
        if (reset)
            socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _writing.Dispose();
    }

    private async Task TakeAsync(byte type, byte flags, int stream, byte[] payload)
    {
        switch (type)
        {
            case 1:
                var request = _open[stream] = new Http2Request(this, stream);
                _ = RunAsync(request);
                break;

            case 4 when (flags & 1) == 0:
                await SendAsync(4, 1, 0, []);
                break;

            case 6 when (flags & 1) == 0 && answersPings:
                await SendAsync(6, 1, 0, payload);
                break;
        }

        if (type is 0 or 1 && (flags & 1) != 0)
            _open[stream].End();
    }

    private async Task RunAsync(Http2Request request)
    {
        try
        {
            await script(request);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException or InvalidOperationException)
        {
            // The client went away.
        }
    }
}
