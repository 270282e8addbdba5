using System.Net.WebSockets;
using System.Threading.Channels;
using HumeGen.Tests;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Soak;

/// <summary>One chat whose connection breaks and is resumed over and over: each time it goes on, and nothing is left behind.</summary>
internal static class CycleRun
{
    public static async Task<int> RunAsync(int cycles)
    {
        Console.WriteLine($"{cycles} cycles of connect, drop and resume");
        await using var server = await KestrelServer.StartAsync(ServeAsync);
        using var pipeline = new ApiPipeline(
            new ApiDescription { Name = "Soak", BaseAddress = new Uri("https://api.example.test"), ApiKeyHeader = "X-Api-Key" },
            new ApiClientOptions { BaseAddress = server.Address, ApiKey = "soak-key" });
        var options = new RealtimeOptions { Reconnect = new ReconnectOptions { StableAfter = TimeSpan.Zero, BaseDelay = TimeSpan.Zero } };
        await using var chat = new TestConnection(
            await pipeline.ConnectAsync(new RealtimeRequest("wss://api.example.test/v0", "/soak"), options), rules: TestConnection.Resumable);
        var resumed = Channel.CreateUnbounded<RealtimeReconnected>();
        chat.Reconnected += (_, news) => resumed.Writer.TryWrite(news);
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in chat.ReadAllAsync())
            {
            }
        });

        Memory? start = null;
        for (var i = 0; i < cycles; i++)
        {
            if (i == cycles / 10)
                start = Memory.Measure($"after {i}");
            if (i == cycles / 2)
                Memory.Measure($"after {i}");
            await chat.SendAsync(new Say("drop"));
            if (!(await resumed.Reader.ReadAsync()).Resumed)
                throw new InvalidOperationException($"Cycle {i} began another conversation.");
        }

        var violations = Memory.Compare(start!, Memory.Measure($"after {cycles}")).ToList();
        await chat.CloseAsync();
        await reading;
        Console.WriteLine($"{chat.Account}");
        if (chat.Account is not { Pending: 0, Lost: 0 })
            violations.Add("messages were lost");
        foreach (var violation in violations)
            Console.WriteLine($"VIOLATION: {violation}");
        return violations.Count == 0 ? 0 : 1;
    }

    private static async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await socket.SendAsync("""{"type":"begin","id":"g1"}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        if ((await socket.ReceiveAsync(new byte[1024].AsMemory(), CancellationToken.None)).MessageType == WebSocketMessageType.Close)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        else
            context.Abort();
    }
}
