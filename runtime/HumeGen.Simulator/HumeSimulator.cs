using HumeGen.Simulator.Auth;
using HumeGen.Simulator.Batch;
using HumeGen.Simulator.Chats;
using HumeGen.Simulator.Evi;
using HumeGen.Simulator.Hosting;
using HumeGen.Simulator.Sockets;
using HumeGen.Simulator.Sockets.Chats;
using HumeGen.Simulator.Sockets.Measurement;
using HumeGen.Simulator.Sockets.StreamInput;
using HumeGen.Simulator.Tts;
using HumeGen.Simulator.Validation;
using HumeGen.Simulator.Voices;

namespace HumeGen.Simulator;

/// <summary>
/// An offline Hume inside the process: a server on a free loopback port that answers every REST operation and every WebSocket with state,
/// real audio and deterministic scores, checks credentials, and refuses what the specs do not allow, naming the faulty place.
/// </summary>
/// <remarks>
/// <para>Ids, scores and audio depend on the requests only, never on chance: two simulators that get the same calls answer the same.</para>
/// <para>
/// Where it differs from Hume: speech is synthesized with simple formants rather than a model; a request for MP3 is answered with WAV,
/// and says so in <c>encoding.format</c>; voice conversion reads 16-bit PCM in WAV files only; URLs are never fetched and callbacks never
/// made: predictions for a URL come from its text, and a host that ends in <c>.invalid</c> stands for one that cannot be read.
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
    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestLog _log;
    private readonly ByteBudget _incoming;
    private readonly FailureQueue _failures = new();
    private readonly Authenticator _authenticator;
    private readonly SocketHost _sockets;
    private SimulatorServer? _server;
    private int _disposed;

    private HumeSimulator(HumeSimulatorOptions options)
    {
        var limits = options.Limits;
        _log = new RequestLog(limits.LogBytes);
        _incoming = new ByteBudget(limits.IncomingBytes);
        _authenticator = new Authenticator(
            options.ApiKey ?? Authenticator.NewSecret(), options.SecretKey ?? Authenticator.NewSecret(), options.TimeProvider, limits.AccessTokens);
        _sockets = new SocketHost(SpecLibrary.Shared, _authenticator, limits, _incoming);
    }

    /// <summary>Address of the simulator, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress => _server!.Address;

    /// <summary>The API key that is accepted, for the header <c>X-Hume-Api-Key</c>.</summary>
    public string ApiKey => _authenticator.ApiKey;

    /// <summary>The secret that belongs to the API key, for asking for tokens at <c>POST /oauth2-cc/token</c>.</summary>
    public string SecretKey => _authenticator.SecretKey;

    /// <summary>
    /// The requests received so far, oldest first, refused ones included; the newest 10,000 are kept, as far as
    /// <see cref="SimulatorLimits.LogBytes"/> allows. Each call takes a new snapshot.
    /// </summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.ToList();

    /// <summary>
    /// The WebSockets that are open now, oldest first; take one from here to break it. A connection is in the list as soon as its client
    /// knows that it is connected. Each call takes a new snapshot.
    /// </summary>
    public IReadOnlyList<SimulatedSocket> Sockets => _sockets.ToList();

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">Options of the simulator; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start; a simulator that runs is ended by disposing it.</param>
    /// <exception cref="ArgumentException">An option is out of range: the text says which and why.</exception>
    public static async Task<HumeSimulator> StartAsync(HumeSimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new HumeSimulatorOptions();
        if (options.JobDuration < TimeSpan.Zero)
            throw new ArgumentException($"JobDuration must not be negative, but is {options.JobDuration}.", nameof(options));

        if (options.Limits.Fault is { } fault)
            throw new ArgumentException(fault, nameof(options));

        if (options.ApiKey is "" || options.SecretKey is "")
            throw new ArgumentException("A key must not be empty; leave it null to have one made.", nameof(options));

        var simulator = new HumeSimulator(options);
        var pipeline = simulator.CreatePipeline(options);
        simulator._server = await SimulatorServer.StartAsync(
            pipeline.InvokeAsync, options.Limits, cancellationToken).ConfigureAwait(false);
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

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);

        _stopping.Dispose();
    }

    private RequestPipeline CreatePipeline(HumeSimulatorOptions options)
    {
        var limits = options.Limits;
        var storage = new Storage(limits.StoredBytes);
        var ids = new IdSource("resource");
        var clock = options.TimeProvider;
        var files = new SignedFiles(clock);
        var handlers = new HandlerTable();
        var voices = new VoiceStore(ids, storage);
        var customVoices = new VersionedStore(ids, clock, storage);
        var tools = new VersionedStore(ids, clock, storage);
        var prompts = new VersionedStore(ids, clock, storage);
        var chats = new ChatStore(ids, clock, limits.HistoryBytes);
        var configs = new VersionedStore(ids, clock, storage);
        var view = new ConfigView(tools, prompts, customVoices, voices);
        var live = new LiveChats();
        var audio = new ChatAudio(chats, files, clock, () => BaseAddress, limits.AudioSeconds);
        SampleChats.AddTo(chats, clock);

        TtsApi.Register(handlers, voices, ids, limits);
        VoiceConversionApi.Register(handlers, voices, ids, limits.AudioSeconds);
        VoicesApi.Register(handlers, voices);
        ToolsApi.Register(handlers, tools);
        PromptsApi.Register(handlers, prompts);
        ConfigsApi.Register(handlers, configs, view);
        CustomVoicesApi.Register(handlers, customVoices);
        ChatsApi.Register(handlers, chats, audio);
        ChatGroupsApi.Register(handlers, chats, audio);
        ControlPlaneApi.Register(handlers, chats, live);
        BatchApi.Register(handlers, new JobStore(ids, clock, options.JobDuration, storage), clock, limits.Predictions);
        var services = new ChatServices(chats, configs, view, voices, new IdSource("chat message"), clock, new SpeechCache(), live, limits);
        ChatChannels.Register(_sockets, services);
        StreamSession.Register(_sockets, new IdSource("stream job"), clock);
        StreamInputSession.Register(_sockets, voices, ids);
        return new RequestPipeline(
            SpecLibrary.Shared, handlers, _sockets, _authenticator, files, _log, _failures, new IdSource("request"), _incoming, limits, _stopping.Token);
    }
}
