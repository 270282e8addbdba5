namespace HumeGen.Tests;

/// <summary>Faults that end a connection.</summary>
public sealed class EndFaultTests : RealtimeTest
{
    [Fact]
    [Trait("Fault", "docs/reliability.md#normal-close")]
    public async Task A_close_of_the_server_with_1000_ends_the_enumeration()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendTextAsync("""{"type":"heard","text":"bye"}""");
            await w.SendCloseAsync(1000, "done");
            answer.SetResult((await w.ReadFrameAsync(Frame.Close)).Code);
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal([new Heard("bye")], await ReadToEndAsync(connection).WaitAsync(Guard));

        var close = await connection.Closed.WaitAsync(Guard);
        Assert.Equal((RealtimeEnd.ClosedByServer, 1000, "done", true), (close.End, close.Code, close.Reason, close.IsNormal));
        Assert.Equal(new TestCode("1000"), close.CloseCode);
        Assert.Equal(RealtimeState.Closed, connection.State);
        Assert.Equal(1000, await answer.Task.WaitAsync(Guard));
        Assert.Empty(await ReadToEndAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#normal-close")]
    public async Task A_close_of_the_server_without_a_code_ends_the_enumeration()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendFrameAsync(Frame.Close, default);
            await w.ReadFrameAsync(Frame.Close);
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Empty(await ReadToEndAsync(connection).WaitAsync(Guard));
        Assert.True((await connection.Closed).IsNormal);
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#server-goes-away")]
    [Trait("Fault", "docs/reliability.md#close-for-a-breach")]
    [Trait("Fault", "docs/reliability.md#close-for-a-server-error")]
    [Trait("Fault", "docs/reliability.md#private-close-code")]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1010)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(4000)]
    [InlineData(4999)]
    public async Task A_close_of_the_server_with_another_code_is_an_error(int code)
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendTextAsync("""{"type":"heard","text":"first"}""");
            await w.SendCloseAsync(code, "because\r\nof this");
            answer.SetResult((await w.ReadFrameAsync(Frame.Close)).Code);
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(new Heard("first"), await NextAsync(connection));
        var error = await ReadFailsAsync(connection);
        Assert.Equal((RealtimeEnd.ClosedByServer, code, false), (error.Close.End, error.Close.Code, error.Close.IsNormal));
        Assert.Equal("because  of this", error.Close.Reason);
        Assert.Contains($"code {code} (because  of this)", error.Message, StringComparison.Ordinal);
        Assert.Equal(code, await answer.Task.WaitAsync(Guard));

        var sending = await FailsAsync<RealtimeClosedException>(connection.SendAsync(new Say("too late")));
        Assert.Equal(code, sending.Close.Code);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#reset-in-mid-session")]
    public async Task A_reset_in_mid_session_is_a_lost_connection()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendTextAsync("""{"type":"heard","text":"first"}""");
            await w.ReadFrameAsync(Frame.Text);
            w.Reset();
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(new Heard("first"), await NextAsync(connection));
        await connection.SendAsync(new Say("go"));
        var error = await ReadFailsAsync(connection);

        Assert.Equal((RealtimeEnd.ConnectionLost, 1006), (error.Close.End, error.Close.Code));
        Assert.NotNull(error.InnerException);
        Assert.Equal(error.Close, await connection.Closed);
        Assert.Equal(RealtimeEnd.ConnectionLost, (await FailsAsync<RealtimeClosedException>(connection.SendAsync(new Say("late")))).Close.End);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#stream-ends-without-a-close")]
    public async Task An_end_of_stream_without_a_close_frame_is_a_lost_connection()
    {
        await using var server = new WireServer(async w => await w.OpenAsync());
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal((RealtimeEnd.ConnectionLost, 1006), (await ReadFailsAsync(connection)).Close switch { var c => (c.End, c.Code) });
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#stream-ends-without-a-close")]
    public async Task An_end_of_stream_in_mid_message_is_a_lost_connection()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendFrameAsync(Frame.Text, """{"type":"heard","te"""u8.ToArray(), final: false);
            await w.SendAsync((byte[])[0x80, 100, (byte)'x']);
        });
        await using var connection = await ConnectAsync(server.Address);

        Assert.Equal(RealtimeEnd.ConnectionLost, (await ReadFailsAsync(connection)).Close.End);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#half-open-connection")]
    public async Task A_half_open_connection_is_noticed()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        await using var connection = await ConnectAsync(server.Address, time: time);

        // The default: asked after 15 s at the latest a quarter more, and 15 s for an answer.
        time.Advance(TimeSpan.FromSeconds(33));
        Assert.Equal(RealtimeState.Open, connection.State);
        time.Advance(TimeSpan.FromSeconds(12));

        var error = await ReadFailsAsync(connection);
        Assert.Equal(RealtimeEnd.KeepAliveTimeout, error.Close.End);
        Assert.Equal(ApiTimeoutKind.KeepAlive, Assert.IsType<ApiTimeoutException>(error.InnerException).Kind);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#half-open-connection")]
    public async Task A_silent_server_is_asked_and_its_answer_counts()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();

            // Pings come by the platform's own clock, in real time; the limit runs by the manual one.
            for (var i = 0; i < 3; i++)
            {
                var ping = await w.ReadFrameAsync(Frame.Ping);
                time.Advance(TimeSpan.FromMilliseconds(25));
                await w.SendFrameAsync(Frame.Pong, ping.Payload);
            }

            await w.SendTextAsync("""{"type":"heard","text":"alive"}""");
            await w.AnswerCloseAsync();
        });
        var interval = TimeSpan.FromMilliseconds(20);
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { KeepAliveInterval = interval, KeepAliveTimeout = interval }, time);

        Assert.Equal(new Heard("alive"), await NextAsync(connection));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#slow-reader")]
    public async Task A_slow_reader_keeps_its_connection()
    {
        // More than is read ahead.
        const int Count = 200;
        var data = Convert.ToBase64String(new byte[12 * 1024]);
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            for (var i = 0; i < Count; i++)
                await w.SendTextAsync($$"""{"type":"sound","seq":{{i}},"data":"{{data}}"}""");
            await w.AnswerCloseAsync();
        });
        var options = new RealtimeOptions { ReceiveQueueSize = 2, IdleTimeout = TimeSpan.FromSeconds(20) };
        await using var connection = await ConnectAsync(server.Address, options, time);

        Assert.True(SpinWait.SpinUntil(() => connection.IsHeldUp, Guard));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RealtimeState.Open, connection.State);

        for (var i = 0; i < Count; i++)
            Assert.Equal(i, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
        Assert.Equal(RealtimeState.Open, connection.State);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#peer-stops-reading")]
    public async Task Sends_end_in_time_if_the_peer_stops_reading()
    {
        var time = new ManualTime();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        var options = new RealtimeOptions { SendQueueSize = 2, KeepAliveTimeout = Timeout.InfiniteTimeSpan };
        await using var connection = await ConnectAsync(server.Address, options, time);

        var large = new Sound(0, new byte[32 * 1024 * 1024]);
        var sending = connection.SendAsync(large).AsTask();
        var waiting = Enumerable.Range(0, 5).Select(_ => connection.SendAsync(new Say("behind")).AsTask()).ToList();
        await AdvanceUntilAsync(time, sending);

        var error = await FailsAsync<ApiTimeoutException>(sending);
        Assert.Equal((ApiTimeoutKind.Send, TimeSpan.FromSeconds(30)), (error.Kind, error.Timeout));
        foreach (var behind in waiting)
            Assert.Equal(RealtimeEnd.SendTimeout, (await FailsAsync<RealtimeClosedException>(behind)).Close.End);
        Assert.Equal(RealtimeEnd.SendTimeout, (await ReadFailsAsync(connection)).Close.End);
    }

    [Fact]
    public async Task The_idle_limit_counts_messages_only_and_ends_the_connection()
    {
        var time = new ManualTime();
        var pinged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.SendFrameAsync(Frame.Ping, default);
            await w.ReadFrameAsync(Frame.Pong);
            pinged.SetResult();
            await w.HangAsync();
        });
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { IdleTimeout = TimeSpan.FromSeconds(8) }, time);

        time.Advance(TimeSpan.FromSeconds(7));
        await pinged.Task.WaitAsync(Guard);
        Assert.Equal(RealtimeState.Open, connection.State);
        time.Advance(TimeSpan.FromSeconds(2));

        var error = await ReadFailsAsync(connection);
        Assert.Equal(RealtimeEnd.IdleTimeout, error.Close.End);
        Assert.Equal(ApiTimeoutKind.Idle, Assert.IsType<ApiTimeoutException>(error.InnerException).Kind);
    }

    [Fact]
    public async Task Messages_that_came_before_a_loss_can_still_be_read()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            for (var i = 0; i < 20; i++)
                await w.SendTextAsync($$"""{"type":"sound","seq":{{i}},"data":""}""");
        });
        await using var connection = await ConnectAsync(server.Address);
        Assert.Equal(RealtimeEnd.ConnectionLost, (await connection.Closed.WaitAsync(Guard)).End);

        for (var i = 0; i < 20; i++)
            Assert.Equal(i, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
        await ReadFailsAsync(connection);
    }

    [Fact]
    public async Task A_connection_that_nobody_reads_ends_without_an_unobserved_exception()
    {
        await LoseOneAsync();

        // Dispose of the base class collects and looks.
        async Task LoseOneAsync()
        {
            await using var server = new WireServer(async w => await w.OpenAsync());
            var connection = await ConnectAsync(server.Address);
            Assert.Equal(RealtimeEnd.ConnectionLost, (await connection.Closed.WaitAsync(Guard)).End);
        }
    }
}
