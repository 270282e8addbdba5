using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>Faults while the program holds a connection up: nobody reads its messages, or a hook blocks.</summary>
public sealed class HeldUpFaultTests : RealtimeTest
{
    private const int Count = 600;

    [Fact]
    [Trait("Fault", "docs/reliability.md#half-open-connection")]
    public async Task A_dead_server_is_noticed_while_the_queue_is_full_and_nobody_reads()
    {
        var time = new ManualTime();
        var seen = 0;
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await SendAsync(w, Count);
            await w.HangAsync();
        });
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { ReceiveQueueSize = 4, OnMessage = _ => Interlocked.Increment(ref seen) }, time);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref seen) == Count, Guard));
        Assert.Equal(4, connection.Reader.Count);

        time.Advance(TimeSpan.FromSeconds(15 + 15 + 7.5));

        var close = await connection.Closed.WaitAsync(Guard);
        Assert.Equal((RealtimeEnd.KeepAliveTimeout, RealtimeState.Closed), (close.End, connection.State));
        await FailsAsync<RealtimeClosedException>(connection.SendAsync(new Say("into the void")));
        await ReadAsync(connection, Count);
        Assert.Equal(RealtimeEnd.KeepAliveTimeout, (await ReadFailsAsync(connection)).Close.End);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#slow-reader")]
    public async Task A_living_server_is_not_taken_for_dead_while_the_queue_is_full_and_nobody_reads()
    {
        var time = new ManualTime();
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await SendAsync(w, Count);

            // Pings come by the platform's own clock, in real time; the limit runs by the manual one.
            for (var i = 0; i < 4; i++)
            {
                var ping = await w.ReadFrameAsync(Frame.Ping);
                time.Advance(TimeSpan.FromMilliseconds(25));
                await w.SendFrameAsync(Frame.Pong, ping.Payload);
            }

            answered.SetResult();
            await w.AnswerCloseAsync();
        });
        var interval = TimeSpan.FromMilliseconds(20);
        var options = new RealtimeOptions { ReceiveQueueSize = 4, KeepAliveInterval = interval, KeepAliveTimeout = interval };
        await using var connection = await ConnectAsync(server.Address, options, time);

        await answered.Task.WaitAsync(Guard);

        Assert.Equal(RealtimeState.Open, connection.State);
        await ReadAsync(connection, Count);
        Assert.Equal(RealtimeState.Open, connection.State);
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#slow-reader")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_came_before_the_end_is_read_however_late(bool closes)
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await SendAsync(w, Count);
            if (closes)
            {
                await w.SendCloseAsync(1000);
                await w.ReadFrameAsync(Frame.Close);
            }
        });
        await using var connection = await ConnectAsync(server.Address, new RealtimeOptions { ReceiveQueueSize = 4 });

        Assert.Equal(closes, (await connection.Closed.WaitAsync(Guard)).IsNormal);

        await ReadAsync(connection, Count);
        if (closes)
            Assert.Empty(await ReadToEndAsync(connection).WaitAsync(Guard));
        else
            await ReadFailsAsync(connection);
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#handler-blocks")]
    [InlineData(RealtimeDirection.Received, false)]
    [InlineData(RealtimeDirection.Received, true)]
    [InlineData(RealtimeDirection.Sent, false)]
    [InlineData(RealtimeDirection.Sent, true)]
    public async Task A_hook_that_blocks_holds_up_neither_close_nor_dispose(RealtimeDirection direction, bool disposes)
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await SendAsync(w, 2);
            await w.HangAsync();
        });
        using var forever = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new RealtimeOptions
        {
            OnMessage = message =>
            {
                if (message.Direction != direction || blocked.Task.IsCompleted)
                    return;
                blocked.SetResult();
                forever.Wait(CancellationToken.None);
                released.SetResult();
            },
        };
        var connection = await ConnectAsync(server.Address, options, time);
        var sending = connection.SendAsync(new Say("one")).AsTask();
        await blocked.Task.WaitAsync(Guard);

        var ending = disposes ? connection.DisposeAsync().AsTask() : connection.CloseAsync().AsTask();
        await AdvanceUntilAsync(time, ending);

        await ending;
        Assert.Equal(RealtimeEnd.ClosedByClient, (await connection.Closed).End);
        if (direction == RealtimeDirection.Sent)
            await FailsAsync<RealtimeClosedException>(sending);
        else
            await sending.WaitAsync(Guard);
        Assert.InRange((await ReadToEndAsync(connection).WaitAsync(Guard)).Count, 0, 2);

        // Nothing comes of it afterwards.
        forever.Set();
        await released.Task.WaitAsync(Guard);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#handler-throws")]
    public async Task Hooks_and_handlers_that_throw_the_credential_do_not_tell_it()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("no json");
            await w.AnswerCloseAsync();
        });
        var options = new RealtimeOptions { OnMessage = _ => throw new InvalidOperationException($"hook {Key}") };
        await using var connection = await ConnectAsync(server.Address, options);
        var failures = new ConcurrentQueue<Exception>();
        connection.Taking = _ => throw new InvalidOperationException($"taking {Key}");
        connection.ProtocolError += (_, _) => throw new AggregateException(new InvalidOperationException("harmless"), new InvalidOperationException($"handler {Key}"));
        connection.HandlerFailed += (_, error) => failures.Enqueue(error);

        await connection.SendAsync(new Say("go"));
        await NextAsync(connection);

        // The hook for each message, the derived class and the handler.
        Assert.True(SpinWait.SpinUntil(() => failures.Count == 4, Guard));
        Assert.All(failures, f => Assert.DoesNotContain(Key, f.ToString(), StringComparison.Ordinal));
        Assert.Contains(failures, f => f.Message == "InvalidOperationException: hook [redacted]");
        Assert.Contains(failures, f => f is AggregateException { InnerExceptions.Count: 2 });
    }

    private static async Task SendAsync(Wire wire, int count)
    {
        for (var i = 0; i < count; i++)
            await wire.SendTextAsync($$"""{"type":"sound","seq":{{i}},"data":""}""");
    }

    private static async Task ReadAsync(TestConnection connection, int count)
    {
        for (var i = 0; i < count; i++)
            Assert.Equal(i, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
    }
}
