namespace HumeGen;

/// <summary>News that a connection broke and is to be opened again, before each attempt.</summary>
/// <typeparam name="TSend">The type of messages that may be sent.</typeparam>
public sealed record RealtimeReconnecting<TSend>
{
    /// <summary>End of the connection that broke.</summary>
    public required RealtimeClose Close { get; init; }

    /// <summary>Failure of the attempt before; null before the first one.</summary>
    public Exception? Error { get; init; }

    /// <summary>Number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Wait before the attempt.</summary>
    public required TimeSpan Delay { get; init; }

    /// <summary>Number of messages that were on their way when the connection broke: they arrived or not, and are not sent again.</summary>
    public required long Uncertain { get; init; }

    /// <summary>Number of messages that are lost since the connection broke.</summary>
    public required long Lost { get; init; }

    /// <summary>Messages of <see cref="Uncertain"/>, without live ones, oldest first; the newest 256 at most.</summary>
    public required IReadOnlyList<TSend> UncertainMessages { get; init; }

    /// <summary>Formats the attempt without messages.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() => FormattableString.Invariant(
        $"Attempt {Attempt} to reconnect in {MessageText.Of(Delay)}, {Uncertain} messages uncertain, {Lost} lost. {Error?.Message ?? Close.ToString()}");
}
