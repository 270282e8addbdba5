namespace HumeGen.Server.Engines;

/// <summary>Settings of a voice activity detector: the rate of the sound, and what the config of the chat asks for.</summary>
public sealed record VoiceActivityOptions
{
    /// <summary>Samples a second, from 1,000 to 384,000.</summary>
    public required int SampleRate { get; init; }

    /// <summary>The silence after which a turn is over.</summary>
    public TimeSpan EndOfTurnSilence { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>How sure the detector must be that sound is speech, from 0 to 1. 0.5 unless set.</summary>
    public double SpeechThreshold { get; init; } = 0.5;
}
