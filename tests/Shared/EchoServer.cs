using Microsoft.AspNetCore.Http;

namespace HumeGen.Tests;

/// <summary>A real WebSocket server that sends every message back.</summary>
public sealed class EchoServer : IAsyncDisposable
{
    private KestrelServer _server = null!;
    private int _open;

    private EchoServer()
    {
    }

    public Uri Address => _server.Address;

    /// <summary>Number of open connections.</summary>
    public int Open => Volatile.Read(ref _open);

    public static async Task<EchoServer> StartAsync()
    {
        var echo = new EchoServer();
        echo._server = await KestrelServer.StartAsync(echo.EchoAsync);
        return echo;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task EchoAsync(HttpContext context)
    {
        Interlocked.Increment(ref _open);
        try
        {
            await KestrelServer.AnswerFramesAsync(context, frame => [frame]);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
