namespace HumeGen;

/// <summary>What every error of this library derives from, apart from wrong arguments and a cancelled token.</summary>
/// <remarks>No message of it or of its kinds ever contains a key, a token or the query of an address.</remarks>
public class HumeException : Exception
{
    /// <summary>Makes an error with a message.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">What caused it; null when nothing did.</param>
    public HumeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
