using System.Diagnostics;

namespace HumeGen;

/// <summary>An access token and when it ends.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ApiAccessToken
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value;

    /// <summary>Wraps a token.</summary>
    /// <param name="value">The token.</param>
    /// <param name="expiresAt">When it ends; null when that is not known, so that it is used until the server refuses it.</param>
    public ApiAccessToken(string value, DateTimeOffset? expiresAt = null)
    {
        _value = HeaderText.CheckSecret(value, "access token");
        ExpiresAt = expiresAt;
    }

    /// <summary>When the token ends; null when that is not known.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    /// <summary>The token itself. A method, so that nothing that prints properties prints it.</summary>
    /// <returns>The token.</returns>
    public string Reveal() => _value;

    /// <summary>When the token ends, never the token.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => ExpiresAt is { } end ? $"access token [redacted] until {end:u}" : "access token [redacted]";
}
