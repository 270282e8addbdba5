namespace HumeGen.Server.Engines;

/// <summary>Takes the sound out of files that no audio decoder of the server reads, such as videos.</summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public interface IAudioExtractor
{
    /// <summary>Takes the sound out of a recording or a video.</summary>
    /// <param name="media">The file.</param>
    /// <param name="cancellationToken">Set when nobody waits for the result any more.</param>
    /// <returns>The sound; null when the file holds none.</returns>
    /// <exception cref="FormatException">The file cannot be read: the message says why, and goes to the client.</exception>
    ValueTask<AudioSamples?> ExtractAsync(EncodedMedia media, CancellationToken cancellationToken = default);
}
