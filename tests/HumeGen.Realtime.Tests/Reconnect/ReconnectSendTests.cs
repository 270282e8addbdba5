using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>Messages at a drop, and the account of them.</summary>
public sealed class ReconnectSendTests : ReconnectTest
{
    [Fact]
    [Trait("Fault", "docs/reliability.md#sending-while-reconnecting")]
    public async Task Messages_wait_while_the_connection_is_down_and_are_sent_in_order()
    {
        var (connection, seen, server, time) = await BrokenAsync(new ReconnectOptions { Sending = SendingWhileDown.Wait });
        await using var _ = server;
        await using var __ = connection;

        var sends = Enumerable.Range(0, 10).Select(i => connection.SendAsync(i % 2 == 0 ? new Say($"{i}") : new Sound(i, default)).AsTask()).ToList();
        Assert.All(sends, s => Assert.False(s.IsCompleted));
        Assert.Equal(10, connection.Account.Pending);
        time.Advance(TimeSpan.FromSeconds(1));
        await seen.ReconnectedAsync();
        await Task.WhenAll(sends).WaitAsync(Guard);

        Assert.Equal((11, 0), await SettleAsync(connection) switch { var a => (a.Accepted, a.Lost) });
        Assert.Equal(Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? $"say {i}" : $"sound {i}"), server.Arrived(2));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#sending-while-reconnecting")]
    public async Task Only_so_many_messages_wait()
    {
        var (connection, seen, server, time) = await BrokenAsync(new ReconnectOptions(), new RealtimeOptions { SendQueueSize = 3 });
        await using var _ = server;
        await using var __ = connection;
        using var cancel = new CancellationTokenSource();
        var withdrawn = connection.SendAsync(new Say("withdrawn"), cancel.Token).AsTask();
        var sends = Enumerable.Range(0, 2).Select(i => connection.SendAsync(new Say($"{i}")).AsTask()).ToList();

        var error = await FailsAsync<ApiClientException>(connection.SendAsync(new Say("one too many")));
        Assert.Contains("RealtimeOptions.SendQueueSize", error.Message, StringComparison.Ordinal);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn.WaitAsync(Guard));
        sends.Add(connection.SendAsync(new Say("2")).AsTask());

