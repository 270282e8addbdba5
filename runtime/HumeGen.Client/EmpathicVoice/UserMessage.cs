using HumeGen.Audio;

namespace Hume.EmpathicVoice;

public sealed partial record UserMessage
{
    /// <summary>Gives the words of the user with their time and the emotions in them.</summary>
    /// <returns>The span; null for a message without a time or scores, as one that was typed.</returns>
    public ScoredSpan? ToScoredSpan() => Time is { } time && Models?.Prosody?.Scores is { } scores
        ? new ScoredSpan(TimeSpan.FromMilliseconds(time.Begin), TimeSpan.FromMilliseconds(time.End), scores.ToScores(), Message.Content)
        : null;
}
