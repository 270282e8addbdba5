using System.Net;

namespace HumeGen;

/// <summary>422: the request does not fit; <see cref="HumeApiException.Details"/> says which fields.</summary>
public sealed class HumeValidationException : HumeApiException
{
    /// <summary>Makes such an error, for tests.</summary>
    /// <param name="message">The message: what happened, and what to do.</param>
    public HumeValidationException(string message)
        : base(message, (HttpStatusCode)422)
    {
    }

    internal HumeValidationException(ErrorReply reply)
        : base(reply)
    {
    }
}