        time.Advance(TimeSpan.FromSeconds(1));
        await seen.ReconnectedAsync();
        await Task.WhenAll(sends).WaitAsync(Guard);
        Assert.Equal((5, 1, 0), await SettleAsync(connection) switch { var a => (a.Accepted, a.Withdrawn, a.Lost) });
        Assert.Equal(["say 0", "say 1", "say 2"], server.Arrived(2));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#sending-while-reconnecting")]
    public async Task The_newest_live_messages_are_kept_and_the_others_counted()
    {
        var (connection, seen, server, time) = await BrokenAsync(new ReconnectOptions { LiveMessages = 3 });
        await using var _ = server;
        await using var __ = connection;

        var bytes = new byte[] { 1, 2, 3 };
        var control = connection.SendAsync(new Say("control")).AsTask();
        for (var i = 0; i < 10; i++)
        {
            // A microphone uses its buffer again as soon as sending has ended.
            bytes[0] = (byte)i;
            await connection.SendAsync(new Sound(i, bytes)).AsTask().WaitAsync(Guard);
        }

        bytes[0] = 99;
        time.Advance(TimeSpan.FromSeconds(1));
        var back = await seen.ReconnectedAsync();
        await control.WaitAsync(Guard);

        Assert.Equal(7, back.Lost);
        Assert.Equal((12, 7), await SettleAsync(connection) switch { var a => (a.Accepted, a.Lost) });
        Assert.Equal(["say control", "sound 7", "sound 8", "sound 9"], server.Arrived(2));
        Assert.Equal(["BwID", "CAID", "CQID"], server.Data(2));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#sending-while-reconnecting")]
    public async Task Sending_fails_while_the_connection_is_down_where_it_is_to()
    {
        var (connection, seen, server, time) = await BrokenAsync(new ReconnectOptions { Sending = SendingWhileDown.Refuse });
        await using var _ = server;
        await using var __ = connection;

        var error = await FailsAsync<ApiClientException>(connection.SendAsync(new Say("no")));
        Assert.Contains("ReconnectOptions.Sending", error.Message, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(1));
        await seen.ReconnectedAsync();
        await connection.SendAsync(new Say("yes"));

        Assert.Equal((2, 0), await SettleAsync(connection) switch { var a => (a.Accepted, a.Lost) });
        Assert.Equal(["say yes"], server.Arrived(2));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#sending-while-reconnecting")]
    public async Task Hundreds_that_nobody_awaits_wait_within_the_limits_or_are_refused()
    {
        var (connection, seen, server, time) = await BrokenAsync(new ReconnectOptions { LiveMessages = 5 }, new RealtimeOptions { SendQueueSize = 10 });
        await using var _ = server;
        await using var __ = connection;

        var (words, sounds) = (new List<Task>(), new List<Task>());
        for (var i = 0; i < 300; i++)
        {
            words.Add(connection.SendAsync(new Say($"{i}")).AsTask());
            sounds.Add(connection.SendAsync(new Sound(i, default)).AsTask());
        }

        await Task.WhenAll(sounds).WaitAsync(Guard);
        foreach (var refused in words[10..])
            await FailsAsync<ApiClientException>(refused);
        Assert.Equal((1 + 10 + 300, 295, 15), connection.Account switch { var a => (a.Accepted, a.Lost, a.Pending) });
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(295, (await seen.ReconnectedAsync()).Lost);
        await Task.WhenAll(words[..10]).WaitAsync(Guard);

        Assert.Equal((1 + 10 + 300, 295), await SettleAsync(connection) switch { var a => (a.Accepted, a.Lost) });
        Assert.Equal(
            [.. Enumerable.Range(0, 10).Select(static i => $"say {i}"), .. Enumerable.Range(295, 5).Select(static i => $"sound {i}")],
            server.Arrived(2));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#sending-while-reconnecting")]
    public async Task Of_live_messages_whose_turn_had_not_come_at_the_drop_the_newest_are_kept_as_well()
    {
        var time = new FakeTimeProvider();
        var arrived = new ConcurrentQueue<string>();
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            if (w.Number == 1)
                await w.HangAsync();
            while (await w.ReadFrameAsync() is { Opcode: not Frame.Close } frame)
                arrived.Enqueue(frame.Message);
            await w.SendCloseAsync(1000);
        });
        var (connection, seen) = await OpenAsync(
            server.Address, new ReconnectOptions { LiveMessages = 3 }, time, new RealtimeOptions { KeepAliveTimeout = Timeout.InfiniteTimeSpan });
        await using var _ = connection;

        // The server reads nothing, so that all wait behind a large message until the drop.
        var sends = new List<Task> { connection.SendAsync(new Raw(new byte[32 * 1024 * 1024])).AsTask() };
        for (var i = 0; i < 100; i++)
        {
            sends.Add(connection.SendAsync(new Sound(i, default)).AsTask());
            if (i == 50)
                sends.Add(connection.SendAsync(new Say("between")).AsTask());
        }

        var broke = seen.ReconnectingAsync();
        await AdvanceUntilAsync(time, broke);
        Assert.Equal((1, 97), ((await broke).Uncertain, (await broke).Lost));
        await AdvanceUntilAsync(time, Task.WhenAll(sends));

        Assert.Equal((102, 1, 97), await SettleAsync(connection) switch { var a => (a.Accepted, a.Uncertain, a.Lost) });
        string[] expected = ["between", "\"seq\":97", "\"seq\":98", "\"seq\":99"];
        Assert.Equal(expected.Length, arrived.Count);
        Assert.All(expected.Zip(arrived), static p => Assert.Contains(p.First, p.Second, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#session-settings-before-the-drop")]
    public async Task A_drop_in_the_middle_of_the_repeated_settings_repeats_them_all_again()
    {
        var time = new FakeTimeProvider();
        var arrived = new ConcurrentQueue<(int Socket, string Message)>();
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            while (await w.ReadFrameAsync() is { Opcode: not Frame.Close } frame)
            {
                arrived.Enqueue((w.Number, frame.Message.Split('"')[^2]));
                if (w.Number == 2 || frame.Message.Contains("drop", StringComparison.Ordinal))
                {
                    w.Reset();
                    return;
                }
            }

            await w.SendCloseAsync(1000);
        });
        var rules = TestConnection.Resumable with { IsSetting = static m => m is Configure or Answer };
        var (connection, seen) = await OpenAsync(server.Address, time: time, rules: rules, configure: static o => o.Random = () => 0.5);
        await using var _ = connection;
        foreach (var message in (ISent[])[new Configure("voice"), new Answer("language"), new Say("drop")])
            await connection.SendAsync(message);
        var broke = await seen.ReconnectingAsync();

        time.Advance(broke.Delay);
        await seen.ReconnectedAsync();
        broke = await seen.ReconnectingAsync();
        Assert.Equal((0, 0), (broke.Uncertain, broke.Lost));
        var waiting = connection.SendAsync(new Say("after")).AsTask();
        time.Advance(broke.Delay);
        await seen.ReconnectedAsync();
        await waiting.WaitAsync(Guard);

        Assert.Equal((4, 0), await SettleAsync(connection) switch { var a => (a.Accepted, a.Lost) });
        Assert.Equal("voice", arrived.First(static a => a.Socket == 2).Message);
        Assert.Equal(["voice", "language", "after"], arrived.Where(static a => a.Socket == 3).Select(static a => a.Message));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#session-settings-before-the-drop")]
    public async Task A_setting_that_cannot_be_repeated_is_told_and_not_counted_twice()
    {
        await using var server = new Script(static (_, text) => text.Contains("drop", StringComparison.Ordinal));
        var rules = TestConnection.Resumable with { IsSetting = static m => m is Once };
        var (connection, seen) = await OpenAsync(server.Address, rules: rules);
        await using var _ = connection;
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.HandlerFailed += (_, e) => failed.TrySetResult(e);
        await connection.SendAsync(new Once());
        await connection.SendAsync(new Say("drop"));
        await seen.ReconnectedAsync();

        Assert.Equal("only once", (await failed.Task.WaitAsync(Guard)).Message);

        await connection.SendAsync(new Say("more"));
        Assert.Equal((3, 0), await SettleAsync(connection) switch { var a => (a.Accepted, a.Lost) });
        Assert.Equal(["say more"], server.Arrived(2));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#session-settings-before-the-drop")]
    public async Task The_newest_settings_go_first_on_a_new_socket()
    {
        await using var server = new Script(static (_, text) => text.Contains("drop", StringComparison.Ordinal));
        var time = new FakeTimeProvider();
        var (connection, seen) = await OpenAsync(server.Address, time: time, configure: static o => o.Random = () => 0.5);
        await using var _ = connection;
        foreach (var message in (ISent[])[new Configure("old"), new Sound(0, default), new Configure("new"), new Say("drop")])
            await connection.SendAsync(message);
        var broke = await seen.ReconnectingAsync();
        await connection.SendAsync(new Sound(1, default));
        var waiting = connection.SendAsync(new Configure("newest")).AsTask();
        time.Advance(broke.Delay);
        await seen.ReconnectedAsync();
        await waiting.WaitAsync(Guard);
        await connection.SendAsync(new Say("drop"));
        time.Advance((await seen.ReconnectingAsync()).Delay);
        await seen.ReconnectedAsync();

        // The connection's own repeats are not in the account.
        Assert.Equal(7, (await SettleAsync(connection)).Accepted);
        Assert.Equal(["configure new", "sound 1", "configure newest", "say drop"], server.Arrived(2));
        Assert.Equal(["configure newest"], server.Arrived(3));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#session-settings-before-the-drop")]
    public async Task Settings_that_add_to_each_other_are_all_sent_again()
    {
        await using var server = new Script(static (_, text) => text.Contains("drop", StringComparison.Ordinal));
        var time = new FakeTimeProvider();
        var (connection, seen) = await OpenAsync(server.Address, time: time, configure: static o => o.Random = () => 0.5);
        await using var _ = connection;
        var settings = (ISent[])[new Configure("old"), new Configure(null, "deep"), new Configure("new"), new Configure(null, "high"), new Configure("newest")];
        foreach (var message in settings.Append(new Say("drop")))
            await connection.SendAsync(message);
        time.Advance((await seen.ReconnectingAsync()).Delay);
        await seen.ReconnectedAsync();
        await connection.SendAsync(new Configure("both", "low"));
        await connection.SendAsync(new Say("drop"));
        time.Advance((await seen.ReconnectingAsync()).Delay);
        await seen.ReconnectedAsync();
        await connection.SendAsync(new Say("bye"));

        await SettleAsync(connection);
        Assert.Equal(["configure high", "configure newest", "configure both", "say drop"], server.Arrived(2));
        Assert.Equal(["configure both", "say bye"], server.Arrived(3));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#tool-call-in-flight")]
    public async Task An_answer_never_goes_to_another_socket_than_its_call_came_from()
    {
        await using var server = new Script(
            static (_, text) => text.Contains("drop", StringComparison.Ordinal),
            static async w => await w.SendTextAsync($$"""{"type":"call","id":"c{{w.Number}}"}"""));
        var time = new FakeTimeProvider();
        var (connection, seen) = await OpenAsync(server.Address, time: time, configure: static o => o.Random = () => 0.5);
        await using var _ = connection;
        Assert.Equal([new Begin("g1"), new Call("c1")], [await NextAsync(connection), await NextAsync(connection)]);
        await connection.SendAsync(new Say("drop"));
        var broke = await seen.ReconnectingAsync();

        var down = await FailsAsync<ApiClientException>(connection.SendAsync(new Answer("c1")));
        Assert.Contains("must not go into another conversation", down.Message, StringComparison.Ordinal);
        time.Advance(broke.Delay);
        await seen.ReconnectedAsync();
        Assert.Equal([new Begin("g1"), new Call("c2")], [await NextAsync(connection), await NextAsync(connection)]);
        await FailsAsync<ApiClientException>(connection.SendAsync(new Answer("c1")));
        await connection.SendAsync(new Answer("c2"));

        Assert.Equal((4, 2), await SettleAsync(connection) switch { var a => (a.Accepted, a.Lost) });
        Assert.Equal(["answer c2"], server.Arrived(2));
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#tool-call-in-flight")]
    public async Task An_answer_that_still_waited_at_the_drop_fails_too()
    {
        var time = new FakeTimeProvider();
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            if (w.Number > 1)
                await w.AnswerCloseAsync();
            await w.SendTextAsync("""{"type":"call","id":"c1"}""");
            await w.HangAsync();
        });
        var (connection, seen) = await OpenAsync(server.Address, time: time, options: new RealtimeOptions { KeepAliveTimeout = Timeout.InfiniteTimeSpan });
        await using var _ = connection;
        Assert.Equal([new Begin("g1"), new Call("c1")], [await NextAsync(connection), await NextAsync(connection)]);

        // The server reads nothing, so that the answer waits behind a large message until the drop.
        var large = connection.SendAsync(new Raw(new byte[32 * 1024 * 1024])).AsTask();
        var answer = connection.SendAsync(new Answer("c1")).AsTask();
        await AdvanceUntilAsync(time, seen.ReconnectingAsync());

        await FailsAsync<ApiClientException>(answer);
        await large.WaitAsync(Guard);
        await seen.ReconnectedAsync();
        Assert.Equal((2, 1, 1), await SettleAsync(connection) switch { var a => (a.Accepted, a.Uncertain, a.Lost) });
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#reset-in-mid-session")]
    public async Task Messages_on_their_way_at_a_drop_are_told_and_not_sent_again()
    {
        await using var server = new WireServer(async w =>
        {
            await BeginAsync(w);
            if (w.Number > 1)
                await w.AnswerCloseAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("""{"type":"heard","text":"confirmed"}""");
            for (var i = 0; i < 3; i++)
                await w.ReadFrameAsync(Frame.Text);
            w.Reset();
        });
        var (connection, seen) = await OpenAsync(server.Address);
        await using var _ = connection;
        await connection.SendAsync(new Say("first"));
        Assert.Equal([new Begin("g1"), new Heard("confirmed")], [await NextAsync(connection), await NextAsync(connection)]);
        Assert.Equal((1, 0), (connection.Account.Confirmed, connection.Account.Pending));

        foreach (var message in (ISent[])[new Say("a"), new Sound(1, default), new Say("b")])
            await connection.SendAsync(message);

        var broke = await seen.ReconnectingAsync();
        Assert.Equal((3, 0), (broke.Uncertain, broke.Lost));
        Assert.Equal([new Say("a"), new Say("b")], broke.UncertainMessages);
        await seen.ReconnectedAsync();
        Assert.Equal((4, 1, 3, 0), await SettleAsync(connection) switch { var a => (a.Accepted, a.Confirmed, a.Uncertain, a.Lost) });
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#many-senders")]
    public async Task Sixty_four_senders_keep_their_order_over_drops()
    {
        const int Senders = 64;
        const int Rounds = 4;
        const int Each = 5;
        const int Drops = Rounds - 1;
        await using var server = new Script(static (w, _) => w.Number <= Drops && w.Count == 200);
        var (connection, seen) = await OpenAsync(server.Address, new ReconnectOptions { Sending = SendingWhileDown.Wait }, options: new RealtimeOptions { SendQueueSize = 10_000 });
        await using var _ = connection;

        for (var round = 0; round < Rounds; round++)
        {
            var first = round * Each;
            await Task.WhenAll(Enumerable.Range(0, Senders).Select(s => Task.Run(async () =>
            {
                // Of half of them, several are under way at once.
                var sends = new List<Task>();
                for (var i = first; i < first + Each; i++)
                {
                    sends.Add(connection.SendAsync(new Say($"{s}-{i}")).AsTask());
                    if (s % 2 == 0)
                        await sends[^1];
                }

                await Task.WhenAll(sends);
            }))).WaitAsync(Guard);
            if (round < Drops)
                await seen.ReconnectedAsync();
        }

        var account = await SettleAsync(connection);
        Assert.Equal((Senders * Each * Rounds, 0), (account.Accepted, account.Lost));
        var arrived = Enumerable.Range(1, server.Connections).SelectMany(server.Arrived).Select(static t => t["say ".Length..].Split('-')).ToList();
        Assert.Equal(arrived.Count, arrived.Select(static a => $"{a[0]}-{a[1]}").Distinct().Count());
        Assert.InRange(arrived.Count, Senders * Each * Rounds / 2, Senders * Each * Rounds);
        foreach (var sender in arrived.GroupBy(static a => a[0]))
        {
            var numbers = sender.Select(static a => int.Parse(a[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(numbers.Order(), numbers);
        }

        Assert.Equal(Drops + 1, server.Connections);
    }

    [Fact]
    public async Task The_account_of_a_connection_that_does_not_reconnect_balances_too()
    {
        await using var server = new WireServer(async w =>
        {
            await w.OpenAsync();
            await w.ReadFrameAsync(Frame.Text);
            await w.SendTextAsync("""{"type":"heard","text":"one"}""");
            await w.ReadFrameAsync(Frame.Text);
            w.Reset();
        });
        await using var connection = await ConnectAsync(server.Address);
        await connection.SendAsync(new Say("one"));
        await NextAsync(connection);
        await FailsAsync<InvalidOperationException>(connection.SendAsync(new Unwritable()));
        await connection.SendAsync(new Say("two"));
        await ReadFailsAsync(connection);
        await FailsAsync<RealtimeClosedException>(connection.SendAsync(new Say("refused")));

        Assert.Equal((3, 1, 1, 1), Settled(connection) switch { var a => (a.Accepted, a.Confirmed, a.Uncertain, a.Lost) });
    }

    /// <summary>A connection that waits half a second of the clock before it reconnects to its server.</summary>
    private async Task<(TestConnection Connection, Observer Seen, Script Server, FakeTimeProvider Time)> BrokenAsync(ReconnectOptions reconnect, RealtimeOptions? options = null)
    {
        var server = new Script(static (_, text) => text.Contains("drop", StringComparison.Ordinal));
        var time = new FakeTimeProvider();
        reconnect = reconnect with { BaseDelay = TimeSpan.FromSeconds(1) };
        var (connection, seen) = await OpenAsync(server.Address, reconnect, time, options, configure: static o => o.Random = () => 0.5);
        await connection.SendAsync(new Say("drop"));
        await seen.ReconnectingAsync();
        Assert.Equal(RealtimeState.Reconnecting, connection.State);
        return (connection, seen, server, time);
    }

    /// <summary>A server that begins each conversation, notes what comes, and resets when it is told to.</summary>
    private sealed class Script : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<int, ConcurrentQueue<string>> _arrived = new();
        private readonly WireServer _server;

        public Script(Func<Counted, string, bool> drop, Func<Wire, Task>? greet = null) => _server = new WireServer(async w =>
        {
            await SendBeginAsync(w);
            if (greet is not null)
                await greet(w);
            var arrived = _arrived.GetOrAdd(w.Number, static _ => []);
            while (await w.ReadFrameAsync() is { } frame)
            {
                if (frame.Opcode == Frame.Close)
                    await w.SendFrameAsync(Frame.Close, frame.Payload);
                if (frame.Opcode != Frame.Text)
                    continue;
                arrived.Enqueue(frame.Message);
                if (drop(new Counted(w.Number, arrived.Count), frame.Message))
                {
                    w.Reset();
                    return;
                }
            }
        });

        public Uri Address => _server.Address;

        public int Connections => _server.Connections;

        /// <summary>Messages that came over one of its sockets: type and content.</summary>
        public IEnumerable<string> Arrived(int number) => Parse(number).Select(static j =>
            $"{j.GetProperty("type")} {(j.TryGetProperty("text", out var t) || j.TryGetProperty("seq", out t) || j.TryGetProperty("id", out t) ? t : default)}");

        public IEnumerable<string?> Data(int number) =>
            Parse(number).Where(static j => j.TryGetProperty("data", out _)).Select(static j => j.GetProperty("data").GetString());

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private IEnumerable<System.Text.Json.JsonElement> Parse(int number) =>
            _arrived.GetOrAdd(number, static _ => []).Select(static t => System.Text.Json.JsonDocument.Parse(t).RootElement);
    }

    private sealed record Counted(int Number, int Count);

    /// <summary>A message that can be written one time only, as one whose content was disposed since.</summary>
    private sealed record Once : ISent
    {
        private bool _written;

        public void WriteJson(System.Text.Json.Utf8JsonWriter writer)
        {
            if (_written)
                throw new InvalidOperationException("only once");
            _written = true;
            new Configure("once").WriteJson(writer);
        }
    }
}
