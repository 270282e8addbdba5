namespace HumeGen.Server.Chats.History;

/// <summary>Keeps the sound of chats: what users said and what the assistant said, in the order of the conversation.</summary>
/// <remarks>The methods are called from several threads at once, for one chat one after the other. Ids are compared without regard to case.</remarks>
public interface IRecordingStore
{
    /// <summary>The samples a second of all recordings.</summary>
    const int SampleRate = 48_000;

    /// <summary>Adds sound to the recording of a chat, which begins with it.</summary>
    /// <param name="chatId">The chat.</param>
    /// <param name="samples">16-bit samples of one channel, <see cref="SampleRate"/> a second.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask AppendAsync(string chatId, ReadOnlyMemory<short> samples, CancellationToken cancellationToken = default);

    /// <summary>Ends the recording of a chat; an empty one when nothing was said.</summary>
    ValueTask EndAsync(string chatId, CancellationToken cancellationToken = default);

    /// <summary>The sound of a chat as a WAV file whose length is known; null when there is none, or none any more. The caller disposes it.</summary>
    ValueTask<Stream?> OpenAsync(string chatId, CancellationToken cancellationToken = default);
}
