namespace HumeGen.Server.Engines;

/// <summary>Speaks what a recording says, as it says it, in another voice.</summary>
public interface IVoiceConverter
{
    /// <summary>Converts a recording.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="voice">The voice to speak with.</param>
    /// <param name="cancellationToken">Set when the client has gone: the engine should stop at once.</param>
    /// <returns>The speech, in pieces as they are made. An exception ends it with an error for the client.</returns>
    IAsyncEnumerable<ConvertedSpeech> ConvertAsync(AudioSamples recording, EngineVoice voice, CancellationToken cancellationToken = default);
}
