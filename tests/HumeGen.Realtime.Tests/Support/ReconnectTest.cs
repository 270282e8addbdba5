using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace HumeGen.Tests;

/// <summary>
/// Base of the tests of what outlives a socket. Each connection's account must balance at its end: what was accepted is confirmed, withdrawn, uncertain or lost.
/// </summary>
public abstract class ReconnectTest : RealtimeTest
{
    private readonly TaskCompletionSource _watched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the connection's events are watched. A server that ends a connection before that is told by events that nobody sees.</summary>
    protected Task Watched => _watched.Task.WaitAsync(Guard);

    /// <summary>Opens a connection on a channel that can resume; waits between attempts take no time unless a test says so.</summary>
    protected async Task<(TestConnection Connection, Observer Seen)> OpenAsync(
        Uri server,
        ReconnectOptions? reconnect = null,
        TimeProvider? time = null,
        RealtimeOptions? options = null,
        RealtimeSessionRules<ISent, IReceived>? rules = null,
        Action<ApiClientOptions>? configure = null)
    {
        var pipeline = Pipeline(server, o =>
        {
            o.TimeProvider = time ?? o.TimeProvider;
            configure?.Invoke(o);
        });
        options = (options ?? new RealtimeOptions()) with { Reconnect = reconnect ?? options?.Reconnect };
        var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request(), options).WaitAsync(Guard), rules: rules ?? TestConnection.Resumable));
        var seen = new Observer(connection);
        _watched.TrySetResult();
        return (connection, seen);
    }

    /// <summary>Begins a conversation as a server does, and waits until the test watches the connection: the script may end it next.</summary>
    protected async Task<string> BeginAsync(Wire wire, string id = "g1", ConcurrentQueue<string>? requests = null)
    {
        var request = await SendBeginAsync(wire, id, requests);
        await Watched;
        return request;
    }

    /// <summary>Begins a conversation as a server does.</summary>
    protected static async Task<string> SendBeginAsync(Wire wire, string id = "g1", ConcurrentQueue<string>? requests = null)
    {
        var request = await wire.OpenAsync();
        requests?.Enqueue(request);
        await wire.SendTextAsync($$"""{"type":"begin","id":"{{id}}"}""");
        return request;
    }

    /// <summary>Begins a conversation and breaks it.</summary>
    protected async Task DropAsync(Wire wire, string id = "g1")
    {
        await BeginAsync(wire, id);
        await DropAtMessageAsync(wire);
    }

    /// <summary>A server whose first connection breaks, and whose further ones go as told.</summary>
    protected WireServer DropThen(Func<Wire, Task> next) => new(w => w.Number == 1 ? DropAsync(w) : next(w));

    /// <summary>Breaks the connection when a message comes, or answers its close. A reset right away would take the first message of the server's along.</summary>
    protected static async Task DropAtMessageAsync(Wire wire)
    {
        while (true)
        {
            var frame = await wire.ReadFrameAsync();
            if (frame.Opcode == Frame.Close)
            {
                await wire.SendFrameAsync(Frame.Close, frame.Payload);
                return;
            }

            if (frame.Opcode is not (Frame.Text or Frame.Bytes))
                continue;
            wire.Reset();
            return;
        }
    }

    /// <summary>Closes the connection and checks its account.</summary>
    protected static async Task<RealtimeAccount> SettleAsync(TestConnection connection)
    {
        await connection.CloseAsync().AsTask().WaitAsync(Guard);
        return Settled(connection);
    }

    /// <summary>The account of a connection that is over.</summary>
    protected static RealtimeAccount Settled(TestConnection connection)
    {
        Assert.True(connection.Closed.IsCompleted);
        var account = connection.Account;
        Assert.Equal(0, account.Pending);
        Assert.Equal(account.Accepted, account.Confirmed + account.Withdrawn + account.Uncertain + account.Lost);
        return account;
    }

    /// <summary>Events of a connection about reconnecting.</summary>
    protected sealed class Observer
    {
        private readonly Channel<RealtimeReconnecting<ISent>> _reconnecting = Channel.CreateUnbounded<RealtimeReconnecting<ISent>>();
        private readonly Channel<RealtimeReconnected> _reconnected = Channel.CreateUnbounded<RealtimeReconnected>();

        public Observer(TestConnection connection)
        {
            connection.Reconnecting += (_, news) => _reconnecting.Writer.TryWrite(news);
            connection.Reconnected += (_, news) => _reconnected.Writer.TryWrite(news);
        }

        /// <summary>News of attempts that nobody has asked for yet.</summary>
        public int Attempts => _reconnecting.Reader.Count;

        /// <summary>As <see cref="ReconnectingAsync"/>, for a wait that may well be in vain.</summary>
        public Task<RealtimeReconnecting<ISent>> MaybeReconnectingAsync() => _reconnecting.Reader.ReadAsync().AsTask();

        public Task<RealtimeReconnecting<ISent>> ReconnectingAsync() => _reconnecting.Reader.ReadAsync().AsTask().WaitAsync(Guard);

        public Task<RealtimeReconnected> ReconnectedAsync() => _reconnected.Reader.ReadAsync().AsTask().WaitAsync(Guard);
    }
}
