using System.Net;

namespace HumeGen;

/// <summary>403: the key or token is good, but may not do this.</summary>
public sealed class HumePermissionException : HumeApiException
{
    /// <summary>Makes such an error, for tests.</summary>
    /// <param name="message">The message: what happened, and what to do.</param>
    public HumePermissionException(string message)
        : base(message, HttpStatusCode.Forbidden)
    {
    }

    internal HumePermissionException(ErrorReply reply)
        : base(reply)
    {
    }
}
