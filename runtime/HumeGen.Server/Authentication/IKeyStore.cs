namespace HumeGen.Server.Authentication;

/// <summary>Keeps the API keys of a server beside the one of its options, and the audio that each has used.</summary>
/// <remarks>
/// All members can be used from several threads at once, and by several servers. A server asks for the key at each request, and every two seconds for those of its open
/// WebSockets, so that a key that is revoked elsewhere is refused at once.
/// </remarks>
public interface IKeyStore
{
    /// <summary>Adds a key.</summary>
    ValueTask AddAsync(StoredKey key, CancellationToken cancellationToken = default);

    /// <summary>The keys with these ids, as far as there are any, revoked ones too.</summary>
    ValueTask<IReadOnlyList<StoredKey>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default);

    /// <summary>All keys, revoked ones too, in the order in which they were made.</summary>
    ValueTask<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Revokes a key for ever.</summary>
    /// <returns>False when there is none with this id that is not revoked already.</returns>
    ValueTask<bool> RevokeAsync(string id, DateTimeOffset time, CancellationToken cancellationToken = default);

    /// <summary>Gives a chat of a key a place, unless all are taken, whichever servers have them. The key need not be one of the store.</summary>
    /// <param name="id">The id of the key.</param>
    /// <param name="most">The number of places, which are counted from 0.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The place; null when there is none.</returns>
    /// <remarks>The places of a server that dies are free again.</remarks>
    ValueTask<int?> EnterChatAsync(string id, int most, CancellationToken cancellationToken = default);

    /// <summary>Gives back a place that this server got for a chat.</summary>
    ValueTask LeaveChatAsync(string id, int place, CancellationToken cancellationToken = default);

    /// <summary>Adds audio to what a key has used, and tells what that is then, whichever server it was used on. The key need not be one of the store.</summary>
    /// <param name="id">The id of the key.</param>
    /// <param name="day">The day of UTC.</param>
    /// <param name="seconds">The seconds to add; 0 to be told only.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<KeyUsage> AddUsageAsync(string id, DateOnly day, double seconds, CancellationToken cancellationToken = default);
}
