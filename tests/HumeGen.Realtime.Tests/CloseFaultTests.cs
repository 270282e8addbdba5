namespace HumeGen.Tests;

/// <summary>Faults while closing and disposing.</summary>
public sealed class CloseFaultTests : RealtimeTest
{
    [Fact]
    [Trait("Fault", "docs/reliability.md#close")]
    public async Task A_close_that_the_peer_answers_is_normal()
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
        await using var connection = await ConnectAsync(server.Address);

        await connection.CloseAsync().AsTask().WaitAsync(Guard);

        Assert.Equal(1000, await close.Task.WaitAsync(Guard));
        var end = await connection.Closed;
        Assert.Equal((RealtimeEnd.ClosedByClient, 1000, true), (end.End, end.Code, end.IsNormal));
        Assert.Equal([new Heard("early"), new Heard("late")], await ReadToEndAsync(connection).WaitAsync(Guard));
        await connection.CloseAsync();
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#close")]
    public async Task Close_sends_the_waiting_messages()
    {
        var arrived = new List<string>();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            while (await w.ReadFrameAsync() is { Opcode: Frame.Text } frame)
                arrived.Add(frame.Message);
            await w.SendFrameAsync(Frame.Close, default);
        });
        await using var connection = await ConnectAsync(server.Address);

        var sends = Enumerable.Range(0, 30).Select(i => connection.SendAsync(new Say($"{i}")).AsTask()).ToList();
        await connection.CloseAsync().AsTask().WaitAsync(Guard);

        await Task.WhenAll(sends).WaitAsync(Guard);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $$"""{"type":"say","text":"{{i}}"}"""), arrived);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#close")]
    public async Task A_close_that_the_peer_does_not_answer_ends_in_time()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        await using var connection = await ConnectAsync(server.Address, time: time);

        var closing = connection.CloseAsync().AsTask();
        Assert.Equal(RealtimeState.Closing, connection.State);
        Assert.Equal(RealtimeEnd.ClosedByClient, (await FailsAsync<RealtimeClosedException>(connection.SendAsync(new Say("late")))).Close.End);
        time.Advance(TimeSpan.FromSeconds(5));

        await closing.WaitAsync(Guard);
        Assert.Equal(RealtimeEnd.ClosedByClient, (await connection.Closed).End);
        Assert.Empty(await ReadToEndAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#close")]
    public async Task A_close_ends_while_the_peer_floods()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            while (true)
                await w.SendTextAsync("""{"type":"heard","text":"more and more"}""");
        });
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { ReceiveQueueSize = 3 }, time);
        Assert.True(SpinWait.SpinUntil(() => connection.IsHeldUp, Guard));

        var closing = connection.CloseAsync().AsTask();
        await AdvanceUntilAsync(time, closing);

        await closing;
        Assert.Equal(3, (await ReadToEndAsync(connection).WaitAsync(Guard)).Count);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#close")]
    public async Task A_close_ends_while_the_queue_is_full_and_nobody_reads()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            for (var i = 0; i < 50; i++)
                await w.SendTextAsync("""{"type":"heard","text":"unread"}""");
            await w.AnswerCloseAsync();
        });
        var time = new ManualTime();
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { ReceiveQueueSize = 3 }, time);
        Assert.True(SpinWait.SpinUntil(() => connection.Reader.Count == 3, Guard));

        // The clock stands still: it closes because the server answers.
        await connection.CloseAsync().AsTask().WaitAsync(Guard);

        Assert.Equal(1000, (await connection.Closed).Code);
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#close")]
    [InlineData("answers late")]
    [InlineData("answers with another code")]
    [InlineData("sends before it answers")]
    [InlineData("sends after it answered")]
    [InlineData("pings on")]
    [InlineData("resets")]
    [InlineData("ends the stream")]
    [InlineData("breaks the protocol")]
    [InlineData("is silent")]
    public async Task A_close_ends_in_time_as_this_programs_own_whatever_the_peer_does(string peer)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Close);
            switch (peer)
            {
                case "answers late":
                    time.Advance(TimeSpan.FromSeconds(4));
                    await w.SendCloseAsync(1000);
                    break;
                case "answers with another code":
                    await w.SendCloseAsync(4321, "for a reason of its own");
                    break;
                case "sends before it answers":
                    for (var i = 0; i < 100; i++)
                        await w.SendTextAsync("""{"type":"heard","text":"late"}""");
                    await w.SendCloseAsync(1000);
                    break;
                case "sends after it answered":
                    await w.SendCloseAsync(1000);
                    await w.SendTextAsync("""{"type":"heard","text":"too late"}""");
                    break;
                case "pings on":
                    while (true)
                        await w.SendFrameAsync(Frame.Ping, "still here"u8.ToArray());
                case "resets":
                    w.Reset();
                    break;
                case "ends the stream":
                    break;
                case "breaks the protocol":
                    await w.SendFrameAsync(3, "?"u8.ToArray(), reserved: 7);
                    break;
                case "is silent":
                    await w.HangAsync();
                    break;
            }
        });
        await using var connection = await ConnectAsync(server.Address, time: time);

        var closing = connection.CloseAsync().AsTask();
        await AdvanceUntilAsync(time, closing);

        await closing;
        var close = await connection.Closed;
        Assert.Equal((RealtimeEnd.ClosedByClient, 1000, "", true), (close.End, close.Code, close.Reason, close.IsNormal));
        Assert.InRange((await ReadToEndAsync(connection).WaitAsync(Guard)).Count, 0, 100);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#close")]
    public async Task Cancelling_a_close_ends_the_wait_only()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        await using var connection = await ConnectAsync(server.Address, time: time);
        using var cancel = new CancellationTokenSource();

        var closing = connection.CloseAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => closing.WaitAsync(Guard));

        Assert.False(connection.Closed.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(RealtimeEnd.ClosedByClient, (await connection.Closed.WaitAsync(Guard)).End);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task Dispose_ends_receiving_and_sending()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        var connection = await ConnectAsync(server.Address, new RealtimeOptions { CloseTimeout = TimeSpan.FromMinutes(10) }, time);
        var reading = ReadToEndAsync(connection);
        var sending = connection.SendAsync(new Sound(0, new byte[32 * 1024 * 1024])).AsTask();
        var behind = connection.SendAsync(new Say("behind")).AsTask();

        var disposing = connection.DisposeAsync().AsTask();
        var again = connection.DisposeAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(5));

        await disposing.WaitAsync(Guard);
        await again.WaitAsync(Guard);
        Assert.Empty(await reading.WaitAsync(Guard));
        await FailsAsync<RealtimeClosedException>(sending);
        await FailsAsync<RealtimeClosedException>(behind);
        await connection.DisposeAsync();
        Assert.Equal(RealtimeState.Closed, connection.State);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task Dispose_ends_a_close()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        var connection = await ConnectAsync(server.Address, new RealtimeOptions { CloseTimeout = TimeSpan.FromMinutes(10) }, time);

        var closing = connection.CloseAsync().AsTask();
        var disposing = connection.DisposeAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(5));

        await disposing.WaitAsync(Guard);
        await closing.WaitAsync(Guard);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task Dispose_returns_after_the_server_is_gone()
    {
        await using var server = new WireServer(async w => await w.OpenAsync());
        var connection = await ConnectAsync(server.Address);
        await connection.Closed.WaitAsync(Guard);

        await connection.DisposeAsync().AsTask().WaitAsync(Guard);

        Assert.Equal(RealtimeEnd.ConnectionLost, (await connection.Closed).End);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task A_handler_can_dispose()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("no json");
            await w.AnswerCloseAsync();
        });
        var connection = await ConnectAsync(server.Address);
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
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task The_loop_that_reads_can_dispose()
    {
        await using var server = await EchoServer.StartAsync();
        var connection = await ConnectAsync(server.Address);
        await connection.SendAsync(new Say("one"));

        await foreach (var message in connection.ReadAllAsync())
            await connection.DisposeAsync();

        Assert.Equal(RealtimeState.Closed, connection.State);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task A_socket_without_a_connection_is_disposed()
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
    [Trait("Fault", "docs/reliability.md#thousand-connections")]
    public async Task A_thousand_cycles_leave_nothing_behind()
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
}
