namespace HumeGen.Tests;

/// <summary>Faults of the program that uses a connection.</summary>
public sealed class UserFaultTests : RealtimeTest
{
    [Fact]
    [Trait("Fault", "docs/reliability.md#handler-throws")]
    public async Task A_handler_that_throws_is_reported()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("no json");
            await w.SendTextAsync("""{"type":"heard","text":"good"}""");
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address);
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ProtocolError += (_, _) => throw new InvalidOperationException("handler");
        connection.ProtocolError += (_, _) => second.SetResult();
        connection.HandlerFailed += (_, error) => failed.SetResult(error);
        connection.HandlerFailed += (_, _) => throw new InvalidOperationException("handler of the handler");

        await connection.SendAsync(new Say("go"));

        Assert.IsType<Unknown>(await NextAsync(connection));
        Assert.Equal(new Heard("good"), await NextAsync(connection));
        Assert.Equal("handler", (await failed.Task.WaitAsync(Guard)).Message);
        await second.Task.WaitAsync(Guard);
        Assert.Equal(RealtimeState.Open, connection.State);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#handler-throws")]
    public async Task A_derived_class_that_throws_is_reported()
    {
        await using var server = Answering();
        await using var connection = await ConnectAsync(server.Address);
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.HandlerFailed += (_, error) => failed.SetResult(error);
        connection.Taking = _ => throw new InvalidOperationException("taking");

        await connection.SendAsync(new Say("one"));

        Assert.Equal(new Heard("one"), await NextAsync(connection));
        Assert.Equal("taking", (await failed.Task.WaitAsync(Guard)).Message);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#handler-blocks")]
    public async Task A_handler_that_blocks_does_not_stop_reading()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            for (var i = 0; i < 500; i++)
                await w.SendTextAsync("no json");
            await w.SendTextAsync("""{"type":"heard","text":"good"}""");
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address);
        using var forever = new ManualResetEventSlim();
        connection.ProtocolError += (_, _) => forever.Wait(CancellationToken.None);
        await connection.SendAsync(new Say("go"));

        for (var i = 0; i < 500; i++)
            Assert.IsType<Unknown>(await NextAsync(connection));
        Assert.Equal(new Heard("good"), await NextAsync(connection));
        await connection.CloseAsync().AsTask().WaitAsync(Guard);
        forever.Set();
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#reading-loop-left-early")]
    public async Task A_connection_can_be_read_again_after_a_loop_was_left()
    {
        await using var server = Answering();
        await using var connection = await ConnectAsync(server.Address);

        for (var i = 0; i < 3; i++)
        {
            await connection.SendAsync(new Say($"{i}a"));
            await connection.SendAsync(new Say($"{i}b"));
            var read = 0;
            await foreach (var message in connection.ReadAllAsync())
            {
                Assert.Equal(new Heard(read == 0 ? $"{i}a" : $"{i}b"), message);
                if (++read == 2)
                    break;
            }
        }

        Assert.Equal(RealtimeState.Open, connection.State);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#two-readers")]
    public async Task A_second_reader_is_refused()
    {
        await using var server = Answering();
        await using var connection = await ConnectAsync(server.Address);
        await using var first = connection.ReadAllAsync().GetAsyncEnumerator();
        var waiting = first.MoveNextAsync();

        await FailsAsync<InvalidOperationException>(ReadToEndAsync(connection));

        await connection.SendAsync(new Say("one"));
        Assert.True(await waiting);
        Assert.Equal(new Heard("one"), first.Current);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#many-senders")]
    public async Task Sixty_four_threads_send_at_once()
    {
        const int Threads = 64;
        const int Each = 50;
        await using var server = await EchoServer.StartAsync();
        await using var connection = await ConnectAsync(server.Address);
        var data = Enumerable.Range(0, 3_000).Select(i => (byte)i).ToArray();

        // Half of them wait for each message, half do not.
        var senders = Enumerable.Range(0, Threads).Select(t => Task.Run(async () =>
        {
            var sends = new List<Task>();
            for (var i = 0; i < Each; i++)
            {
                var send = connection.SendAsync(new Sound((t * 1000) + i, data)).AsTask();
                if (t % 2 == 0)
                    await send;
                sends.Add(send);
            }

            await Task.WhenAll(sends);
        })).ToList();

        var next = new long[Threads];
        for (var i = 0; i < Threads * Each; i++)
        {
            var sound = Assert.IsType<Sound>(await NextAsync(connection));
            Assert.True(sound.Data.Span.SequenceEqual(data));
            Assert.Equal(next[sound.Seq / 1000]++, sound.Seq % 1000);
        }

        await Task.WhenAll(senders).WaitAsync(Guard);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#send-cancelled")]
    public async Task Cancelling_one_waiting_send_leaves_the_others()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = new List<string>();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await release.Task;
            while (await w.ReadFrameAsync() is { Opcode: Frame.Text } frame)
            {
                if (frame.Payload.Length < 100)
                    arrived.Add(frame.Message);
            }

            await w.SendFrameAsync(Frame.Close, default);
        });
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var connection = await ConnectAsync(server.Address, new RealtimeOptions { SendQueueSize = 3, OnMessage = _ => started.TrySetResult() });
        using var cancel = new CancellationTokenSource();

        // The first is stuck on the wire, three wait in the queue, two for room in it.
        var stuck = connection.SendAsync(new Sound(0, new byte[32 * 1024 * 1024]), cancel.Token).AsTask();
        await started.Task.WaitAsync(Guard);
        var kept = connection.SendAsync(new Say("kept 1")).AsTask();
        var queued = connection.SendAsync(new Say("withdrawn"), cancel.Token).AsTask();
        var alsoKept = connection.SendAsync(new Say("kept 2")).AsTask();
        var more = Enumerable.Range(0, 3).Select(i => connection.SendAsync(new Say($"withdrawn {i}"), cancel.Token).AsTask()).ToList();
        var last = connection.SendAsync(new Say("kept 3")).AsTask();
        await cancel.CancelAsync();

        foreach (var withdrawn in more.Prepend(queued))
            Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn.WaitAsync(Guard))).CancellationToken);
        Assert.False(kept.IsCompleted);

        // What is on the wire cannot be taken back, and the connection lives on.
        release.SetResult();
        await Task.WhenAll(stuck, kept, alsoKept, last).WaitAsync(Guard);
        await connection.DisposeAsync();
        Assert.Equal(["""{"type":"say","text":"kept 1"}""", """{"type":"say","text":"kept 2"}""", """{"type":"say","text":"kept 3"}"""], arrived);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#send-cancelled")]
    public async Task A_cancelled_token_ends_only_its_send()
    {
        await using var server = Answering();
        await using var connection = await ConnectAsync(server.Address);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.SendAsync(new Say("never"), new CancellationToken(true)).AsTask());

        Assert.True(error.CancellationToken.IsCancellationRequested);
        await connection.SendAsync(new Say("after"));
        Assert.Equal(new Heard("after"), await NextAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#read-cancelled")]
    public async Task Cancelling_a_read_ends_that_wait_only()
    {
        await using var server = Answering();
        await using var connection = await ConnectAsync(server.Address);
        using var cancel = new CancellationTokenSource();
        await using var reading = connection.ReadAllAsync(cancel.Token).GetAsyncEnumerator(CancellationToken.None);
        var waiting = reading.MoveNextAsync().AsTask();

        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Guard))).CancellationToken);
        await connection.SendAsync(new Say("after"));
        Assert.Equal(new Heard("after"), await NextAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#read-cancelled")]
    public async Task A_read_can_be_cancelled_while_messages_pour_in()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            for (var i = 0; i < 100; i++)
                await w.SendTextAsync($$"""{"type":"sound","seq":{{i}},"data":""}""");
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server.Address);
        Assert.True(SpinWait.SpinUntil(() => connection.Reader.Count == 100, Guard));
        using var cancel = new CancellationTokenSource();

        var read = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var message in connection.ReadAllAsync(cancel.Token))
            {
                if (++read == 5)
                    await cancel.CancelAsync();
            }
        });

        Assert.Equal(5, read);
        Assert.Equal(5, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
    }

    private static WireServer Answering() => new(async w =>
    {
        await w.OpenAsync();
        while (await w.ReadFrameAsync() is { Opcode: not Frame.Close } frame)
            await w.SendTextAsync(frame.Message.Replace("say", "heard", StringComparison.Ordinal));
        await w.SendFrameAsync(Frame.Close, default);
    });
}
