namespace HumeGen;

/// <summary>A WebSocket connection is over, so that nothing can be sent, or it ended in another way than it should, so that nothing more can be read.</summary>
public sealed class RealtimeClosedException : ApiClientException
{
    /// <summary>Makes an error about a connection that is over.</summary>
    /// <param name="close">End of the connection.</param>
    public RealtimeClosedException(RealtimeClose close)
        : base(close?.ToString() ?? throw new ArgumentNullException(nameof(close)), close.Exception)
    {
        Close = close;
        Attempts = close.Attempts;
    }

    /// <summary>End of the connection: kind, code and reason.</summary>
    public RealtimeClose Close { get; }
}
