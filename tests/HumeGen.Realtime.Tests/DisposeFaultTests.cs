using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>A connection is disposed, at whatever point of its life, from wherever: that ends in time, throws nothing, and leaves nothing behind.</summary>
public sealed class DisposeFaultTests : RealtimeTest
{
    // What happens before; the result is the disposal, where something else than the test does it.
    private static readonly Dictionary<string, Func<Point, Task<Task?>>> Points = new()
    {
        ["at once"] = static _ => Nothing,
        ["sixteen times at once"] = static p => Done(Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => p.Connection.DisposeAsync().AsTask())))),
        ["twice"] = static async p =>
        {
            var first = p.Connection.DisposeAsync().AsTask();
            await AdvanceUntilAsync(p.Time, first);
            return null;
        },
        ["while it is read"] = static p =>
        {
            p.Reading = ReadToEndAsync(p.Connection);
            return Nothing;
        },
        ["after a message was read"] = static async p =>
        {
            await p.AskAsync("message");
            await NextAsync(p.Connection);
            return null;
        },
        ["while a send is stuck"] = static p =>
        {
            p.Send(new Sound(0, new byte[16 * 1024 * 1024]));
            return Nothing;
        },
        ["with hundreds queued"] = static p =>
        {
            p.Send(new Sound(0, new byte[16 * 1024 * 1024]));
            for (var i = 0; i < 500; i++)
                p.Send(new Say($"{i}"));
            return Nothing;
        },
        ["with hundreds sent from many threads meanwhile"] = static p => Done(Task.Run(async () =>
        {
            var senders = Enumerable.Range(0, 8).Select(_ => Task.Run(() => p.SendMany(100))).ToArray();
            await p.Connection.DisposeAsync();
            await Task.WhenAll(senders);
        })),
        ["with a send withdrawn"] = static async p =>
        {
            p.Send(new Sound(0, new byte[16 * 1024 * 1024]));
            using var cancel = new CancellationTokenSource();
            var withdrawn = p.Connection.SendAsync(new Say("withdrawn"), cancel.Token).AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn.WaitAsync(Guard));
            return null;
        },
        ["in the loop that reads"] = static async p =>
        {
            await p.AskAsync("message");
            return Task.Run(async () =>
            {
                await foreach (var message in p.Connection.ReadAllAsync())
                    await p.Connection.DisposeAsync();
            });
        },
        ["in a handler of an error"] = static async p =>
        {
            var disposed = p.DisposeWhen(dispose => p.Connection.ProtocolError += (_, _) => dispose());
            await p.AskAsync("broken");
            return disposed;
        },
        ["in a handler of the state"] = static p =>
        {
            var disposed = p.DisposeWhen(dispose => p.Connection.StateChanged += (_, _) => dispose());
            p.Closing = p.Connection.CloseAsync().AsTask();
            return Done(disposed);
        },
        ["in a handler of handlers that fail"] = static async p =>
        {
            p.Connection.ProtocolError += (_, _) => throw new InvalidOperationException();
            var disposed = p.DisposeWhen(dispose => p.Connection.HandlerFailed += (_, _) => dispose());
            await p.AskAsync("broken");
            return disposed;
        },
        ["while a message is taken"] = static async p =>
        {
            var disposed = p.DisposeWhen(dispose => p.Connection.Taking = _ =>
            {
                dispose();
                return false;
            });
            await p.AskAsync("message");
            return disposed;
        },
        ["in a hook for what comes"] = static async p =>
        {
            var disposed = p.DisposeWhen(dispose => p.Hook = m => dispose(), RealtimeDirection.Received);
            await p.AskAsync("message");
            return disposed;
        },
        ["in a hook for what goes"] = static p =>
        {
            var disposed = p.DisposeWhen(dispose => p.Hook = m => dispose(), RealtimeDirection.Sent);
            p.Send(new Say("message"));
            return Done(disposed);
        },
        ["while it closes"] = static p =>
        {
            p.Closing = p.Connection.CloseAsync().AsTask();
            return Nothing;
        },
        ["after it was closed"] = static async p =>
        {
            await AdvanceUntilAsync(p.Time, p.Connection.CloseAsync().AsTask());
            return null;
        },
        ["while the server closes"] = static async p =>
        {
            await p.AskAsync("close");
            return null;
        },
        ["after the server has closed"] = static async p =>
        {
            await p.AskAsync("close");
            await AdvanceUntilAsync(p.Time, p.Connection.Closed);
            return null;
        },
        ["after a reset"] = static async p =>
        {
            await p.AskAsync("reset");
            await AdvanceUntilAsync(p.Time, p.Connection.Closed);
            return null;
        },
        ["while the queue is full"] = static async p =>
        {
            await p.AskAsync("flood");
            Assert.True(SpinWait.SpinUntil(() => p.Connection.IsHeldUp, Guard));
            return null;
        },
        ["in the middle of a message"] = static async p =>
        {
            await p.AskAsync("half");
            return null;
        },
        ["while the rest of a message too big is read"] = static async p =>
        {
            await p.AskAsync("big");
            Assert.True(SpinWait.SpinUntil(() => p.Connection.State != RealtimeState.Open, Guard));
            return null;
        },
    };

    private static Task<Task?> Nothing => Task.FromResult<Task?>(null);

    public static TheoryData<string> Cases() => [.. Points.Keys];

    [Theory]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    [MemberData(nameof(Cases))]
    public async Task Dispose_ends_at_any_point(string point)
    {
        await using var server = new WireServer(ServeAsync);
        var time = new FakeTimeProvider();
        Point? at = null;
        var options = new RealtimeOptions { ReceiveQueueSize = 8, MaxMessageBytes = 100_000, OnMessage = m => at?.Show(m) };
        var connection = await ConnectAsync(server.Address, options, time);
        at = new Point(connection, time);

        var elsewhere = await Points[point](at);
        if (elsewhere is not null)
            await AdvanceUntilAsync(time, elsewhere);
        var disposing = connection.DisposeAsync().AsTask();
        await AdvanceUntilAsync(time, disposing);

        await (elsewhere ?? Task.CompletedTask);
        await disposing;
        Assert.Equal(RealtimeState.Closed, connection.State);
        Assert.True(connection.Closed.IsCompletedSuccessfully);
        await at.CheckAsync();
        await FailsAsync<RealtimeClosedException>(connection.SendAsync(new Say("late")));
    }

    private static Task<Task?> Done(Task disposing) => Task.FromResult<Task?>(disposing);

    // Does what it is told to, and else reads nothing.
    private static async Task ServeAsync(Wire wire)
    {
        await wire.OpenAsync();
        var told = await wire.ReadFrameAsync();
        if (told.Opcode == Frame.Text && told.Message.Contains("ask", StringComparison.Ordinal))
        {
            switch (told.Message.Split('"')[^2].Split(' ')[1])
            {
                case "message":
                    await wire.SendTextAsync("""{"type":"heard","text":"one"}""");
                    break;
                case "broken":
                    await wire.SendTextAsync("no json");
                    break;
                case "close":
                    await wire.SendCloseAsync(1011, "trouble");
                    break;
                case "reset":
                    wire.Reset();
                    return;
                case "flood":
                    while (true)
                        await wire.SendTextAsync($$"""{"type":"heard","text":"{{new string('x', 5000)}}"}""");
                case "half":
                    await wire.SendFrameAsync(Frame.Text, """{"type":"heard","te"""u8.ToArray(), final: false);
                    break;
                case "big":
                    await wire.SendTextAsync(new string('x', 200_000));
                    break;
            }
        }

        await wire.HangAsync();
    }

    private sealed class Point(TestConnection connection, FakeTimeProvider time)
    {
        private readonly List<Task> _sends = [];
        private RealtimeDirection? _hooked;

        public TestConnection Connection => connection;

        public FakeTimeProvider Time => time;

        public Action<RealtimeMessage>? Hook { get; set; }

        public Task? Reading { get; set; }

        public Task? Closing { get; set; }

        public void Show(RealtimeMessage message)
        {
            if (message.Direction == _hooked)
                Hook?.Invoke(message);
        }

        public void Send(ISent message)
        {
            lock (_sends)
                _sends.Add(connection.SendAsync(message).AsTask());
        }

        public void SendMany(int count)
        {
            for (var i = 0; i < count; i++)
                Send(new Say($"{i}"));
        }

        public async Task AskAsync(string what) => await connection.SendAsync(new Say($"ask {what}"));

        // Blocks whatever it is called by until the connection is disposed.
        public Task DisposeWhen(Action<Action> subscribe, RealtimeDirection? hooked = null)
        {
            var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var calls = 0;
            _hooked = hooked;
            subscribe(() =>
            {
                if (Interlocked.Increment(ref calls) > 1)
                    return;
                connection.DisposeAsync().AsTask().GetAwaiter().GetResult();
                disposed.SetResult();
            });
            return disposed.Task;
        }

        // Each send has ended, in whatever way, and so have those who waited.
        public async Task CheckAsync()
        {
            foreach (var send in _sends)
                Assert.True(await Record.ExceptionAsync(() => send.WaitAsync(Guard)) is null or RealtimeClosedException);
            await (Reading ?? Task.CompletedTask).WaitAsync(Guard);
            await (Closing ?? Task.CompletedTask).WaitAsync(Guard);
        }
    }
}
