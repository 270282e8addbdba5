using System.Net;

namespace HumeGen;

/// <summary>404: what the path names is not there.</summary>
public sealed class HumeNotFoundException : HumeApiException
{
    /// <summary>Makes such an error, for tests.</summary>
    /// <param name="message">The message: what happened, and what to do.</param>
    public HumeNotFoundException(string message)
        : base(message, HttpStatusCode.NotFound)
    {
    }

    internal HumeNotFoundException(ErrorReply reply)
        : base(reply)
    {
    }
}
