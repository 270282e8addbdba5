using System.Net;
using System.Runtime.CompilerServices;
using HumeGen.Server;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Simulator.Engines;
using HumeGen.Simulator.Hooks;

namespace HumeGen.Simulator;

/// <summary>
/// An offline Hume inside the process: a server on a free loopback port that answers every REST operation and every WebSocket with state,
/// real audio and deterministic scores, checks credentials, and refuses what the specs do not allow, naming the faulty place.
/// </summary>
/// <remarks>
/// <para>Ids, scores and audio depend on the requests only, never on chance: two simulators that get the same calls answer the same.</para>
/// <para>
/// Where it differs from Hume: speech is synthesized with simple formants rather than a model; a request for MP3 is answered with WAV,
/// and says so in <c>encoding.format</c>; sound is read from raw PCM and WAV only, unless decoders are added; URLs are never fetched: predictions for a URL
/// come from its text, and a host that ends in <c>.invalid</c> stands for one that cannot be read; webhooks and callbacks go to
/// <see cref="HumeSimulatorOptions.AllowedAddresses"/> only.
/// </para>
/// <para>All members can be used from several threads at once.</para>
/// </remarks>
/// <example>
/// <code>
/// await using var hume = await HumeSimulator.StartAsync();
/// using var http = new HttpClient { BaseAddress = hume.BaseAddress };
/// http.DefaultRequestHeaders.Add("X-Hume-Api-Key", hume.ApiKey);
/// </code>
/// </example>
public sealed class HumeSimulator : IAsyncDisposable
{
    private readonly RequestLog _log;
    private readonly FailureQueue _failures = new();
    private readonly ConditionalWeakTable<ServerSocket, SimulatedSocket> _sockets = [];
    private readonly SampleRecordings _recordings;
    private readonly HumeServer _server;
    private KestrelHost? _host;
    private int _disposed;

    private HumeSimulator(HumeSimulatorOptions options)
    {
        _log = new RequestLog(options.LogBytes);
        _recordings = new SampleRecordings(options.Limits.RecordingBytes);
        _server = new HumeServer(ServerOptions(options, _recordings), logger: null, new TestHook(_log, _failures));
    }

    /// <summary>Address of the simulator, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress => _host!.Address;

    /// <summary>The API key that is accepted, for the header <c>X-Hume-Api-Key</c>.</summary>
    public string ApiKey => _server.ApiKey;

    /// <summary>The secret that belongs to the API key, for asking for tokens at <c>POST /oauth2-cc/token</c>.</summary>
    public string SecretKey => _server.SecretKey;

    /// <summary>
    /// The requests received so far, oldest first, refused ones included; the newest 10,000 are kept, as far as
    /// <see cref="HumeSimulatorOptions.LogBytes"/> allows. Each call takes a new snapshot.
    /// </summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.ToList();

    /// <summary>
    /// The WebSockets that are open now, oldest first; take one from here to break it. A connection is in the list as soon as its client
    /// knows that it is connected. Each call takes a new snapshot.
    /// </summary>
    public IReadOnlyList<SimulatedSocket> Sockets =>
        [.. _server.Sockets.Select(socket => _sockets.GetValue(socket, static known => new SimulatedSocket(known)))];

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">Options of the simulator; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start; a simulator that runs is ended by disposing it.</param>
    /// <exception cref="ArgumentException">An option is out of range: the text says which and why.</exception>
    /// <exception cref="IOException">The simulator cannot listen on the address and port of the options, such as when another program does.</exception>
    public static async Task<HumeSimulator> StartAsync(HumeSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new HumeSimulatorOptions();
        if (!(options.LogBytes > 0))
            throw new ArgumentException($"LogBytes must be more than 0, but is {options.LogBytes}.", nameof(options));
        if (options.Port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            throw new ArgumentException($"Port must be from 0 to 65535, but is {options.Port}.", nameof(options));

        var simulator = new HumeSimulator(options);
        await SampleChats.AddToAsync(simulator._server.Chats, simulator._recordings, options.TimeProvider).ConfigureAwait(false);
        simulator._host = await KestrelHost.StartAsync(simulator._server, options, cancellationToken).ConfigureAwait(false);
        return simulator;
    }

    /// <summary>
    /// Makes the next request fail. Called several times, the failures are used up in that order, one for each request.
    /// </summary>
    /// <param name="failure">The failure, in place of the answer or in it.</param>
    /// <param name="when">
    /// Which request is meant; the next one of any kind when null. It is called while the request waits, so it should be quick.
    /// </param>
    public void FailNext(InjectedFailure failure, Predicate<RecordedRequest>? when = null)
    {
        ArgumentNullException.ThrowIfNull(failure);
        _failures.Add(failure, when);
    }

    /// <summary>Stops the server within about two seconds, whatever requests and streams are still open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;

        await _server.DisposeAsync().ConfigureAwait(false);
        if (_host is not null)
            await _host.DisposeAsync().ConfigureAwait(false);
    }

    private static HumeServerOptions ServerOptions(HumeSimulatorOptions options, SampleRecordings recordings)
    {
        var server = new HumeServerOptions
        {
            ApiKey = options.ApiKey,
            SecretKey = options.SecretKey,
            WebhookSigningKey = options.WebhookSigningKey,
            JobDuration = options.JobDuration,
            AwaitsJobs = options.ConfigureEngines is null,
            RepeatsIds = true,
            TimeProvider = options.TimeProvider,
            Limits = options.Limits,
            Engines = DeterministicEngines.Create(),
            Stores = new() { Recordings = recordings },
        };
        options.ConfigureEngines?.Invoke(server.Engines);
        foreach (var address in options.AllowedAddresses)
            server.AllowedAddresses.Add(address);

        return server;
    }
}
