using HumeGen.Server.Engines;

namespace HumeGen.Server.TextToSpeech;

/// <summary>A piece of speech.</summary>
/// <param name="Samples">16-bit samples of one channel, <see cref="SpeechSynthesizer.SampleRate"/> a second.</param>
/// <param name="Timestamps">The words and phonemes that became known with the piece.</param>
/// <param name="IsLast">Whether no piece follows.</param>
internal readonly record struct SpeechPiece(ReadOnlyMemory<short> Samples, IReadOnlyList<SpeechTimestamp> Timestamps, bool IsLast);
