namespace HumeGen.Server.Engines;

/// <summary>A piece of speech in another voice.</summary>
/// <param name="Audio">The sound; empty for a piece that has times only.</param>
/// <param name="Timestamps">The words and phonemes that became known with the piece, with times from the start of the recording.</param>
public readonly record struct ConvertedSpeech(AudioSamples Audio, IReadOnlyList<SpeechTimestamp> Timestamps);
