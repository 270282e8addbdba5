using HumeGen.Server.Authentication;
using HumeGen.Server.Chats;
using HumeGen.Server.Chats.Forwarding;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Configs;
using HumeGen.Server.Engines;
using HumeGen.Server.ExpressionMeasurement;
using HumeGen.Server.ExpressionMeasurement.Batch;
using HumeGen.Server.ExpressionMeasurement.Streaming;
using HumeGen.Server.Storage;
using HumeGen.Server.TextToSpeech;
using HumeGen.Server.Transport;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Server.Validation;
using HumeGen.Server.VoiceConversion;
using HumeGen.Server.Voices;
using HumeGen.Server.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HumeGen.Server;

/// <summary>
/// Hume's protocol: answers every REST operation and every WebSocket, checks credentials, and refuses what the specifications do not allow, naming the faulty
/// place. Its engines hear, think, speak and measure.
/// </summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public sealed class HumeServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);

    private readonly Shutdown _shutdown = new();
    private readonly Authenticator _authenticator;
    private readonly KeyWatch _keys;
    private readonly Task _watching;
    private readonly SocketHost _sockets;
    private readonly RequestPipeline _pipeline;
    private readonly AllowedAddresses _addresses;
    private readonly WebhookSender _webhooks;
    private readonly ChatForwarder _forwarder;
    private JobRunner? _jobs;

    /// <summary>Creates a server, which answers once it is mapped into an application.</summary>
    /// <param name="options">Options of the server; null for the defaults.</param>
    /// <param name="logger">
    /// Gets a line for each request, with its route, status and duration, and the faults of the server and its engines; none when null. No line has a key,
    /// a query, a header or a body.
    /// </param>
    /// <exception cref="ArgumentException">An option is out of range: the text says which and why.</exception>
    public HumeServer(HumeServerOptions? options = null, ILogger<HumeServer>? logger = null)
        : this(options ?? new HumeServerOptions(), logger, hook: null)
    {
    }

    internal HumeServer(HumeServerOptions options, ILogger? logger, IRequestHook? hook)
    {
        if (options.Fault is { } fault)
            throw new ArgumentException(fault, nameof(options));

        var limits = options.Limits;
        var incoming = new ByteBudget(limits.IncomingBytes);
        var keys = options.Stores.Keys ?? new MemoryKeyStore();
        var meters = new KeyMeters(options.KeyLimits, keys, options.TimeProvider);
        _authenticator = new Authenticator(options.ApiKey ?? Secrets.New(), options.SecretKey ?? Secrets.New(), keys, meters, options.TimeProvider);
        var origins = new CrossOrigin([.. options.AllowedOrigins]);
        _sockets = new SocketHost(SpecLibrary.Shared, origins, limits, incoming, options.TimeProvider);
        _keys = new KeyWatch(keys, meters, _sockets, options.TimeProvider, logger ?? NullLogger.Instance);
        _addresses = new AllowedAddresses(options.AllowedAddresses);
        _webhooks = new WebhookSender(_addresses, options.WebhookSigningKey ?? ApiKey, options.TimeProvider, logger ?? NullLogger.Instance, _shutdown.Begun);
        _forwarder = new ChatForwarder(_authenticator.CreateForwardedToken);
        Chats = new ChatLog(options.Stores.Chats ?? new MemoryChatStore(limits.HistoryBytes), options.Ids("chat"), options.TimeProvider);
        var files = new SignedFiles(SecretKey, options.TimeProvider);
        var jobs = options.Stores.Jobs ?? new MemoryJobStore(limits.JobBytes);
        _pipeline = new RequestPipeline(
            SpecLibrary.Shared,
            Handlers(options, jobs, files, logger ?? NullLogger.Instance),
            _sockets,
            _authenticator,
            // The load of jobs is little to ask for, and in the same database as the rest.
            new Health(stop => jobs.MeasureLoadAsync(stop).AsTask(), _shutdown, logger ?? NullLogger.Instance),
            files,
            hook,
            options.Ids("request"),
            new RequestBody(limits, incoming),
            origins,
            limits,
            _shutdown,
            logger ?? NullLogger.Instance);
        _watching = _keys.RunAsync(_shutdown.Begun);
    }

    /// <summary>The server's own API key, for the header <c>X-Hume-Api-Key</c>. Those of <see cref="HumeServerStores.Keys"/> are accepted beside it.</summary>
    public string ApiKey => _authenticator.ApiKey;

    /// <summary>The secret that belongs to the API key, for asking for tokens at <c>POST /oauth2-cc/token</c>.</summary>
    public string SecretKey => _authenticator.SecretKey;

    internal ChatLog Chats { get; }

    internal IReadOnlyList<ServerSocket> Sockets => _sockets.ToList();

    /// <summary>
    /// Makes an access token as <c>POST /oauth2-cc/token</c> does, for an endpoint of the application that lets browsers in by a login of its own. It lives 30 minutes.
    /// </summary>
    /// <param name="keyId">The id of the API key that it stands for, whose limits it has; the server's own when null.</param>
    public string CreateAccessToken(string? keyId = null) => _authenticator.CreateToken(keyId ?? Authenticator.OwnId);

    /// <summary>Finds the API key that a request carries, itself or as an access token.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The id of the key; null when the request carries none that is valid.</returns>
    public async ValueTask<string?> FindKeyAsync(HttpRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (await _authenticator.IdentifyAsync(request, cancellationToken).ConfigureAwait(false)).Key?.KeyId;
    }

    /// <summary>Answers a request of the API. WebSockets need the WebSocket middleware of ASP.NET Core before it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _pipeline.InvokeAsync(context);
    }

    /// <summary>
    /// Begins to end what is open, and returns at once: WebSockets are closed with 1001, calls that have no answer yet get 503, streams are cut, and what does
    /// not end by itself is cut off after a second and a half. Requests that come later get 503, <c>/health</c> too.
    /// </summary>
    public void Stop() => _shutdown.Begin();

    /// <summary>Stops the server and waits until all requests, jobs and webhooks have ended, two seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        var working = Task.WhenAll(_jobs!.FinishAsync(), _webhooks.FinishAsync()).WaitAsync(LongestStop);
        await _shutdown.EndAsync().ConfigureAwait(false);
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _watching.ConfigureAwait(false);
        await _keys.TellAsync().WaitAsync(LongestStop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _jobs.Dispose();
        _webhooks.Dispose();
        _forwarder.Dispose();
    }

    private HandlerTable Handlers(HumeServerOptions options, IJobStore jobs, SignedFiles files, ILogger logger)
    {
        var limits = options.Limits;
        var clock = options.TimeProvider;
        var storage = new StorageBudget(limits.StoredBytes);
        var ids = options.Ids("resource");
        var handlers = new HandlerTable();
        var voices = new VoiceDirectory(
            options.Engines,
            options.Stores.Voices ?? new MemoryVoiceStore(storage),
            ids,
            new EngineReader("catalogue of voices", TimeSpan.FromSeconds(limits.EngineSeconds), clock));
        var customVoices = options.Stores.CustomVoices ?? new MemoryVersionedStore(storage);
        var tools = options.Stores.Tools ?? new MemoryVersionedStore(storage);
        var prompts = options.Stores.Prompts ?? new MemoryVersionedStore(storage);
        var configs = options.Stores.Configs ?? new MemoryVersionedStore(storage);
        var view = new ConfigView(tools, prompts, customVoices, voices);
        var live = new LiveChats();
        var speech = new SpeechSynthesizer(options.Engines, limits, clock);
        var recordings = options.Stores.Recordings ?? new MemoryRecordingStore(limits.RecordingBytes);
        var audio = new ChatAudio(Chats, recordings, files, clock, limits.AudioSeconds);
        files.Open = audio.OpenAsync;

        var tts = new TtsServices(speech, voices, options.Engines, ids, limits);
        TtsApi.Register(handlers, tts);
        VoiceConversionApi.Register(handlers, tts, clock);
        VoicesApi.Register(handlers, voices);
        new ToolsApi(tools, ids, clock).Register(handlers);
        new PromptsApi(prompts, ids, clock).Register(handlers);
        new ConfigsApi(configs, view, ids, clock).Register(handlers);
        new CustomVoicesApi(customVoices, ids, clock).Register(handlers);
        ChatsApi.Register(handlers, Chats, audio);
        ChatGroupsApi.Register(handlers, Chats, audio);
        ControlPlaneApi.Register(handlers, Chats, live, _forwarder);
        var measurer = new ExpressionMeasurer(options.Engines, limits.AudioSeconds, JobRunner.LongestWork, clock);
        var downloader = options.Engines.MediaDownloader ?? new HttpMediaDownloader(_addresses);
        var callbacks = new JobCallbacks(jobs, _webhooks, clock, logger, _shutdown.Begun);
        _jobs = new JobRunner(jobs, new JobWork(measurer, downloader, limits, clock), callbacks, options.Ids("job"), options, logger, _shutdown.Begun);
        BatchApi.Register(handlers, jobs, _jobs, clock, limits.Predictions);
        var services = new ChatServices(
            Chats, recordings, configs, view, voices, options.Ids("chat message"), clock, speech, _addresses, live, _forwarder, limits, _webhooks, options.Engines);
        ChatChannels.Register(_sockets, services);
        var streams = new ExpressionMeasurer(options.Engines, limits.AudioSeconds, TimeSpan.FromSeconds(limits.EngineSeconds), clock);
        StreamSession.Register(_sockets, streams, options.Ids("stream job"), clock, _shutdown.Begun);
        StreamInputSession.Register(_sockets, tts);
        return handlers;
    }
}
