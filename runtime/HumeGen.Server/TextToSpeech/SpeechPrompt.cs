namespace HumeGen.Server.TextToSpeech;

/// <summary>What is to be spoken, and how.</summary>
/// <param name="Text">The words.</param>
/// <param name="Voice">The voice: its id for the engine, or the seed of one that was designed.</param>
internal sealed record SpeechPrompt(string Text, string Voice)
{
    /// <summary>How the voice should sound; null without a description.</summary>
    public string? Description { get; init; }

    /// <summary>Speed, as a factor.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Number of the take among several of the same text.</summary>
    public int Take { get; init; }
}
