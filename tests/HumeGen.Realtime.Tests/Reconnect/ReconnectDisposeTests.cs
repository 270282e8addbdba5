using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>A connection is disposed at whatever point of being opened again: that ends in time, with an account that balances and no socket left.</summary>
public sealed class ReconnectDisposeTests : ReconnectTest
{
    private const string Half = """{"type":"begin",""";

    public static TheoryData<string> Points() =>
    [
        "the policy is asked",
        "handler: Reconnecting 1",
        "the wait runs",
        "sixteen times while the wait runs",
        "the token is fetched",
        "the server has accepted",
        "the server has half the request",
        "the server has the request",
        "half the answer is sent",
        "the socket is open",
        "half a frame is sent",
        "the socket breaks before the conversation begins",
        "handler: Reconnecting 2",
        "the server refuses",
        "handler: Reconnecting 3",
        "the server has begun",
        "hook: received begin",
        "begin is taken",
        "handler: Open",
        "handler: Reconnected",
        "hook: sent setting",
        "the server has a setting",
        "hook: sent waiting",
        "the server has a message that waited",
        "the socket breaks again",
    ];

    [Theory]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    [MemberData(nameof(Points))]
    public async Task Dispose_ends_at_any_point_of_a_reconnect(string point)
    {
        var time = new FakeTimeProvider();
        var at = new Trigger(point);
        await using var server = new WireServer(w => ServeAsync(w, at));
        var reconnect = new ReconnectOptions
        {
            Policy = a =>
            {
                at.Reach("the policy is asked");
                return a.Delay;
            },
        };
        var options = new RealtimeOptions { OnMessage = m => at.Reach(NameOf(m)) };
        var (connection, _) = await OpenAsync(server.Address, reconnect, time, options, configure: o =>
        {
            o.Random = () => 0.5;
            o.Credential = ApiCredential.FromTokenProvider(_ =>
            {
                at.Reach("the token is fetched");
                return new(new ApiAccessToken(Key, time.GetUtcNow()));
            });
        });
        var attempts = 0;
        connection.Taking = m => at.Reach(m is Begin ? "begin is taken" : "");
        connection.StateChanged += (_, state) => at.Reach($"handler: {state}");
        connection.Reconnecting += (_, _) => at.Reach($"handler: Reconnecting {++attempts}");
        connection.Reconnected += (_, _) => at.Reach("handler: Reconnected");
        Assert.Equal(new Begin("g1"), await NextAsync(connection));
        await connection.SendAsync(new Configure("voice"));
        at.Arm(connection);
        var sends = new List<Task> { connection.SendAsync(new Say("drop")).AsTask() };
        Assert.True(SpinWait.SpinUntil(() => connection.State != RealtimeState.Open || at.Disposed.IsCompleted, Guard));
        sends.Add(connection.SendAsync(new Say("waiting")).AsTask());
        at.Reach("the wait runs", wait: false);
        for (var i = 0; i < 16; i++)
            _ = Task.Run(() => at.Reach("sixteen times while the wait runs"));

        await AdvanceUntilAsync(time, at.Disposed);

        await at.Disposed;
        await connection.DisposeAsync();
        Assert.Equal(RealtimeEnd.ClosedByClient, (await connection.Closed.WaitAsync(Guard)).End);
        Assert.Equal(RealtimeState.Closed, connection.State);
        foreach (var send in sends)
            Assert.True(await Record.ExceptionAsync(() => send.WaitAsync(Guard)) is null or RealtimeClosedException);
        await FailsAsync<RealtimeClosedException>(connection.SendAsync(new Say("late")));
        await ReadToEndAsync(connection).WaitAsync(Guard);
        Settled(connection);
    }

    private static string NameOf(RealtimeMessage message) => message switch
    {
        { Direction: RealtimeDirection.Received } => message.Data.Span.IndexOf("begin"u8) >= 0 ? "hook: received begin" : "",
        _ => message.Data.Span.IndexOf("waiting"u8) >= 0 ? "hook: sent waiting" : message.Data.Span.IndexOf("configure"u8) >= 0 ? "hook: sent setting" : "",
    };

    private static async Task ServeAsync(Wire wire, Trigger at)
    {
        switch (wire.Number)
        {
            case 1:
                await SendBeginAsync(wire);
                while (!(await wire.ReadFrameAsync(Frame.Text)).Message.Contains("drop", StringComparison.Ordinal))
                {
                }

                wire.Reset();
                return;
            case 2:
                at.Reach("the server has accepted", wait: false);
                var line = await wire.ReadLineAsync();
                at.Reach("the server has half the request", wait: false);
                var request = line + await wire.ReadRequestAsync();
                at.Reach("the server has the request", wait: false);
                await wire.SendAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"u8.ToArray());
                at.Reach("half the answer is sent", wait: false);
                await wire.SendAsync(System.Text.Encoding.ASCII.GetBytes($"Upgrade: websocket\r\nSec-WebSocket-Accept: {Wire.AcceptOf(request)}\r\n\r\n"));
                at.Reach("the socket is open", wait: false);
                await wire.SendFrameAsync(Frame.Text, System.Text.Encoding.UTF8.GetBytes(Half), final: false);
                at.Reach("half a frame is sent", wait: false);
                wire.Reset();
                at.Reach("the socket breaks before the conversation begins", wait: false);
                return;
            case 3:
                at.Reach("the server refuses", wait: false);
                await wire.AnswerAsync("503 Service Unavailable");
                return;
        }

        await SendBeginAsync(wire);
        at.Reach("the server has begun", wait: false);
        while (await wire.ReadFrameAsync() is { } frame)
        {
            if (frame.Opcode == Frame.Close)
            {
                await wire.SendFrameAsync(Frame.Close, frame.Payload);
                return;
            }

            if (frame.Message.Contains("configure", StringComparison.Ordinal))
                at.Reach("the server has a setting", wait: false);
            if (!frame.Message.Contains("waiting", StringComparison.Ordinal))
                continue;
            at.Reach("the server has a message that waited", wait: false);
            wire.Reset();
            at.Reach("the socket breaks again", wait: false);
            return;
        }
    }

    /// <summary>Disposes the connection when a point is reached for the first time. Code of the program waits for that; a server goes on.</summary>
    private sealed class Trigger(string point)
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile TestConnection? _connection;

        public Task Disposed => _disposed.Task;

        public void Arm(TestConnection connection) => _connection = connection;

        public bool Reach(string reached, bool wait = true)
        {
            if (reached != point || _connection is not { } connection)
                return false;
            var disposing = connection.DisposeAsync().AsTask();
            _ = disposing.ContinueWith(_ => _disposed.TrySetResult(), TaskScheduler.Default);
            if (wait)
                disposing.Wait();
            return false;
        }
    }
}
