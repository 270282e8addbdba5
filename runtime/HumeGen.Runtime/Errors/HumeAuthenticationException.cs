using System.Net;

namespace HumeGen;

/// <summary>401: the key or token is missing, wrong or expired.</summary>
public sealed class HumeAuthenticationException : HumeApiException
{
    /// <summary>Makes such an error, for tests.</summary>
    /// <param name="message">The message: what happened, and what to do.</param>
    public HumeAuthenticationException(string message)
        : base(message, HttpStatusCode.Unauthorized)
    {
    }

    internal HumeAuthenticationException(ErrorReply reply)
        : base(reply)
    {
    }
}
