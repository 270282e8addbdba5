namespace HumeGen.Server.Database.Model;

/// <summary>
/// A chat that a key has open: as places are unique, a key never has more chats than places. The key may be one that a server was started with, which has no row.
/// </summary>
internal sealed class KeyChatRow
{
    public required string KeyId { get; init; }

    /// <summary>The number of the place, from 0.</summary>
    public int Place { get; init; }

    /// <summary>The server that holds the chat.</summary>
    public required string NodeId { get; init; }
}
