using Microsoft.Extensions.AI;

namespace HumeGen.Server.Engines;

/// <summary>
/// The time of a word or a phoneme in speech. An <see cref="ITextToSpeechClient"/> that knows the times puts these among the contents of its
/// updates.
/// </summary>
public sealed class SpeechTimestamp : AIContent
{
    /// <summary>The word, or the phoneme in the International Phonetic Alphabet.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it is a phoneme; a word otherwise.</summary>
    public bool IsPhoneme { get; init; }

    /// <summary>The beginning, from the start of the speech.</summary>
    public required TimeSpan Begin { get; init; }

    /// <summary>The end, from the start of the speech.</summary>
    public required TimeSpan End { get; init; }
}
