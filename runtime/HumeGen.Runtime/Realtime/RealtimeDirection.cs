namespace HumeGen;

/// <summary>Direction of a message.</summary>
public enum RealtimeDirection
{
    /// <summary>From the server.</summary>
    Received,

    /// <summary>To the server.</summary>
    Sent,
}
