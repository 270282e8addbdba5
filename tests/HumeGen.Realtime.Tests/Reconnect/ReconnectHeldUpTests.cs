using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>Drops while the program holds the connection up: nobody reads, or a hook blocks; and drops that follow one another.</summary>
public sealed class ReconnectHeldUpTests : ReconnectTest
{
    private const int FloodBytes = 32 * 1024;

    [Fact]
    [Trait("Fault", "docs/reliability.md#slow-reader")]
    public async Task Messages_keep_their_order_over_drops_while_the_queue_is_full_and_nobody_reads()
    {
        const int Sockets = 6;
        const int Each = 100;
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            for (var i = 0; i < Each; i++)
                await w.SendTextAsync($$"""{"type":"heard","text":"{{w.Number}}-{{i}}"}""");
            if (w.Number == Sockets)
                await w.AnswerCloseAsync();
        });
        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions { StableAfter = TimeSpan.Zero }, options: new RealtimeOptions { ReceiveQueueSize = 4 });
        await using var _ = connection;

        for (var drop = 1; drop < Sockets; drop++)
            await seen.ReconnectedAsync();
        Assert.Equal(4, connection.Reader.Count);

        for (var socket = 1; socket <= Sockets; socket++)
        {
            Assert.Equal(new Begin("g1"), await NextAsync(connection));
            for (var i = 0; i < Each; i++)
                Assert.Equal(new Heard($"{socket}-{i}"), await NextAsync(connection));
        }
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#slow-reader")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_drops_take_no_more_memory_than_one_while_the_server_floods_and_nobody_reads(bool resumes)
    {
        const int Drops = 100;
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            if (resumes)
                await w.SendTextAsync("""{"type":"begin","id":"g1"}""");
            var flooding = FloodAsync(w);
            await w.ReadFrameAsync();
            w.Reset();
            await flooding;
        });
        var taken = 0L;
        var options = new RealtimeOptions
        {
            ReceiveQueueSize = 4,
            CloseTimeout = TimeSpan.FromMilliseconds(1),
            OnMessage = m => Interlocked.Add(ref taken, m.Direction == RealtimeDirection.Received ? m.Data.Length : 0),
        };
        var reconnect = new ReconnectOptions { StableAfter = TimeSpan.Zero, Sending = SendingWhileDown.Refuse };
        var (connection, _) = await OpenAsync(
            server.Address, reconnect, options: options, rules: resumes ? null : new RealtimeSessionRules<ISent, IReceived>());
        await using var _ = connection;
        Assert.True(SpinWait.SpinUntil(() => connection.IsHeldUp, Guard));

        // Only a send notices that a server which it takes no more from is gone.
        using var guard = new CancellationTokenSource(Guard);
        while (server.Connections <= Drops)
        {
            guard.Token.ThrowIfCancellationRequested();
            try
            {
                await connection.SendAsync(new Say("drop"), guard.Token);
            }
            catch (ApiClientException e) when (e is not RealtimeClosedException)
            {
                // It is down just now.
            }

            await Task.Delay(1, guard.Token);
        }

        // The queue, 1 MiB, one message beyond it, and what begins each conversation.
        Assert.InRange(Interlocked.Read(ref taken), 1024 * 1024, (1024 * 1024) + (6 * FloodBytes) + (Drops * 100));
        await connection.CloseAsync().AsTask().WaitAsync(Guard);
        Assert.InRange((await ReadToEndAsync(connection).WaitAsync(Guard)).Count, 0, 4);
        Settled(connection);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#handler-blocks")]
    public async Task A_hook_that_holds_a_message_up_over_a_drop_sends_it_nowhere_and_its_sender_is_told()
    {
        var time = new FakeTimeProvider();
        var arrived = new ConcurrentQueue<string>();
        var holding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            if (w.Number == 1)
            {
                await holding.Task;
                w.Reset();
                return;
            }

            while (await w.ReadFrameAsync() is { Opcode: not Frame.Close } frame)
                arrived.Enqueue(frame.Message.Split('"')[^2]);
            await w.SendCloseAsync(1000);
        });
        using var release = new ManualResetEventSlim();
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new RealtimeOptions
        {
            OnMessage = m =>
            {
                if (m.Direction == RealtimeDirection.Sent && m.Data.Span.IndexOf("held"u8) >= 0)
                {
                    holding.TrySetResult();
                    release.Wait(CancellationToken.None);
                    returned.TrySetResult();
                }
            },
        };
        var (connection, seen) = await OpenAsync(server.Address, time: time, options: options);
        await using var _ = connection;
        var held = connection.SendAsync(new Say("held")).AsTask();
        var behind = connection.SendAsync(new Say("behind")).AsTask();

        var back = seen.ReconnectedAsync();
        await AdvanceUntilAsync(time, back);

        Assert.DoesNotContain("is over", (await FailsAsync<ApiClientException>(held)).Message, StringComparison.Ordinal);
        await behind.WaitAsync(Guard);
        release.Set();
        await returned.Task.WaitAsync(Guard);
        await connection.SendAsync(new Say("after"));
        Assert.Equal((3, 1), await SettleAsync(connection) switch { var a => (a.Accepted, a.Lost) });
        Assert.Equal(["behind", "after"], arrived);
    }

    [Theory]
    [Trait("Fault", "docs/reliability.md#handler-blocks")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_that_a_hook_held_up_over_a_drop_changes_nothing_of_the_next_conversation(bool beforeItIsRead)
    {
        var time = new FakeTimeProvider();
        var requests = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            requests.Enqueue(await BeginAsync(w));
            if (w.Number == 1)
            {
                await w.SendTextAsync("""{"type":"begin","id":"held"}""");
                await w.HangAsync();
            }
            else
            {
                await DropAtMessageAsync(w);
            }
        });
        using var release = new ManualResetEventSlim();
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new RealtimeOptions
        {
            OnMessage = m => Hold(beforeItIsRead && m.Direction == RealtimeDirection.Received && m.Data.Span.IndexOf("held"u8) >= 0),
        };
        var rules = TestConnection.Resumable with
        {
            FindResumeValue = m =>
            {
                Hold(!beforeItIsRead && m is Begin { Id: "held" });
                return (m as Begin)?.Id;
            },
        };
        var (connection, seen) = await OpenAsync(server.Address, time: time, options: options, rules: rules);
        await using var _ = connection;
        var back = seen.ReconnectedAsync();
        await AdvanceUntilAsync(time, back);

        release.Set();
        await returned.Task.WaitAsync(Guard);
        await connection.SendAsync(new Say("go"));
        back = seen.ReconnectedAsync();
        await AdvanceUntilAsync(time, back);

        Assert.Equal(("g1", "g1"), ((await back).OldValue, (await back).NewValue));
        Assert.Equal(2, requests.Count(static r => r.Contains("resume=g1", StringComparison.Ordinal)));
        Assert.Equal(0, (await SettleAsync(connection)).Lost);

        void Hold(bool isTheOne)
        {
            if (!isTheOne)
                return;
            release.Wait(CancellationToken.None);
            returned.TrySetResult();
        }
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#flapping")]
    public async Task Drops_before_the_conversation_goes_on_count_as_attempts_and_cost_no_message()
    {
        var time = new FakeTimeProvider();
        var arrived = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            switch (w.Number)
            {
                case 1:
                    await BeginAsync(w);
                    await w.ReadFrameAsync(Frame.Text);
                    await DropAtMessageAsync(w);
                    break;
                case 2:
                    await w.OpenAsync();
                    w.Reset();
                    break;
                case 3:
                    await w.OpenAsync();
                    await w.SendTextAsync("""{"type":"heard","text":"too early"}""");
                    break;
                default:
                    await BeginAsync(w);
                    while (await w.ReadFrameAsync() is { Opcode: not Frame.Close } frame)
                        arrived.Enqueue(frame.Message.Split('"')[^2]);
                    await w.SendCloseAsync(1000);
                    break;
            }
        });
        var (connection, seen) = await OpenAsync(server.Address, time: time, configure: static o => o.Random = () => 0.5);
        await using var _ = connection;
        await connection.SendAsync(new Configure("voice"));
        await connection.SendAsync(new Say("go"));
        var first = await seen.ReconnectingAsync();
        var waiting = Enumerable.Range(0, 5).Select(i => connection.SendAsync(new Say($"{i}")).AsTask()).ToList();

        var back = seen.ReconnectedAsync();
        await AdvanceUntilAsync(time, back);
        await Task.WhenAll(waiting).WaitAsync(Guard);

        Assert.Equal((true, 3), ((await back).Resumed, (await back).Attempts));
        var (second, third) = (await seen.ReconnectingAsync(), await seen.ReconnectingAsync());
        Assert.Equal([1, 2, 3], [first.Attempt, second.Attempt, third.Attempt]);
        Assert.Equal((first.Uncertain, first.Uncertain), (second.Uncertain, third.Uncertain));
        Assert.Equal((7, first.Uncertain, 0), await SettleAsync(connection) switch { var a => (a.Accepted, a.Uncertain, a.Lost) });
        Assert.Equal(["voice", "0", "1", "2", "3", "4"], arrived);
        Assert.Equal([new Begin("g1"), new Heard("too early"), new Begin("g1")], await ReadToEndAsync(connection).WaitAsync(Guard));
    }

    private static async Task FloodAsync(Wire wire)
    {
        var text = $$"""{"type":"heard","text":"{{new string('x', FloodBytes)}}"}""";
        try
        {
            while (true)
                await wire.SendTextAsync(text);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The connection is broken.
        }
    }
}
