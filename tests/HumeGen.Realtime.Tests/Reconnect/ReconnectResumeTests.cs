using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>Drops after which the conversation goes on, or does not.</summary>
public sealed class ReconnectResumeTests : ReconnectTest
{
    [Fact]
    [Trait("Fault", "docs/reliability.md#reset-in-mid-session")]
    public async Task A_reset_leads_to_another_socket_that_resumes()
    {
        var requests = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            requests.Enqueue(await BeginAsync(w));
            if (w.Number == 1)
            {
                await DropAtMessageAsync(w);
                return;
            }

            await w.SendTextAsync("""{"type":"heard","text":"after"}""");
            await w.AnswerCloseAsync();
        });
        var (connection, seen) = await OpenAsync(server.Address);
        await using var _ = connection;
        var states = new ConcurrentQueue<RealtimeState>();
        connection.StateChanged += (_, s) => states.Enqueue(s);
        var (id, ended) = (connection.ConnectionId, connection.Ended);

        await connection.SendAsync(new Say("go"));
        var broke = await seen.ReconnectingAsync();
        var back = await seen.ReconnectedAsync();

        Assert.Equal((RealtimeEnd.ConnectionLost, 1, TimeSpan.Zero), (broke.Close.End, broke.Attempt, broke.Delay));
        Assert.Null(broke.Error);
        Assert.Equal((true, 1, "g1", "g1"), (back.Resumed, back.Attempts, back.OldValue, back.NewValue));
        Assert.DoesNotContain("resume=", requests.First(), StringComparison.Ordinal);
        Assert.Contains("?resume=g1 HTTP", requests.Last(), StringComparison.Ordinal);
        Assert.True(ended.IsCancellationRequested);
        Assert.False(connection.Ended.IsCancellationRequested);
        Assert.Equal(id, connection.ConnectionId);
        Assert.False(connection.Closed.IsCompleted);

        // One loop reads over the drop.
        Assert.Equal([new Begin("g1"), new Begin("g1"), new Heard("after")], [await NextAsync(connection), await NextAsync(connection), await NextAsync(connection)]);
        var account = await SettleAsync(connection);
        Assert.Equal((1, 1), (account.Accepted, account.Confirmed + account.Uncertain));
        Assert.True(SpinWait.SpinUntil(() => states.Contains(RealtimeState.Closed), Guard));
        Assert.Equal([RealtimeState.Reconnecting, RealtimeState.Open, RealtimeState.Closing, RealtimeState.Closed], states);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#stream-ends-without-a-close")]
    public async Task An_end_of_stream_without_a_close_frame_leads_to_another_socket()
    {
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            if (w.Number > 1)
                await w.AnswerCloseAsync();
        });
        var (connection, seen) = await OpenAsync(server.Address);
        await using var _ = connection;

        Assert.Equal(RealtimeEnd.ConnectionLost, (await seen.ReconnectingAsync()).Close.End);
        Assert.True((await seen.ReconnectedAsync()).Resumed);
        Assert.Equal(0, (await SettleAsync(connection)).Accepted);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#half-open-connection")]
    public async Task A_half_open_connection_is_noticed_and_replaced()
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            if (w.Number == 1)
                await w.HangAsync();
            await w.AnswerCloseAsync();
        });
        var start = time.GetUtcNow();
        var (connection, seen) = await OpenAsync(server.Address, time: time);
        await using var _ = connection;
        Assert.Equal(new Begin("g1"), await NextAsync(connection));

        var noticed = seen.ReconnectingAsync();
        await AdvanceUntilAsync(time, noticed);

        // An interval, a quarter of it at most, and the limit for the answer, each 15 s, and a quarter on top.
        Assert.Equal(RealtimeEnd.KeepAliveTimeout, (await noticed).Close.End);
        Assert.InRange(time.GetUtcNow() - start, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
        Assert.True((await seen.ReconnectedAsync()).Resumed);
        await SettleAsync(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#peer-stops-reading")]
    public async Task A_peer_that_stops_reading_is_replaced_and_the_message_is_uncertain()
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            if (w.Number == 1)
                await w.HangAsync();
            await w.AnswerCloseAsync();
        });
        var (connection, seen) = await OpenAsync(server.Address, time: time, options: new RealtimeOptions { KeepAliveTimeout = Timeout.InfiniteTimeSpan });
        await using var _ = connection;
        Assert.Equal(new Begin("g1"), await NextAsync(connection));

        var large = new Raw(new byte[32 * 1024 * 1024]);
        var sending = connection.SendAsync(large).AsTask();
        var behind = connection.SendAsync(new Say("behind")).AsTask();
        var noticed = seen.ReconnectingAsync();
        await AdvanceUntilAsync(time, noticed);

        var broke = await noticed;
        Assert.Equal((RealtimeEnd.SendTimeout, 1, 0), (broke.Close.End, broke.Uncertain, broke.Lost));
        Assert.Same(large, Assert.Single(broke.UncertainMessages));
        Assert.True((await seen.ReconnectedAsync()).Resumed);
        await Task.WhenAll(sending, behind).WaitAsync(Guard);
        var account = await SettleAsync(connection);
        Assert.Equal((2, 1, 1, 0), (account.Accepted, account.Confirmed, account.Uncertain, account.Lost));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(422)]
    [Trait("Fault", "docs/reliability.md#resume-refused")]
    public async Task A_resume_that_the_handshake_refuses_is_the_end(int status)
    {
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
                await DropAsync(w);
            else
                await w.AnswerAsync($"{status} No", """{"message":"unknown group"}""");
        });
        var (connection, _) = await OpenAsync(server.Address);
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        var error = await ReadFailsAsync(connection);

        Assert.Contains("did not resume the conversation", error.Message, StringComparison.Ordinal);
        Assert.Contains("AllowFreshSession", error.Message, StringComparison.Ordinal);
        Assert.Equal(status, (int)Assert.IsType<ApiErrorException>(error.InnerException).StatusCode);
        Assert.Equal(status, (int)Assert.Single(error.Attempts).Status!);
        Assert.Equal(RealtimeEnd.ConnectionLost, error.Close.End);
        Assert.Equal(2, server.Connections);
        Settled(connection);
    }

    [Theory]
    [InlineData("""{"type":"error","code":"E0708","message":"no such group"}""", 1008)]
    [InlineData("""{"type":"error","code":"E0708","message":"no such group"}""", 0)]
    [InlineData(null, 1008)]
    [InlineData(null, 1000)]
    [InlineData(null, 4000)]
    [Trait("Fault", "docs/reliability.md#resume-refused")]
    public async Task A_resume_that_the_server_refuses_with_an_error_or_a_close_is_the_end(string? message, int code)
    {
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
            {
                await DropAsync(w);
                return;
            }

            await w.OpenAsync();
            if (message is not null)
                await w.SendTextAsync(message);
            if (code > 0)
                await w.SendCloseAsync(code, "unknown group");
        });
        var (connection, _) = await OpenAsync(server.Address);
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        var error = await ReadFailsAsync(connection);

        Assert.Contains("did not resume the conversation", error.Message, StringComparison.Ordinal);
        Assert.Single(error.Attempts);
        Assert.Equal(2, server.Connections);
        Settled(connection);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "docs/reliability.md#resume-refused")]
    public async Task A_fresh_session_takes_the_place_of_a_refused_one_only_where_that_is_allowed(bool byHandshake)
    {
        var requests = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            switch (w.Number)
            {
                case 1:
                    await DropAsync(w);
                    break;
                case 2 when byHandshake:
                    await w.AnswerAsync("404 Not Found", """{"message":"unknown group"}""");
                    break;
                case 2:
                    await w.OpenAsync();
                    await w.SendTextAsync("""{"type":"error","code":"E0708","message":"no such group"}""");
                    await w.SendCloseAsync(1008);
                    break;
                default:
                    requests.Enqueue(await BeginAsync(w, "g2"));
                    await w.AnswerCloseAsync();
                    break;
            }
        });
        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions { AllowFreshSession = true });
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        var back = await seen.ReconnectedAsync();

        Assert.Equal((false, 2, "g1", "g2"), (back.Resumed, back.Attempts, back.OldValue, back.NewValue));
        Assert.DoesNotContain("resume=", Assert.Single(requests), StringComparison.Ordinal);
        await SettleAsync(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#resume-refused")]
    public async Task A_fresh_session_is_opened_once_for_an_outage()
    {
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
                await DropAsync(w);
            else
                await w.AnswerAsync("404 Not Found", """{"message":"no"}""");
        });
        var (connection, _) = await OpenAsync(server.Address, new ReconnectOptions { AllowFreshSession = true });
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        var error = await ReadFailsAsync(connection);

        Assert.Equal(2, error.Attempts.Count);
        Assert.Equal(3, server.Connections);
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#resume-refused")]
    public async Task Another_conversation_in_place_of_the_old_one_is_not_taken_for_it()
    {
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
            {
                await DropAsync(w);
                return;
            }

            await BeginAsync(w, "g2");
            await Assert.ThrowsAnyAsync<IOException>(() => w.ReadFrameAsync(Frame.Text));
            cut.SetResult();
        });
        var (connection, _) = await OpenAsync(server.Address);
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        var error = await ReadFailsAsync(connection);

        Assert.Contains("another conversation", error.InnerException!.Message, StringComparison.Ordinal);
        await cut.Task.WaitAsync(Guard);
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#new-ids-after-a-resume")]
    public async Task The_newest_value_is_the_one_to_resume_and_both_are_told()
    {
        var requests = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            requests.Enqueue(await BeginAsync(w, w.Number == 1 ? "g1" : "g2"));
            if (w.Number == 1)
                await w.SendTextAsync("""{"type":"begin","id":"g2"}""");
            await DropAtMessageAsync(w);
        });
        var (connection, seen) = await OpenAsync(server.Address);
        await using var _ = connection;
        Assert.Equal([new Begin("g1"), new Begin("g2")], [await NextAsync(connection), await NextAsync(connection)]);

        for (var i = 0; i < 2; i++)
        {
            await connection.SendAsync(new Say("go"));
            var back = await seen.ReconnectedAsync();
            Assert.Equal((true, "g2", "g2"), (back.Resumed, back.OldValue, back.NewValue));
        }

        Assert.Equal(2, requests.Count(r => r.Contains("?resume=g2 HTTP", StringComparison.Ordinal)));
        await SettleAsync(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#new-ids-after-a-resume")]
    public async Task A_fresh_session_has_a_new_value_that_the_next_drop_resumes()
    {
        var requests = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            requests.Enqueue(await BeginAsync(w, w.Number == 1 ? "g1" : "g2"));
            await DropAtMessageAsync(w);
        });
        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions { AllowFreshSession = true });
        await using var _ = connection;

        // The server begins another conversation by itself.
        await connection.SendAsync(new Say("go"));
        Assert.Equal((false, "g1", "g2"), await seen.ReconnectedAsync() switch { var b => (b.Resumed, b.OldValue, b.NewValue) });
        await connection.SendAsync(new Say("go"));
        Assert.Equal((true, "g2", "g2"), await seen.ReconnectedAsync() switch { var b => (b.Resumed, b.OldValue, b.NewValue) });

        Assert.Contains("?resume=g2 HTTP", requests.Last(), StringComparison.Ordinal);
        await SettleAsync(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#chat-without-metadata")]
    public async Task A_conversation_that_does_not_begin_in_time_ends_the_connection()
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.HangAsync();
        });
        var (connection, _) = await OpenAsync(server.Address, time: time);
        await using var _ = connection;

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(RealtimeState.Open, connection.State);
        time.Advance(TimeSpan.FromSeconds(2));

        var error = await ReadFailsAsync(connection);
        Assert.Equal(RealtimeEnd.ReadyTimeout, error.Close.End);
        var limit = Assert.IsType<ApiTimeoutException>(error.InnerException);
        Assert.Equal((ApiTimeoutKind.Ready, TimeSpan.FromSeconds(10)), (limit.Kind, limit.Timeout));
        Assert.Contains("RealtimeOptions.ReadyTimeout", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#chat-without-metadata")]
    public async Task A_resumed_conversation_that_does_not_begin_in_time_is_tried_again()
    {
        var time = new FakeTimeProvider();
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
            {
                await DropAsync(w);
            }
            else if (w.Number == 2)
            {
                await w.OpenAsync();
                silent.SetResult();
                await w.HangAsync();
            }
            else
            {
                await BeginAsync(w);
                await w.AnswerCloseAsync();
            }
        });
        var (connection, seen) = await OpenAsync(server.Address, time: time);
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));
        await seen.ReconnectingAsync();
        await silent.Task.WaitAsync(Guard);

        var again = seen.ReconnectingAsync();
        await AdvanceUntilAsync(time, again);

        Assert.Equal(ApiTimeoutKind.Ready, Assert.IsType<ApiTimeoutException>((await again).Error).Kind);
        Assert.True((await seen.ReconnectedAsync()).Resumed);
        await SettleAsync(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#resume-refused")]
    public async Task A_drop_before_the_conversation_began_has_nothing_to_resume()
    {
        await using var server = new WireServer(async w => await w.OpenAsync());
        var (connection, seen) = await OpenAsync(server.Address);
        await using var _ = connection;

        Assert.Equal(RealtimeEnd.ConnectionLost, (await ReadFailsAsync(connection)).Close.End);
        Assert.Equal((1, 0), (server.Connections, seen.Attempts));
        Settled(connection);
    }

    [Fact]
    public async Task A_channel_that_cannot_resume_reconnects_only_when_asked_to()
    {
        var plain = new RealtimeSessionRules<ISent, IReceived>();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await DropAtMessageAsync(w);
        });
        var (without, _) = await OpenAsync(server.Address, rules: plain);
        await using (without)
        {
            await without.SendAsync(new Say("go"));
            await ReadFailsAsync(without);
            Assert.Equal(1, server.Connections);
            Settled(without);
        }

        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions(), rules: plain);
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        Assert.Equal((false, null), await seen.ReconnectedAsync() switch { var b => (b.Resumed, b.NewValue) });
        await SettleAsync(connection);
    }

    [Fact]
    public async Task Reconnecting_can_be_turned_off()
    {
        await using var server = new WireServer(w => DropAsync(w));
        var (connection, seen) = await OpenAsync(server.Address, ReconnectOptions.Off);
        await using var _ = connection;
        await connection.SendAsync(new Say("go"));

        Assert.Equal(RealtimeEnd.ConnectionLost, (await ReadFailsAsync(connection)).Close.End);
        Assert.Equal((1, 0), (server.Connections, seen.Attempts));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#slow-reader")]
    public async Task Messages_that_came_before_a_drop_are_read_though_the_queue_was_full()
    {
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            for (var i = 0; i < 10; i++)
                await w.SendTextAsync($$"""{"type":"heard","text":"{{w.Number}}-{{i}}"}""");
            if (w.Number < 3)
                await w.SendCloseAsync(1012);
            else
                await w.AnswerCloseAsync();
        });
        var (connection, _) = await OpenAsync(server.Address, new ReconnectOptions { StableAfter = TimeSpan.Zero }, options: new RealtimeOptions { ReceiveQueueSize = 2 });
        await using var _ = connection;

        for (var socket = 1; socket <= 3; socket++)
        {
            Assert.Equal(new Begin("g1"), await NextAsync(connection));
            for (var i = 0; i < 10; i++)
                Assert.Equal(new Heard($"{socket}-{i}"), await NextAsync(connection));
        }
    }
}
