namespace HumeGen.Server.PocketSphinx;

/// <summary>The words of a phrase.</summary>
/// <param name="Begin">The time at which the phrase begins; its first word may begin later.</param>
/// <param name="Words">The words in order.</param>
/// <param name="IsFinal">Whether they do not change any more.</param>
internal sealed record HeardPhrase(TimeSpan Begin, IReadOnlyList<HeardWord> Words, bool IsFinal);

/// <summary>A word that was understood, in lower case.</summary>
/// <param name="Text">The word.</param>
/// <param name="Begin">The time of its beginning.</param>
/// <param name="End">The time of its end.</param>
/// <param name="Confidence">The probability that it was said, from 0 to 1.</param>
internal sealed record HeardWord(string Text, TimeSpan Begin, TimeSpan End, double Confidence);
