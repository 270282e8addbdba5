using System.Diagnostics;
using System.Text.Json.Serialization;
using HumeGen.Json;
using Microsoft.Extensions.Logging;

namespace HumeGen;

/// <summary>
/// Options of a client: address, credential, limits of time and hooks. Each generated client has its own class, which derives from this one. A client copies
/// them when it is made; later changes do nothing.
/// </summary>
/// <remarks>As JSON they are plain values only: no key, credential, handler or hook is written or read.</remarks>
[DebuggerDisplay("BaseAddress = {BaseAddress}, Timeout = {Timeout}, MaxRetries = {MaxRetries}")]
public class ApiClientOptions
{
    /// <summary>
    /// An API key; of an API that takes access tokens alone, an access token. Give this or <see cref="Credential"/>, or both to an API that wants two
    /// credentials. Without either, the API's environment variable is used, where it has one.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string? ApiKey { get; set; }

    /// <summary>
    /// The keys of an API that takes several, by the names of the headers, query parameters or cookies that carry them: <c>["X-App-Id"] = "..."</c>.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? ApiKeys { get; set; }

    /// <summary>An API key, access token or source of tokens.</summary>
    [JsonIgnore]
    public ApiCredential? Credential { get; set; }

    /// <summary>
    /// Address of the API; null is the API's own address. Must be https, or http to this very machine (see <see cref="AllowInsecureHttp"/> for others); may
    /// end in a path. The path of a server that the specification gives to a call or a channel goes behind it, unless it ends in that path already. The system's
    /// proxy is used, but not for this very machine.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>
    /// True allows http and ws to other machines: for calls, WebSockets, links to further pages and the fetching of access tokens. The credential and all data
    /// then travel in clear, and anyone on the way can read and change them: use it only within a network that you trust, such as to a gateway beside the
    /// program. False, the default, refuses such addresses.
    /// </summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>
    /// The client to send with; null makes one that <c>Dispose</c> disposes. A given one is neither disposed nor changed. It must not follow redirects
    /// (<c>AllowAutoRedirect = false</c> in its handler), as it would take the key along to wherever they point.
    /// </summary>
    [JsonIgnore]
    public HttpClient? HttpClient { get; set; }

    /// <summary>The handler to send with, as another way to give <see cref="HttpClient"/>. It is not disposed and must not follow redirects.</summary>
    [JsonIgnore]
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    /// <summary>
    /// Time limit of a call: all attempts, the waits between them and the reading of the body; 2 minutes by default.
    /// Of a streamed response, until its headers are there; see <see cref="StreamIdleTimeout"/> for the rest. Raise it for long uploads.
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is no limit, here and for the other limits.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Time limit of one attempt, after which the next one starts; 60 seconds by default. It holds for requests that may be repeated; a POST or
    /// PATCH would only be cut off by it, so it has the whole <see cref="Timeout"/>.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether calls go by HTTP/2 where the server speaks it; true by default. Many calls share a connection then. HTTP/2 is agreed on while TLS is set up, so
    /// addresses of http, and WebSockets, have HTTP/1.1 either way. Set it to false for a proxy or server that is slow or faulty with it. Not used with an
    /// <see cref="HttpClient"/> of your own, whose <c>DefaultRequestVersion</c> counts, nor on .NET Standard.
    /// </summary>
    public bool UseHttp2 { get; set; } = true;

    /// <summary>
    /// Time that opening a connection may take; 10 seconds by default. Not used with an <see cref="HttpClient"/> or handler of your own, on .NET Framework or in a
    /// browser.
    /// </summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest silence of a streamed response between two pieces; 60 seconds by default.</summary>
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Number of times that a failed call is tried again; 2 by default, 0 is never.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>
    /// True lets every POST and PATCH be tried again like a GET, also when the server may have carried out the first attempt already: something may then be
    /// made, or paid for, twice. False by default; <see cref="ApiCallOptions.RetryUnsafe"/> decides for one call.
    /// </summary>
    public bool RetryUnsafe { get; set; }

    /// <summary>
    /// Decides whether a failed attempt is tried again, and after which wait: null ends the call. <see cref="DefaultRetryPolicy"/> by default. It is asked after
    /// each attempt but the last of <see cref="MaxRetries"/>, for calls and for the opening of WebSockets. A longer wait that the server asks for is kept whatever
    /// it says, and a wait beyond <see cref="Timeout"/> ends the call. It is not asked where another attempt must fail as well: after faults of TLS, of a proxy or
    /// of a file to send, and with a body that can be read once only. When it throws, the call ends with that exception.
    /// </summary>
    [JsonIgnore]
    public Func<RetryAttempt, TimeSpan?> RetryPolicy { get; set; } = DefaultRetryPolicy;

