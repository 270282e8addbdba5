using HumeGen.Server.Engines;

namespace HumeGen.Server.TextToSpeech;

/// <summary>Words to be spoken, and the way to speak them.</summary>
/// <param name="Text">The words.</param>
/// <param name="Voice">The voice.</param>
internal sealed record SpeechPrompt(string Text, EngineVoice Voice)
{
    /// <summary>The way to speak, in words; null without a description.</summary>
    public string? Description { get; init; }

    /// <summary>Speed, as a factor.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Number of the take among several of the same text.</summary>
    public int Take { get; init; }

    /// <summary>Silence after the words, in seconds.</summary>
    public double TrailingSilence { get; init; }
}
