using HumeGen.Server.Authentication;
using HumeGen.Server.Engines;
using HumeGen.Server.Storage;
using HumeGen.Server.Transport;

namespace HumeGen.Server;

/// <summary>Options of a <see cref="HumeServer"/>. Every option has a working default.</summary>
public sealed class HumeServerOptions
{
    /// <summary>
    /// The server's own API key. A random one is made when this is null; read it from <see cref="HumeServer.ApiKey"/>. Keys of <see cref="HumeServerStores.Keys"/> are
    /// accepted beside it.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The secret that goes with the key when a token is asked for at <c>POST /oauth2-cc/token</c>. It signs access tokens and addresses of recordings, so that servers with
    /// the same one take each other's. A random one is made when this is null; read it from <see cref="HumeServer.SecretKey"/>.
    /// </summary>
    public string? SecretKey { get; set; }

    /// <summary>The limits of each API key, where it has none of its own. None unless set.</summary>
    public KeyLimits KeyLimits { get; set; } = new();

    /// <summary>The engines that hear, think, speak and measure.</summary>
    public HumeServerEngines Engines { get; set; } = new();

    /// <summary>The stores that keep the state.</summary>
    public HumeServerStores Stores { get; set; } = new();

    /// <summary>
    /// Duration of a batch job at least, for tests. It waits in <c>QUEUED</c> for the first quarter at least, and is <c>IN_PROGRESS</c> until the end.
    /// Zero unless set: jobs end as soon as they are done.
    /// </summary>
    public TimeSpan JobDuration { get; set; }

    /// <summary>The clock behind timestamps, job states, the life of tokens and the timeouts of chats. The clock of the system unless set.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Limits that keep requests from filling the memory. No request of an ordinary client comes near the defaults.</summary>
    public ServerLimits Limits { get; set; } = new();

    /// <summary>
    /// The origins, such as <c>https://app.example</c>, whose pages browsers let call the server, and from which it takes WebSockets of browsers. Any origin
    /// when the list is empty, as Hume's own API: a page needs the key or a token for each request, and there are no cookies that a browser would add by itself.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// The addresses that the server calls when a client asks it to: webhooks and callbacks, media to measure, and language models. Empty unless set: it calls none.
    /// </summary>
    /// <remarks>
    /// An entry is a name such as <c>api.example.com</c>, names below one such as <c>*.example.com</c>, <c>*</c> for every public host, an IP address such as
    /// <c>203.0.113.7</c>, or a network such as <c>10.0.0.0/8</c>; a port may follow, such as <c>localhost:8080</c> or <c>[::1]:8080</c>. Without one the ports
    /// 80 and 443 are meant. Addresses of the machine and of private networks are called only when an entry is <c>localhost</c>, their IP address or their network:
    /// a name that resolves to one needs such an entry beside its own. Redirects are not followed.
    /// </remarks>
    public IList<string> AllowedAddresses { get; } = [];

    /// <summary>The key that signs webhooks and callbacks. The API key unless set.</summary>
    public string? WebhookSigningKey { get; set; }

    /// <summary>Whether the start of a job is answered when its work is done, so that tests need not wait.</summary>
    internal bool AwaitsJobs { get; set; }

    /// <summary>Whether ids are the same in every run, for tests.</summary>
    internal bool RepeatsIds { get; set; }

    internal IdSource Ids(string series) => new(RepeatsIds ? series : null);

    internal string? Fault => JobDuration < TimeSpan.Zero ? $"JobDuration must not be negative, but is {JobDuration}."
        : ApiKey is "" || SecretKey is "" || WebhookSigningKey is "" ? "A key must not be empty; leave it null to have one made."
        : AllowedOrigins.Select(CrossOrigin.FaultOf).FirstOrDefault(fault => fault is not null)
            ?? Transport.AllowedAddresses.FaultOf(AllowedAddresses)
            ?? KeyLimits.Fault
            ?? Limits.Fault;
}