    /// <summary>The largest body read into memory, and the largest single item of a stream, in bytes; 128 MiB by default. Files stream and have no limit.</summary>
    public int MaxResponseBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>
    /// Words to put behind the names and versions of the client and of HumeGen in the User-Agent header, such as <c>MyApp/1.0</c>; an empty text sends no such
    /// header at all. In a browser, which has a header of its own, nothing of it is sent.
    /// </summary>
    public string? UserAgent { get; set; }

    /// <summary>
    /// Sees each request just before it is sent: each attempt anew, and the requests that open WebSockets or fetch access tokens, too. It may set headers.
    /// When it throws, nothing is sent and the call ends with that exception. It is synchronous, like all hooks: the call waits for it, and no limit of time
    /// ends it, so it must be quick and must not be an async lambda. It may run on many threads at once. Whoever needs the raw requests, or has something to
    /// await, gives a <see cref="HttpMessageHandler"/> instead.
    /// </summary>
    [JsonIgnore]
    public Action<ApiAttempt>? OnRequest { get; set; }

    /// <summary>
    /// Sees how each request ended, before the call goes on: with an answer, success or error, tried again or not, or with none. When it throws, the call
    /// ends with that exception. It is synchronous like <see cref="OnRequest"/>, and may run on many threads at once.
    /// </summary>
    [JsonIgnore]
    public Action<ApiAttempt>? OnResponse { get; set; }

    /// <summary>
    /// Sees each failed attempt that is tried again, before the wait: of calls, of the opening of WebSockets, and of streams that go on after a break
    /// (<see cref="ApiCallOptions.MaxResumes"/>). An attempt that follows a new access token has no wait and is not shown. When it throws, the call ends with
    /// that exception. It is synchronous like <see cref="OnRequest"/>, and may run on many threads at once.
    /// </summary>
    [JsonIgnore]
    public Action<ApiRetry>? OnRetry { get; set; }

    /// <summary>
    /// Sees each message in and out of every WebSocket of the client, those that cannot be read included: one that comes in before it is read, one that goes
    /// out just before the network gets it. It runs on the tasks that read and write, so it must be quick and must not wait. When it throws, the
    /// connection continues and its <see cref="RealtimeConnection{TSend, TReceive}.HandlerFailed"/> reports it. It may run on many threads at once.
    /// </summary>
    [JsonIgnore]
    public Action<RealtimeMessage>? OnMessage { get; set; }

    /// <summary>
    /// Makes reading lenient, and gets the missing members. A response, item of a stream or message without required members, or with
    /// null in place of a value, is read all the same: strings are empty, numbers 0, lists and maps empty, objects made of such values. The hook gets
    /// the members of each before the caller gets the value. Null, the default, is strict: such a response is an <see cref="ApiResponseException"/> as a whole,
    /// and such a message an unreadable item. A value of a wrong kind is refused either way, and bodies of errors are read strictly. If the hook
    /// throws, the call ends with that exception; on a WebSocket, <see cref="RealtimeConnection{TSend, TReceive}.HandlerFailed"/> reports it. It may run on
    /// many threads at once.
    /// </summary>
    [JsonIgnore]
    public Action<MissingMembers>? OnMissing { get; set; }

    /// <summary>
    /// Makes the logger of the client; null, the default, logs nothing. Its category is the full name of the client's class. Messages hold methods, path
    /// templates, statuses, error codes, times and counts, and no values of a request, response or message.
    /// </summary>
    [JsonIgnore]
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock that limits, waits and expiry are measured with.</summary>
    [JsonIgnore]
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Numbers from 0 up to 1 that spread the waits between attempts.</summary>
    internal Func<double> Random { get; set; } = System.Random.Shared.NextDouble;

    /// <summary>
    /// Decides by the answer: yes after 429, and after 503 with <c>Retry-After</c>, with any method; after 408, 500, 502, 503 and 504 where the request may be
    /// repeated (<see cref="RetryAttempt.IsSafe"/>); no after other statuses. Without an answer: yes where nothing was sent, or the request may be repeated.
    /// </summary>
    /// <param name="attempt">The attempt that failed.</param>
    /// <returns>The wait; null makes no further attempt.</returns>
    public static TimeSpan? DefaultRetryPolicy(RetryAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return RetryRules.MayRepeat(attempt) ? attempt.Delay : null;
    }

    internal ApiClientOptions Clone() => (ApiClientOptions)MemberwiseClone();
}
