using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>Which ends and refusals lead to another attempt, and after what wait.</summary>
public sealed class ReconnectPolicyTests : ReconnectTest
{
    [Theory]
    [InlineData(1001, 0)]
    [InlineData(1011, 0)]
    [InlineData(1012, 0)]
    [InlineData(1013, 5)]
    [InlineData(1014, 0)]
    [Trait("Fault", "docs/reliability.md#server-goes-away")]
    [Trait("Fault", "docs/reliability.md#close-for-a-server-error")]
    public async Task A_close_that_passes_leads_to_another_socket(int code, int seconds)
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            if (w.Number == 1)
                await w.SendCloseAsync(code, "later");
            await w.AnswerCloseAsync();
        });
        var (connection, seen) = await OpenAsync(server.Address, time: time);
        await using var _ = connection;

        var broke = await seen.ReconnectingAsync();
        Assert.Equal((RealtimeEnd.ClosedByServer, code, "later"), (broke.Close.End, broke.Close.Code, broke.Close.Reason));
        Assert.Equal(TimeSpan.FromSeconds(seconds), broke.Delay);
        time.Advance(broke.Delay);
        Assert.True((await seen.ReconnectedAsync()).Resumed);
        await SettleAsync(connection);
    }

    [Theory]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1010)]
    [InlineData(3000)]
    [InlineData(4000)]
    [InlineData(4999)]
    [Trait("Fault", "docs/reliability.md#close-for-a-breach")]
    [Trait("Fault", "docs/reliability.md#private-close-code")]
    public async Task A_close_that_does_not_pass_is_the_end(int code)
    {
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            await w.SendCloseAsync(code, "never");
            await w.ReadFrameAsync(Frame.Close);
        });
        var (connection, seen) = await OpenAsync(server.Address);
        await using var _ = connection;

        var error = await ReadFailsAsync(connection);

        Assert.Equal((RealtimeEnd.ClosedByServer, code, "never"), (error.Close.End, error.Close.Code, error.Close.Reason));
        Assert.Empty(error.Attempts);
        Assert.Equal((1, 0), (server.Connections, seen.Attempts));
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#normal-close")]
    public async Task A_normal_close_is_the_end()
    {
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            await w.SendCloseAsync(1000);
            await w.ReadFrameAsync(Frame.Close);
        });
        var (connection, seen) = await OpenAsync(server.Address);
        await using var _ = connection;

        Assert.Equal([new Begin("g1")], await ReadToEndAsync(connection).WaitAsync(Guard));
        Assert.True((await connection.Closed).IsNormal);
        Assert.Equal((1, 0), (server.Connections, seen.Attempts));
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#error-before-the-close")]
    public async Task A_normal_close_after_an_error_is_the_end_and_tells_the_error()
    {
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("""{"type":"error","code":"E0101","message":"trouble"}""");
            await w.SendCloseAsync(1000);
            await w.ReadFrameAsync(Frame.Close);
        });
        var (connection, seen) = await OpenAsync(server.Address);
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        Assert.Equal([new Begin("g1"), new Problem("E0101", "trouble")], await ReadToEndAsync(connection).WaitAsync(Guard));

        var close = await connection.Closed.WaitAsync(Guard);
        Assert.Equal((RealtimeEnd.ClosedByServer, 1000, "E0101"), (close.End, close.Code, close.LastError?.ErrorCode?.Value));
        Assert.Equal((1, 0), (server.Connections, seen.Attempts));
        Assert.Equal(1, Settled(connection).Confirmed);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#private-close-code")]
    public async Task A_policy_of_the_program_decides_otherwise()
    {
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            await w.SendCloseAsync(w.Number == 1 ? 4001 : 1012);
            await w.ReadFrameAsync(Frame.Close);
        });
        var asked = new ConcurrentQueue<ReconnectAttempt>();
        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions
        {
            Policy = attempt =>
            {
                asked.Enqueue(attempt);
                return attempt.Close.Code == 4001 ? TimeSpan.Zero : null;
            },
        });
        await using var _ = connection;

        Assert.True((await seen.ReconnectedAsync()).Resumed);
        Assert.Equal(1012, (await ReadFailsAsync(connection)).Close.Code);
        Assert.Equal([4001, 1012], asked.Select(a => a.Close.Code));
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#handler-throws")]
    public async Task A_policy_that_throws_is_reported_and_ends_the_connection()
    {
        await using var server = new WireServer(w => DropAsync(w));
        var (connection, _) = await OpenAsync(server.Address, new ReconnectOptions { Policy = static _ => throw new InvalidOperationException("no idea") });
        await using var _ = connection;
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.HandlerFailed += (_, e) => failed.TrySetResult(e);
        await connection.SendAsync(new Say("go"));

        await ReadFailsAsync(connection);

        Assert.Equal("no idea", (await failed.Task.WaitAsync(Guard)).Message);
        Settled(connection);
    }

    [Theory]
    [InlineData("E0714", RealtimeEnd.Inactivity, 1000)]
    [InlineData("E0714", RealtimeEnd.Inactivity, 1012)]
    [InlineData("E0715", RealtimeEnd.MaxDuration, 1000)]
    [InlineData("E0715", RealtimeEnd.MaxDuration, 1001)]
    [Trait("Fault", "docs/reliability.md#inactivity-or-longest-duration")]
    public async Task An_end_by_inactivity_or_duration_has_a_reason_of_its_own_and_is_final(string code, RealtimeEnd end, int close)
    {
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            await w.SendTextAsync($$"""{"type":"error","code":"{{code}}","message":"enough"}""");
            await w.SendCloseAsync(close);
            await w.ReadFrameAsync(Frame.Close);
        });
        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions { Policy = static _ => TimeSpan.Zero });
        await using var _ = connection;

        var closed = await connection.Closed.WaitAsync(Guard);

        Assert.Equal((end, close, close == 1000), (closed.End, closed.Code, closed.IsNormal));
        Assert.Equal(code, closed.LastError!.ErrorCode!.Value);
        Assert.Equal((1, 0), (server.Connections, seen.Attempts));
        Settled(connection);
    }

    [Theory]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(501, false)]
    [InlineData(521, false)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-429")]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-5xx")]
    public async Task A_refused_handshake_leads_to_another_attempt_or_not(int status, bool again)
    {
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
                await DropAsync(w);
            if (w.Number == 2)
                await w.AnswerAsync($"{status} No", """{"message":"no"}""");
            await BeginAsync(w);
            await w.AnswerCloseAsync();
        });
        var (connection, seen) = await OpenAsync(server.Address);
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        if (!again)
        {
            var error = await ReadFailsAsync(connection);
            Assert.Equal(status, (int)Assert.IsType<ApiErrorException>(error.InnerException).StatusCode);
            Assert.Equal(2, server.Connections);
            Settled(connection);
            return;
        }

        await seen.ReconnectingAsync();
        var second = await seen.ReconnectingAsync();
        Assert.Equal((2, status), (second.Attempt, (int)Assert.IsType<ApiErrorException>(second.Error).StatusCode));
        Assert.Equal(2, (await seen.ReconnectedAsync()).Attempts);
        await SettleAsync(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-429")]
    public async Task A_wait_that_the_server_asks_for_is_kept_and_told()
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
                await DropAsync(w);
            if (w.Number == 2)
                await w.AnswerAsync("429 Too Many Requests", "", "Retry-After: 7\r\n");
            await BeginAsync(w);
            await w.AnswerCloseAsync();
        });
        var (connection, seen) = await OpenAsync(server.Address, time: time);
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));
        await seen.ReconnectingAsync();

        Assert.Equal(TimeSpan.FromSeconds(7), (await seen.ReconnectingAsync()).Delay);
        time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal((RealtimeState.Reconnecting, 2), (connection.State, server.Connections));
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True((await seen.ReconnectedAsync()).Resumed);
        await SettleAsync(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-429")]
    public async Task A_wait_beyond_the_time_left_is_the_end()
    {
        await using var server = DropThen(w => w.AnswerAsync("429 Too Many Requests", "", "Retry-After: 3600\r\n"));
        var (connection, _) = await OpenAsync(server.Address);
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        var error = await ReadFailsAsync(connection);

        Assert.Equal(TimeSpan.FromHours(1), Assert.IsType<ApiErrorException>(error.InnerException).RetryAfter);
        Assert.Contains("ReconnectOptions.MaxDuration", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Connections);
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#token-expired-at-reconnect")]
    public async Task Each_attempt_asks_for_a_token_that_is_still_good()
    {
        var requests = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 2)
                await w.AnswerAsync("503 Later");
            await BeginAsync(w, requests: requests);
            await DropAtMessageAsync(w);
        });
        var asked = 0;
        var (connection, seen) = await OpenAsync(server.Address, configure: o => o.Credential = ApiCredential.FromTokenProvider(
            _ => new(new ApiAccessToken($"token-{Interlocked.Increment(ref asked)}", DateTimeOffset.UtcNow))));
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));
        await seen.ReconnectedAsync();

        Assert.Equal(3, asked);
        Assert.Contains("Bearer token-3\r\n", requests.Last(), StringComparison.Ordinal);
        await SettleAsync(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#token-expired-at-reconnect")]
    public async Task A_refused_token_is_renewed_once_and_then_the_connection_ends()
    {
        await using var server = DropThen(w => w.AnswerAsync("401 Unauthorized"));
        var asked = 0;
        var (connection, _) = await OpenAsync(server.Address, configure: o => o.Credential = ApiCredential.FromTokenProvider(
            _ => new(new ApiAccessToken($"token-{Interlocked.Increment(ref asked)}", DateTimeOffset.UtcNow + TimeSpan.FromHours(1)))));
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        var error = await ReadFailsAsync(connection);

        Assert.Equal(HttpStatusCode.Unauthorized, Assert.IsType<ApiErrorException>(error.InnerException).StatusCode);
        Assert.Equal((2, 3), (asked, server.Connections));
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#token-provider-fails-or-hangs")]
    public async Task A_provider_that_fails_is_named_in_each_attempt()
    {
        await using var server = new WireServer(w => DropAsync(w));
        var asked = 0;
        var (connection, _) = await OpenAsync(server.Address, new ReconnectOptions { MaxAttempts = 3 }, configure: o => o.Credential = ApiCredential.FromTokenProvider(
            _ => Interlocked.Increment(ref asked) == 1 ? new(new ApiAccessToken("token-1", DateTimeOffset.UtcNow)) : throw new IOException("vault closed")));
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        var error = await ReadFailsAsync(connection);

        Assert.Equal(3, error.Attempts.Count);
        Assert.All(error.Attempts, a => Assert.Contains("token provider failed", a.Message, StringComparison.Ordinal));
        Assert.Equal((4, 1), (asked, server.Connections));
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#token-provider-fails-or-hangs")]
    public async Task A_provider_that_hangs_is_bounded_and_does_not_hold_up_a_close()
    {
        await using var server = new WireServer(w => DropAsync(w));
        var asked = 0;
        var hanging = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (connection, _) = await OpenAsync(server.Address, configure: o => o.Credential = ApiCredential.FromTokenProvider(async _ =>
        {
            if (Interlocked.Increment(ref asked) > 1)
            {
                hanging.SetResult();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            }

            return new ApiAccessToken("token-1", DateTimeOffset.UtcNow);
        }));
        await connection.SendAsync(new Say("go"));
        await hanging.Task.WaitAsync(Guard);

        await connection.DisposeAsync().AsTask().WaitAsync(Guard);

        Assert.Equal(RealtimeEnd.ClosedByClient, (await connection.Closed).End);
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#flapping")]
    public async Task Waits_grow_and_attempts_count_until_a_connection_was_stable()
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(w => DropAsync(w));
        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions { MaxAttempts = 4 }, time, configure: o => o.Random = () => 0.5);
        await using var _ = connection;

        var waits = new List<TimeSpan>();
        for (var i = 1; i <= 4; i++)
        {
            await connection.SendAsync(new Say("go"));
            var broke = await seen.ReconnectingAsync();
            Assert.Equal(i, broke.Attempt);
            waits.Add(broke.Delay);
            time.Advance(broke.Delay);
            await seen.ReconnectedAsync();

            // Not quite stable.
            time.Advance(TimeSpan.FromSeconds(4.9));
        }

        await connection.SendAsync(new Say("go"));
        var error = await ReadFailsAsync(connection);

        Assert.Equal([0.25, 0.5, 1, 2], waits.Select(w => w.TotalSeconds));
        Assert.Equal(4, error.Attempts.Count);
        Assert.All(error.Attempts, a => Assert.Contains("soon ended", a.Message, StringComparison.Ordinal));
        Assert.Equal(5, server.Connections);
        Settled(connection);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "docs/reliability.md#normal-close")]
    public async Task A_normal_close_soon_after_reconnecting_is_no_failure(bool byServer)
    {
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
            {
                await DropAsync(w);
                return;
            }

            await BeginAsync(w);
            if (byServer)
                await w.SendCloseAsync(1000);
            await w.AnswerCloseAsync();
        });
        var (connection, seen) = await OpenAsync(server.Address, time: new FakeTimeProvider(), configure: o => o.Random = () => 0);
        await using var _ = connection;

        await connection.SendAsync(new Say("go"));
        await seen.ReconnectedAsync();
        if (!byServer)
            await connection.CloseAsync().AsTask().WaitAsync(Guard);
        await ReadToEndAsync(connection).WaitAsync(Guard);

        var close = await connection.Closed;
        Assert.Equal((true, byServer ? RealtimeEnd.ClosedByServer : RealtimeEnd.ClosedByClient), (close.IsNormal, close.End));
        Assert.Empty(close.Attempts);
        Assert.Equal(2, server.Connections);
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#flapping")]
    public async Task A_stable_connection_begins_anew()
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(w => DropAsync(w));
        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions { MaxAttempts = 1 }, time);
        await using var _ = connection;

        for (var i = 0; i < 5; i++)
        {
            await connection.SendAsync(new Say("go"));
            Assert.Equal(1, (await seen.ReconnectingAsync()).Attempt);
            await seen.ReconnectedAsync();
            time.Advance(TimeSpan.FromSeconds(5));
        }

        await SettleAsync(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#attempts-used-up")]
    public async Task The_last_error_tells_all_attempts_and_the_drop()
    {
        var time = new FakeTimeProvider();
        var server = DropThen(w => w.AnswerAsync("503 Later", """{"message":"busy"}"""));
        await using var _ = server;
        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions { MaxAttempts = 3 }, time, configure: o => o.Random = () => 0.5);
        await using var __ = connection;
        await connection.SendAsync(new Say("go"));
        var waiting = connection.SendAsync(new Say("never")).AsTask();
        for (var i = 0; i < 3; i++)
            time.Advance((await seen.ReconnectingAsync()).Delay);

        var error = await ReadFailsAsync(connection);

        Assert.Equal((RealtimeEnd.ConnectionLost, false), (error.Close.End, error.Close.IsNormal));
        Assert.Equal([1, 2, 3], error.Attempts.Select(a => a.Attempt));
        Assert.All(error.Attempts, a => Assert.Equal(HttpStatusCode.ServiceUnavailable, a.Status));
        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), null], error.Attempts.Select(a => a.NextWait));
        Assert.Contains("not reconnected in 3 attempts", error.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, Assert.IsType<ApiErrorException>(error.InnerException).StatusCode);
        Assert.Equal(3, (await FailsAsync<RealtimeClosedException>(connection.SendAsync(new Say("late")))).Attempts.Count);
        if (await Record.ExceptionAsync(() => waiting.WaitAsync(Guard)) is { } failed)
            Assert.Equal(3, Assert.IsType<RealtimeClosedException>(failed).Attempts.Count);
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#attempts-used-up")]
    public async Task A_server_that_is_gone_uses_up_the_time()
    {
        var time = new FakeTimeProvider();
        TestConnection connection;
        Observer seen;
        await using (var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            await w.HangAsync();
        }))
        {
            (connection, seen) = await OpenAsync(
                server.Address, new ReconnectOptions { MaxAttempts = 1000, MaxDuration = TimeSpan.FromSeconds(30) }, time, configure: o => o.Random = () => 0.9);
            Assert.Equal(new Begin("g1"), await NextAsync(connection));
        }

        var start = time.GetTimestamp();
        while (await Task.WhenAny(connection.Closed, seen.MaybeReconnectingAsync()).WaitAsync(Guard) is Task<RealtimeReconnecting<ISent>> next)
            time.Advance((await next).Delay);

        var error = await ReadFailsAsync(connection);
        Assert.InRange(time.GetElapsedTime(start), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        Assert.Equal(ApiConnectionError.Refused, Assert.IsType<ApiConnectionException>(error.InnerException).Kind);
        Assert.Contains("within 30 s", error.Message, StringComparison.Ordinal);
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#clock-jumps")]
    public async Task A_clock_that_jumps_neither_ends_a_connection_nor_delays_an_attempt()
    {
        var time = new JumpingTime();
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            while (await w.ReadFrameAsync() is { } frame)
            {
                if (frame.Opcode == Frame.Close)
                    await w.SendFrameAsync(Frame.Close, frame.Payload);
                else if (frame.Message.Contains("stay", StringComparison.Ordinal))
                    await w.SendTextAsync("""{"type":"heard","text":"yes"}""");
                else
                    w.Reset();
            }
        });
        var (connection, seen) = await OpenAsync(server.Address, time: time, configure: o => o.Random = () => 0.01);
        await using var _ = connection;
        Assert.Equal(new Begin("g1"), await NextAsync(connection));

        foreach (var jump in (int[])[1, -1, -1, 1])
        {
            time.Jump(TimeSpan.FromHours(jump));
            await connection.SendAsync(new Say("stay"));
            Assert.Equal(new Heard("yes"), await NextAsync(connection));
            await connection.SendAsync(new Say("drop"));
            var broke = await seen.ReconnectingAsync();
            time.Jump(TimeSpan.FromHours(-jump));
            Assert.True((await seen.ReconnectedAsync()).Resumed);
            Assert.InRange(broke.Delay, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            Assert.Equal(new Begin("g1"), await NextAsync(connection));
        }

        await SettleAsync(connection);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_by_name()
    {
        foreach (var (name, options) in ((string, ReconnectOptions)[])
        [
            ("MaxAttempts", new() { MaxAttempts = -1 }),
            ("MaxDuration", new() { MaxDuration = TimeSpan.Zero }),
            ("BaseDelay", new() { BaseDelay = TimeSpan.FromSeconds(-1) }),
            ("MaxDelay", new() { MaxDelay = TimeSpan.FromDays(2) }),
            ("StableAfter", new() { StableAfter = Timeout.InfiniteTimeSpan }),
            ("LiveMessages", new() { LiveMessages = 0 }),
            ("Policy", new() { Policy = null! }),
        ])
        {
            Assert.Equal(name, Assert.Throws<ArgumentException>(() => new RealtimeOptions { Reconnect = options }.Check()).ParamName);
        }
    }

    /// <summary>The machine's clock, whose time of day a test sets.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private long _offset;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

        public void Jump(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
    }
}
