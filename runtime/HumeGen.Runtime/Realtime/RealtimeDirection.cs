namespace HumeGen;

/// <summary>Which way a message goes.</summary>
public enum RealtimeDirection
{
    /// <summary>From the server.</summary>
    Received,

    /// <summary>To the server.</summary>
    Sent,
}
