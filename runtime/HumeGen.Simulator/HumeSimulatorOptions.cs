using System.Net;
using HumeGen.Server;
using HumeGen.Server.Engines;

namespace HumeGen.Simulator;

/// <summary>Options of a <see cref="HumeSimulator"/>. Every option has a working default.</summary>
public sealed class HumeSimulatorOptions
{
    /// <summary>
    /// The only API key that is accepted. A random one is made when this is null; read it from <see cref="HumeSimulator.ApiKey"/>.
    /// </summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// The secret that goes with the key when a token is asked for at <c>POST /oauth2-cc/token</c>. A random one is made when this is null;
    /// read it from <see cref="HumeSimulator.SecretKey"/>.
    /// </summary>
    public string? SecretKey { get; init; }

    /// <summary>
    /// Duration of a batch job. It waits in <c>QUEUED</c> for the first quarter and is <c>IN_PROGRESS</c> for the rest.
    /// 2 seconds unless set; zero makes jobs end as soon as they are created.
    /// </summary>
    public TimeSpan JobDuration { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The clock behind timestamps, job states, the life of tokens and the timeouts of chats. The clock of the system unless set.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Limits that keep requests from filling the memory. No request of an ordinary client comes near the defaults.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>
    /// The addresses that webhooks, callbacks and calls of custom language models may go to, as in <see cref="HumeServerOptions.AllowedAddresses"/>; such as
    /// <c>localhost:5000</c>. Empty unless set: nothing is called.
    /// </summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    /// <summary>The key that signs webhooks and callbacks. The API key unless set.</summary>
    public string? WebhookSigningKey { get; init; }

    /// <summary>
    /// Changes the deterministic engines before the simulator takes them, to replace some or to add decoders of audio. Null unless set.
    /// </summary>
    public Action<HumeServerEngines>? ConfigureEngines { get; init; }

    /// <summary>The address to listen on. The loopback address unless set; <see cref="IPAddress.Any"/> lets other machines in.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port to listen on. 0 unless set: a free one is taken; read it from <see cref="HumeSimulator.BaseAddress"/>.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The bytes of <see cref="HumeSimulator.Requests"/>, each request with 1,024 bytes on top; the oldest are forgotten. 64 MiB unless set.
    /// </summary>
    public long LogBytes { get; init; } = 64 << 20;
}
