namespace HumeGen;

/// <summary>Ways to treat messages that are sent while a connection is being opened again.</summary>
public enum SendingWhileDown
{
    /// <summary>
    /// Live messages, such as audio, are kept up to <see cref="ReconnectOptions.LiveMessages"/>: a newer one takes the place of the oldest, which is dropped and
    /// counted. Sending one ends at once. All other messages wait.
    /// </summary>
    KeepNewestLive,

    /// <summary>All messages wait, up to <see cref="RealtimeOptions.SendQueueSize"/>; then sending fails.</summary>
    Wait,

    /// <summary>Sending fails.</summary>
    Refuse,
}
