using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>Ends of a connection that reconnects, and what they leave behind.</summary>
public sealed class ReconnectCloseTests : ReconnectTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task Closing_during_a_wait_ends_at_once(bool dispose)
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(w => DropAsync(w));
        var (connection, seen) = await OpenAsync(server.Address, time: time, configure: static o => o.Random = () => 0.9);
        await connection.SendAsync(new Say("go"));
        await seen.ReconnectingAsync();
        var waiting = connection.SendAsync(new Say("never")).AsTask();

        // The clock stands still.
        await (dispose ? connection.DisposeAsync().AsTask() : connection.CloseAsync().AsTask()).WaitAsync(Guard);

        await ClosedAsync(connection, waiting);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task Closing_during_an_attempt_ends_at_once_and_leaves_no_socket()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
            {
                await DropAsync(w);
                return;
            }

            await w.ReadRequestAsync();
            asked.SetResult();
            await Assert.ThrowsAnyAsync<IOException>(w.ReadFrameAsync);
            gone.SetResult();
        });
        var (connection, _) = await OpenAsync(server.Address, time: time);
        await connection.SendAsync(new Say("go"));
        await asked.Task.WaitAsync(Guard);
        var waiting = connection.SendAsync(new Say("never")).AsTask();

        await connection.DisposeAsync().AsTask().WaitAsync(Guard);

        await ClosedAsync(connection, waiting);
        await gone.Task.WaitAsync(Guard);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task Closing_before_the_conversation_goes_on_ends_at_once_and_leaves_no_socket()
    {
        var time = new FakeTimeProvider();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            if (w.Number == 1)
            {
                await DropAsync(w);
                return;
            }

            await w.OpenAsync();
            open.SetResult();
            await Assert.ThrowsAnyAsync<IOException>(() => w.ReadFrameAsync(Frame.Text));
            gone.SetResult();
        });
        var (connection, _) = await OpenAsync(server.Address, time: time);
        await connection.SendAsync(new Say("go"));
        await open.Task.WaitAsync(Guard);
        var waiting = connection.SendAsync(new Say("never")).AsTask();

        await connection.DisposeAsync().AsTask().WaitAsync(Guard);
        await connection.DisposeAsync().AsTask().WaitAsync(Guard);

        await ClosedAsync(connection, waiting);
        await gone.Task.WaitAsync(Guard);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#dispose-at-any-moment")]
    public async Task A_handler_of_the_drop_can_dispose()
    {
        await using var server = new WireServer(w => DropAsync(w));
        var (connection, _) = await OpenAsync(server.Address, configure: static o => o.Random = () => 0.9);
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Reconnecting += (_, _) =>
        {
            connection.DisposeAsync().AsTask().GetAwaiter().GetResult();
            disposed.SetResult();
        };
        await connection.SendAsync(new Say("go"));

        await disposed.Task.WaitAsync(Guard);

        Assert.Equal(RealtimeEnd.ClosedByClient, (await connection.Closed.WaitAsync(Guard)).End);
        Assert.Equal(1, server.Connections);
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#a-day-of-drops")]
    public async Task A_day_of_drops_loses_nothing_unseen_and_sends_nothing_twice()
    {
        const int Drops = 24 * 60 / 5;
        var time = new FakeTimeProvider();
        var arrived = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            while (await w.ReadFrameAsync() is { } frame)
            {
                if (frame.Opcode == Frame.Close)
                    await w.SendFrameAsync(Frame.Close, frame.Payload);
                if (frame.Opcode != Frame.Text)
                    continue;
                if (frame.Message.Contains("drop", StringComparison.Ordinal))
                {
                    w.Reset();
                    return;
                }

                arrived.Enqueue(frame.Message);
                await w.SendTextAsync("""{"type":"heard","text":"yes"}""");
            }
        });
        var (connection, seen) = await OpenAsync(
            server.Address,
            new ReconnectOptions { Sending = SendingWhileDown.Wait },
            time,
            new RealtimeOptions { KeepAliveTimeout = Timeout.InfiniteTimeSpan, ConnectTimeout = Timeout.InfiniteTimeSpan },
            configure: static o => (o.Random, o.Timeout) = (() => 0.5, Timeout.InfiniteTimeSpan));
        await using var _ = connection;
        var reading = ReadToEndAsync(connection);
        var (start, sent, uncertain) = (time.GetTimestamp(), 0L, 0L);

        for (var i = 0; i < Drops; i++)
        {
            for (var j = 0; j < 3; j++)
                await connection.SendAsync(new Say($"n{sent++}"));
            time.Advance(TimeSpan.FromMinutes(5));
            await connection.SendAsync(new Say("drop"));
            sent++;
            var broke = await seen.ReconnectingAsync();
            uncertain += broke.Uncertain;
            var waiting = connection.SendAsync(new Say($"n{sent++}")).AsTask();
            time.Advance(broke.Delay);
            Assert.True((await seen.ReconnectedAsync()).Resumed);
            await waiting.WaitAsync(Guard);
        }

        var account = await SettleAsync(connection);
        await reading.WaitAsync(Guard);
        Assert.True(time.GetElapsedTime(start) >= TimeSpan.FromHours(24));
        Assert.Equal(arrived.Count, arrived.Distinct().Count());
        Assert.Equal((sent, uncertain, 0), (account.Accepted, account.Uncertain, account.Lost));

        // The server reads all that comes before the message that breaks the connection.
        Assert.Equal(sent - Drops, arrived.Count);
        Assert.Equal(Drops + 1, server.Connections);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#thousand-connections")]
    public async Task A_thousand_drops_leave_nothing_behind()
    {
        await using var server = new WireServer(w => DropAsync(w));
        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions { StableAfter = TimeSpan.Zero });
        await using var _ = connection;
        var reading = ReadToEndAsync(connection);
        await CycleAsync(100);
        var (handles, threads) = Measure();

        await CycleAsync(1_000);

        // Other tests of this process open connections of their own meanwhile.
        var (handlesAfter, threadsAfter) = Measure();
        Assert.InRange(handlesAfter, 0, handles + 100);
        Assert.InRange(threadsAfter, 0, threads + 50);
        var account = await SettleAsync(connection);
        Assert.Equal((1_100, 0), (account.Accepted, account.Lost));
        Assert.Equal(1_101, server.Connections);
        Assert.Equal(1_101, (await reading.WaitAsync(Guard)).Count);

        async Task CycleAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await connection.SendAsync(new Say("go"));
                Assert.True((await seen.ReconnectedAsync()).Resumed);
            }
        }

        static (int Handles, int Threads) Measure()
        {
            using var process = Process.GetCurrentProcess();
            return (process.HandleCount, process.Threads.Count);
        }
    }

    private static async Task ClosedAsync(TestConnection connection, Task waiting)
    {
        var close = await connection.Closed.WaitAsync(Guard);
        Assert.Equal((RealtimeEnd.ClosedByClient, true), (close.End, close.IsNormal));
        Assert.Equal(RealtimeState.Closed, connection.State);
        Assert.Equal(RealtimeEnd.ClosedByClient, (await FailsAsync<RealtimeClosedException>(waiting)).Close.End);
        Assert.Equal(RealtimeEnd.ClosedByClient, (await FailsAsync<RealtimeClosedException>(connection.SendAsync(new Say("late")))).Close.End);
        await ReadToEndAsync(connection).WaitAsync(Guard);
        Assert.Equal(1, Settled(connection).Lost);
    }
}
