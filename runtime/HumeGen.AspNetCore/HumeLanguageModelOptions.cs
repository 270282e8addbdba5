using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Hume.AspNetCore;

/// <summary>Options of an endpoint that serves a custom language model.</summary>
public sealed class HumeLanguageModelOptions
{
    /// <summary>
    /// Key that EVI must send as bearer token: the <c>language_model_api_key</c> of its session settings. Null lets everyone in, which only suits an endpoint
    /// that checks its callers in another way.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string? ApiKey { get; init; }

    /// <summary>
    /// Number of expressions, the strongest first, that are added to the text of each message of the user's, such as <c>[expressions: joy 0.81, calmness 0.62]</c>; 3
    /// by default, 0 leaves the text as it is. All scores are in the additional property <c>prosody</c> in any case.
    /// </summary>
    public int ExpressionsInText { get; init; } = 3;

    /// <summary>Changes a request before the chat client gets it: adds a system prompt, tools or context. Null for no change.</summary>
    public Func<HumeLanguageModelRequest, CancellationToken, ValueTask>? Prepare { get; init; }

    /// <summary>Longest request in bytes, at least 1; 4 MiB by default. The conversation grows with each turn.</summary>
    public int MaxRequestBytes { get; init; } = 4 * 1024 * 1024;
}
