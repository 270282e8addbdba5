using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Hume.AspNetCore;

/// <summary>Options of an endpoint for webhooks.</summary>
public sealed class HumeWebhookOptions
{
    /// <summary>Webhook signing key of the Hume account. Take it from a secret store, not from the code.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public required string SigningKey { get; init; }

    /// <summary>Longest difference between the timestamp of a webhook and the time of this server; 180 seconds by default, at most a day.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Longest body in bytes, at least 1; 1 MiB by default.</summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
