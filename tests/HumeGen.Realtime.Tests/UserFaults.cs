namespace HumeGen.Tests;

/// <summary>Rows 52 to 60 of the fault matrix: what a program may do to a connection.</summary>
public sealed class UserFaults : RealtimeTest
{
    [Fact]
    public async Task Row_52_handler_throws()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("no json");
            await w.SendTextAsync("""{"type":"heard","text":"good"}""");
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server);
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
    public async Task Row_52_part_of_a_derived_class_throws()
    {
        await using var server = Answering();
        await using var connection = await ConnectAsync(server);
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.HandlerFailed += (_, error) => failed.SetResult(error);
        connection.Taking = _ => throw new InvalidOperationException("taking");

        await connection.SendAsync(new Say("one"));

        Assert.Equal(new Heard("one"), await NextAsync(connection));
        Assert.Equal("taking", (await failed.Task.WaitAsync(Guard)).Message);
    }

    [Fact]
    public async Task Row_53_handler_blocks_forever()
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
        await using var connection = await ConnectAsync(server);
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
    public async Task Row_54_consumer_breaks_out()
    {
        await using var server = Answering();
        await using var connection = await ConnectAsync(server);

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
    public async Task Row_55_two_enumerators()
    {
        await using var server = Answering();
        await using var connection = await ConnectAsync(server);
        await using var first = connection.ReadAllAsync().GetAsyncEnumerator();
        var waiting = first.MoveNextAsync();

        await FailsAsync<InvalidOperationException>(ReadToEndAsync(connection));

        await connection.SendAsync(new Say("one"));
        Assert.True(await waiting);
        Assert.Equal(new Heard("one"), first.Current);
    }

    [Fact]
    public async Task Row_56_64_threads_send_at_once()
    {
        const int Threads = 64;
        const int Each = 50;
        await using var server = await EchoServer.StartAsync();
        await using var connection = Watch(new TestConnection(await Pipeline(server.Address).ConnectAsync(Request())));
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
    public async Task Row_57_cancel_one_send_that_waits_in_the_queue()
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
        var connection = await ConnectAsync(server, new RealtimeOptions { SendQueueSize = 3 });
        using var cancel = new CancellationTokenSource();

        // The first is stuck on the wire, three wait in the queue, two for room in it.
        var stuck = connection.SendAsync(new Sound(0, new byte[32 * 1024 * 1024]), cancel.Token).AsTask();
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
    public async Task Row_57_a_token_that_was_cancelled_before()
    {
        await using var server = Answering();
        await using var connection = await ConnectAsync(server);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.SendAsync(new Say("never"), new CancellationToken(true)).AsTask());

        Assert.True(error.CancellationToken.IsCancellationRequested);
        await connection.SendAsync(new Say("after"));
        Assert.Equal(new Heard("after"), await NextAsync(connection));
    }

    [Fact]
    public async Task Row_58_cancel_a_read()
    {
        await using var server = Answering();
        await using var connection = await ConnectAsync(server);
        using var cancel = new CancellationTokenSource();
        await using var reading = connection.ReadAllAsync(cancel.Token).GetAsyncEnumerator(CancellationToken.None);
        var waiting = reading.MoveNextAsync().AsTask();

        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Guard))).CancellationToken);
        await connection.SendAsync(new Say("after"));
        Assert.Equal(new Heard("after"), await NextAsync(connection));
    }

    [Fact]
    public async Task Row_58_cancel_a_read_while_messages_pour_in()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            for (var i = 0; i < 100; i++)
                await w.SendTextAsync($$"""{"type":"sound","seq":{{i}},"data":""}""");
            await w.AnswerCloseAsync();
        });
        await using var connection = await ConnectAsync(server);
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

    [Fact]
    public async Task Row_59_close_that_the_peer_answers()
    {
        var close = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendTextAsync("""{"type":"heard","text":"early"}""");
            close.SetResult((await w.ReadFrameAsync(Frame.Close)).Code);
            await w.SendTextAsync("""{"type":"heard","text":"late"}""");
            await w.SendCloseAsync(1000);
        });
        await using var connection = await ConnectAsync(server);

        await connection.CloseAsync().AsTask().WaitAsync(Guard);

        Assert.Equal(1000, await close.Task.WaitAsync(Guard));
        Assert.Equal((RealtimeEnd.ClosedByClient, 1000, true), (await connection.Closed) switch { var c => (c.End, c.Code, c.IsNormal) });
        Assert.Equal([new Heard("early"), new Heard("late")], await ReadToEndAsync(connection).WaitAsync(Guard));
        await connection.CloseAsync();
    }

    [Fact]
    public async Task Row_59_close_sends_what_waits_to_be_sent()
    {
        var arrived = new List<string>();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            while (await w.ReadFrameAsync() is { Opcode: Frame.Text } frame)
                arrived.Add(frame.Message);
            await w.SendFrameAsync(Frame.Close, default);
        });
        await using var connection = await ConnectAsync(server);

        var sends = Enumerable.Range(0, 30).Select(i => connection.SendAsync(new Say($"{i}")).AsTask()).ToList();
        await connection.CloseAsync().AsTask().WaitAsync(Guard);

        await Task.WhenAll(sends).WaitAsync(Guard);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $$"""{"type":"say","text":"{{i}}"}"""), arrived);
    }

    [Fact]
    public async Task Row_59_close_that_the_peer_does_not_answer()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        await using var connection = await ConnectAsync(server, time: time);

        var closing = connection.CloseAsync().AsTask();
        Assert.Equal(RealtimeState.Closing, connection.State);
        Assert.Equal(RealtimeEnd.ClosedByClient, (await FailsAsync<HumeClosedException>(connection.SendAsync(new Say("late")))).Close.End);
        time.Advance(TimeSpan.FromSeconds(5));

        await closing.WaitAsync(Guard);
        Assert.Equal(RealtimeEnd.ClosedByClient, (await connection.Closed).End);
        Assert.Empty(await ReadToEndAsync(connection));
    }

    [Fact]
    public async Task Row_59_close_while_the_peer_floods()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            while (true)
                await w.SendTextAsync("""{"type":"heard","text":"more and more"}""");
        });
        await using var connection = await ConnectAsync(server, new RealtimeOptions { ReceiveQueueSize = 3 }, time);
        Assert.True(SpinWait.SpinUntil(() => connection.IsHeldUp, Guard));

        var closing = connection.CloseAsync().AsTask();
        await AdvanceUntilAsync(time, closing);

        await closing;
        Assert.Equal(3, (await ReadToEndAsync(connection).WaitAsync(Guard)).Count);
    }

    [Fact]
    public async Task Row_59_close_while_the_queue_is_full_and_nobody_reads()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            for (var i = 0; i < 50; i++)
                await w.SendTextAsync("""{"type":"heard","text":"unread"}""");
            await w.AnswerCloseAsync();
        });
        var time = new ManualTime();
        await using var connection = await ConnectAsync(server, new RealtimeOptions { ReceiveQueueSize = 3 }, time);
        Assert.True(SpinWait.SpinUntil(() => connection.IsHeldUp, Guard));

        // The clock stands still: it closes because the server answers.
        await connection.CloseAsync().AsTask().WaitAsync(Guard);

        Assert.Equal(1000, (await connection.Closed).Code);
    }

    [Fact]
    public async Task Row_59_cancelling_a_close_ends_the_wait_only()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        await using var connection = await ConnectAsync(server, time: time);
        using var cancel = new CancellationTokenSource();

        var closing = connection.CloseAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => closing.WaitAsync(Guard));

        Assert.False(connection.Closed.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(RealtimeEnd.ClosedByClient, (await connection.Closed.WaitAsync(Guard)).End);
    }

    [Fact]
    public async Task Row_60_dispose_while_receiving_and_sending()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        var connection = await ConnectAsync(server, new RealtimeOptions { CloseTimeout = TimeSpan.FromMinutes(10) }, time);
        var reading = ReadToEndAsync(connection);
        var sending = connection.SendAsync(new Sound(0, new byte[32 * 1024 * 1024])).AsTask();
        var behind = connection.SendAsync(new Say("behind")).AsTask();

        var disposing = connection.DisposeAsync().AsTask();
        var again = connection.DisposeAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(5));

        await disposing.WaitAsync(Guard);
        await again.WaitAsync(Guard);
        Assert.Empty(await reading.WaitAsync(Guard));
        await FailsAsync<HumeClosedException>(sending);
        await FailsAsync<HumeClosedException>(behind);
        await connection.DisposeAsync();
        Assert.Equal(RealtimeState.Closed, connection.State);
    }

    [Fact]
    public async Task Row_60_dispose_while_closing()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        var connection = await ConnectAsync(server, new RealtimeOptions { CloseTimeout = TimeSpan.FromMinutes(10) }, time);

        var closing = connection.CloseAsync().AsTask();
        var disposing = connection.DisposeAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(5));

        await disposing.WaitAsync(Guard);
        await closing.WaitAsync(Guard);
    }

    [Fact]
    public async Task Row_60_dispose_after_the_server_is_gone()
    {
        await using var server = new WireServer(async w => await w.OpenAsync());
        var connection = await ConnectAsync(server);
        await connection.Closed.WaitAsync(Guard);

        await connection.DisposeAsync().AsTask().WaitAsync(Guard);

        Assert.Equal(RealtimeEnd.ConnectionLost, (await connection.Closed).End);
    }

    [Fact]
    public async Task Row_60_dispose_from_a_handler()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("no json");
            await w.AnswerCloseAsync();
        });
        var connection = await ConnectAsync(server);
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ProtocolError += (_, _) =>
        {
            connection.DisposeAsync().AsTask().GetAwaiter().GetResult();
            disposed.SetResult();
        };

        await connection.SendAsync(new Say("go"));

        await disposed.Task.WaitAsync(Guard);
        Assert.True((await connection.Closed).IsNormal);
    }

    [Fact]
    public async Task Row_60_dispose_from_inside_the_loop_that_reads()
    {
        await using var server = Answering();
        var connection = await ConnectAsync(server);
        await connection.SendAsync(new Say("one"));

        await foreach (var message in connection.ReadAllAsync())
            await connection.DisposeAsync();

        Assert.Equal(RealtimeState.Closed, connection.State);
    }

    [Fact]
    public async Task Row_60_a_socket_that_no_connection_was_made_of()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await Assert.ThrowsAnyAsync<IOException>(w.ReadFrameAsync);
            gone.SetResult();
        });
        var socket = await Pipeline(server.Address).ConnectAsync(Request());

        await socket.DisposeAsync();
        await socket.DisposeAsync();

        await gone.Task.WaitAsync(Guard);
    }

    [Fact]
    public async Task Row_61_a_thousand_cycles_leave_nothing_behind()
    {
        await using var server = await EchoServer.StartAsync();
        var pipeline = Pipeline(server.Address);
        await CycleAsync(100);
        var before = Handles();

        await CycleAsync(1_000);

        Assert.True(SpinWait.SpinUntil(() => server.Open == 0, Guard));

        // Other tests of this process open connections of their own meanwhile.
        Assert.InRange(Handles(), 0, before + 100);

        async Task CycleAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await using var connection = new TestConnection(await pipeline.ConnectAsync(Request()).WaitAsync(Guard));
                await connection.SendAsync(new Sound(i, default));
                Assert.Equal(i, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
            }
        }

        static int Handles()
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.HandleCount;
        }
    }

    private static WireServer Answering() => new(async w =>
    {
        await w.OpenAsync();
        while (await w.ReadFrameAsync() is { Opcode: not Frame.Close } frame)
            await w.SendTextAsync(frame.Message.Replace("say", "heard", StringComparison.Ordinal));
        await w.SendFrameAsync(Frame.Close, default);
    });
}
