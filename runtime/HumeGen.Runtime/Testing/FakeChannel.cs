using System.Threading.Channels;
using HumeGen.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace HumeGen.Testing;

/// <summary>
/// A server for one connection, without a network: for tests of code that talks over a channel. A generated connection that is made with it behaves as over a
/// real socket, with its events, waits and reconnects. What the code under test sends is in <see cref="Sent"/>. What the server does is a script:
/// <see cref="Receive"/>, <see cref="Drop"/> and <see cref="Close"/> add to it, before or while the connection is in use, and the connection meets them in their order.
/// </summary>
/// <typeparam name="TSend">The type of messages that the connection sends.</typeparam>
/// <typeparam name="TReceive">The type of messages that it receives.</typeparam>
/// <remarks>A connection that breaks opens again at once, without a wait, and goes on with the script. All members may be used from many threads at once.</remarks>
public sealed class FakeChannel<TSend, TReceive>
    where TSend : IJsonWritable
    where TReceive : IJsonWritable
{
    private readonly RealtimeOptions _options;
    private readonly TimeProvider _time;
    private readonly Channel<FakeFrame> _script = Channel.CreateUnbounded<FakeFrame>();

    // Guards the fields below.
    private readonly object _lock = new();
    private readonly List<TSend> _sent = [];
    private TaskCompletionSource _news = NewNews();
    private bool _isOpen;

    /// <summary>Makes a server for one connection.</summary>
    /// <param name="options">Options of the connection; null for the defaults. Only the fake server's pings are left out.</param>
    /// <param name="time">The clock of the connection; null is the system's.</param>
    /// <exception cref="ArgumentException">An option makes no sense; the message says which and why.</exception>
    public FakeChannel(RealtimeOptions? options = null, TimeProvider? time = null)
    {
        // Nothing here answers a ping.
        _options = (options ?? RealtimeOptions.Default) with { KeepAliveInterval = Timeout.InfiniteTimeSpan };
        _options.Check();
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The messages that were sent so far, oldest first: a copy. Settings that a connection repeats after a drop are there again.</summary>
    public IReadOnlyList<TSend> Sent
    {
        get
        {
            lock (_lock)
                return _sent.ToArray();
        }
    }

    /// <summary>Waits for a message of a kind: the first one that was sent since the beginning, or is sent now.</summary>
    /// <typeparam name="T">The kind of message.</typeparam>
    /// <param name="match">Condition on a message of that kind; null for any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The message.</returns>
    public async Task<T> WaitForSentAsync<T>(Predicate<T>? match = null, CancellationToken cancellationToken = default)
        where T : TSend
    {
        for (var seen = 0; ;)
        {
            TSend[] sent;
            Task news;
            lock (_lock)
                (sent, news) = (_sent.Skip(seen).ToArray(), _news.Task);
            foreach (var one in sent)
            {
                if (one is T message && match?.Invoke(message) != false)
                    return message;
            }

            seen += sent.Length;
            await news.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a message of the server to the script. It goes over the wire as a real one does: as JSON, text or bytes.</summary>
    /// <param name="message">The message.</param>
    public void Receive(TReceive message)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var writer = new FrameWriter();
        _script.Writer.TryWrite(new FakeFrame.Message(writer.Write(message).ToArray(), message is IBinaryMessage));
    }

    /// <summary>Adds a text to the script, such as a message that the specification does not know, or that is broken.</summary>
    /// <param name="text">The text, as it is on the wire.</param>
    public void ReceiveText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _script.Writer.TryWrite(new FakeFrame.Message(System.Text.Encoding.UTF8.GetBytes(text), false));
    }

    /// <summary>Adds a loss of the network to the script. Where the connection reconnects, what follows in the script comes over the new socket.</summary>
    public void Drop() => _script.Writer.TryWrite(new FakeFrame.Loss());

    /// <summary>Adds an end by the server to the script. Where the connection reconnects after such a code, what follows comes over the new socket.</summary>
    /// <param name="code">The close code, such as 1000 for an end in good order: 1000 to 4999.</param>
    /// <param name="reason">The reason that the server gives.</param>
    /// <exception cref="ArgumentOutOfRangeException">A server cannot send that code.</exception>
    public void Close(int code = 1000, string reason = "")
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (code is < 1000 or > 4999 or 1005 or 1006 or 1015)
            throw new ArgumentOutOfRangeException(nameof(code), code, "A server sends codes from 1000 to 4999, but not 1005, 1006 and 1015. For an end without a code use Drop.");
        _script.Writer.TryWrite(new FakeFrame.End(code, reason));
    }

    /// <summary>Opens the socket. The constructor of a generated connection calls it.</summary>
    /// <param name="api">The API of the connection.</param>
    /// <param name="server">The address of the server, as of <see cref="RealtimeRequest"/>.</param>
    /// <param name="path">The path below it.</param>
    /// <returns>The socket.</returns>
    /// <exception cref="InvalidOperationException">It belongs to a connection already.</exception>
    public RealtimeSocket Open(ApiDescription api, string server, string path)
    {
        ArgumentNullException.ThrowIfNull(api);
        lock (_lock)
        {
            if (_isOpen)
                throw new InvalidOperationException("This FakeChannel belongs to another connection already. Make one for each connection.");
            _isOpen = true;
        }

        var (request, address) = (new RealtimeRequest(server, path), new Uri("wss://localhost" + path));
        var telemetry = new ConnectionTelemetry(ApiTelemetry.Of(api), NullLogger.Instance, _time, request, address);
        var socket = Open(api, request, address, telemetry, null);
        telemetry.OnOpened(socket.Id);
        return socket;
    }

    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RealtimeSocket Open(ApiDescription api, RealtimeRequest request, Uri address, ConnectionTelemetry telemetry, long? connectionId)
    {
        using var total = new TimeLimit(_time, Timeout.InfiniteTimeSpan, null, CancellationToken.None);
        var call = new CallContext
        {
            Api = api,
            Request = request,
            Uri = address,
            Body = null,
            Credentials = CallCredentials.None,
            Options = null,
            Mode = ReadMode.Streamed,
            Accept = null,
            Total = total,
            OnMissing = null,
            AttemptTimeout = _options.ConnectTimeout,
            MaxRetries = 0,
            Safe = true,
            RetryPolicy = ApiClientOptions.DefaultRetryPolicy,
        };
        var hooks = new MessageHooks(null, _options.OnMessage, call, connectionId);
        return new RealtimeSocket(
            new FakeWebSocket(_script.Reader), _options, new Watchdog(_options, _time), _time, static () => 0, hooks, call, telemetry,
            (_, _) => Task.FromResult(Open(api, request, address, telemetry, hooks.ConnectionId)), OnSent);
    }

    private void OnSent(IJsonWritable message)
    {
        TaskCompletionSource news;
        lock (_lock)
        {
            _sent.Add((TSend)message);
            (news, _news) = (_news, NewNews());
        }

        news.TrySetResult();
    }
}
