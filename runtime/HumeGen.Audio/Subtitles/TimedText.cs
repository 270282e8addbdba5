namespace HumeGen.Audio;

/// <summary>A word or a phrase, and when it is heard.</summary>
/// <param name="Text">The text.</param>
/// <param name="Begin">Time from the start of the recording.</param>
/// <param name="End">Time from the start of the recording; not before <paramref name="Begin"/>.</param>
public sealed record TimedText(string Text, TimeSpan Begin, TimeSpan End);
