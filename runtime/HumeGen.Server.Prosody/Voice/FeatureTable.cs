namespace HumeGen.Server.Prosody.Voice;

/// <summary>The rules that lead from the features of a voice to an estimate of affect.</summary>
internal static class FeatureTable
{
    private const double Limit = 3;

    public static IReadOnlyList<FeatureRule> Rules { get; } =
    [
        new("level", "dBFS", -24, 8, 0.45, 0, 0.35, voice => voice.Level),
        new("spread of the level", "dB", 6.5, 2.5, 0.08, 0.05, 0.05, voice => voice.LevelSpread),
        new("pitch", "semitones above 100 Hz", 6, 8, 0.18, 0.08, -0.08, voice => voice.Pitch),
        new("range of the pitch", "semitones", 5, 3, 0.15, 0.2, 0, voice => voice.PitchRange),
        new("slope of the pitch", "semitones a second", -3, 10, 0, 0.05, -0.1, voice => voice.PitchSlope),
        new("syllables", "a second", 4.5, 1.5, 0.3, 0.1, 0.1, voice => voice.Rate),
        new("pauses", "part of the time", 0.1, 0.1, -0.12, -0.08, -0.1, voice => voice.Pauses),
        new("spectral tilt", "dB", -19, 6, 0.18, -0.12, 0.15, voice => voice.Tilt),
        new("harmonics to noise", "dB", 11, 5, -0.05, 0.15, 0.05, voice => voice.Harmonicity),
        new("jitter", "%", 3, 1.5, 0.04, -0.08, -0.08, voice => voice.Jitter),
        new("shimmer", "dB", 2, 1.2, 0.02, -0.06, -0.04, voice => voice.Shimmer),
    ];

    /// <summary>
    /// The estimate for a voice. The distance of each feature from its center, in spreads, is bent so that 3 is never reached; the weighted sums are bent to
    /// lie between -1 and 1.
    /// </summary>
    public static AffectEstimate Estimate(VoiceFeatures voice)
    {
        var (arousal, valence, dominance) = (0.0, 0.0, 0.0);
        foreach (var rule in Rules)
        {
            var value = Limit * Math.Tanh((rule.Value(voice) - rule.Center) / rule.Spread / Limit);
            arousal += value * rule.Arousal;
            valence += value * rule.Valence;
            dominance += value * rule.Dominance;
        }

        return new AffectEstimate(Math.Tanh(arousal), Math.Tanh(valence), Math.Tanh(dominance));
    }
}

/// <summary>The rule of a feature.</summary>
/// <param name="Name">The name of the feature.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Center">The value that moves nothing.</param>
/// <param name="Spread">The difference from the center that counts as 1.</param>
/// <param name="Arousal">The weight for arousal.</param>
/// <param name="Valence">The weight for valence.</param>
/// <param name="Dominance">The weight for dominance.</param>
/// <param name="Value">Takes the value from the features.</param>
internal sealed record FeatureRule(
    string Name, string Unit, double Center, double Spread, double Arousal, double Valence, double Dominance, Func<VoiceFeatures, double> Value);
