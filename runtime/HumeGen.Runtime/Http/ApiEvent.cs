namespace HumeGen;

/// <summary>A server-sent event, without its data.</summary>
/// <param name="Name">The name; <c>message</c> when the server gave none.</param>
/// <param name="Id">The id of this event, or of the last one before it that had one; null when none had.</param>
/// <param name="Retry">The wait before connecting anew that the server asked for last; null when it never did.</param>
public sealed record ApiEvent(string Name, string? Id, TimeSpan? Retry);
