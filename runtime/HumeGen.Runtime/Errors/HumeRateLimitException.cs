using System.Net;

namespace HumeGen;

/// <summary>429: too many requests; <see cref="HumeApiException.RetryAfter"/> says how long to wait.</summary>
public sealed class HumeRateLimitException : HumeApiException
{
    /// <summary>Makes such an error, for tests.</summary>
    /// <param name="message">The message: what happened, and what to do.</param>
    public HumeRateLimitException(string message)
        : base(message, (HttpStatusCode)429)
    {
    }

    internal HumeRateLimitException(ErrorReply reply)
        : base(reply)
    {
    }
}
