using HumeGen.Server.Engines;

namespace HumeGen.Server.Voices;

/// <summary>Keeps the voices that clients save, and the voices of generations that they can save.</summary>
/// <remarks>All members can be called from several threads at once.</remarks>
public interface IVoiceStore
{
    /// <summary>Lists the saved voices, oldest first.</summary>
    ValueTask<IReadOnlyList<StoredVoice>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>A saved voice by its id, in any letter case; null when there is none.</summary>
    ValueTask<StoredVoice?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>A saved voice by its name; null when there is none.</summary>
    ValueTask<StoredVoice?> FindByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Saves a voice.</summary>
    /// <returns>False when another voice has the name.</returns>
    ValueTask<bool> TryAddAsync(StoredVoice voice, CancellationToken cancellationToken = default);

    /// <summary>Deletes the voice with this name.</summary>
    /// <returns>The voice that was deleted; null when there was none.</returns>
    ValueTask<StoredVoice?> RemoveAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Keeps the voice of a generation. A store may forget old ones.</summary>
    ValueTask AddGenerationAsync(string id, EngineVoice voice, CancellationToken cancellationToken = default);

    /// <summary>The voice of a generation; null when it is not known, or not any more.</summary>
    ValueTask<EngineVoice?> FindGenerationAsync(string id, CancellationToken cancellationToken = default);
}
