using HumeGen.Server.Engines;
using HumeGen.Server.Prosody.Voice;

namespace HumeGen.Server.Prosody.Bursts;

/// <summary>A kind of vocal burst that the rules know.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Matches">Whether an event is of this kind.</param>
/// <param name="Affect">The affect that it stands for at a moderate level.</param>
/// <param name="Descriptions">The scores of the descriptions that fit; the others get <see cref="Rest"/>.</param>
internal sealed record BurstKind(string Name, Func<SoundEvent, bool> Matches, AffectEstimate Affect, IReadOnlyDictionary<string, double> Descriptions)
{
    /// <summary>The score of a description that does not fit.</summary>
    public const double Rest = 0.02;

    private const double ModerateLevel = -25;

    /// <summary>The kinds; the first that matches counts.</summary>
    public static IReadOnlyList<BurstKind> All { get; } =
    [
        new(
            "laugh",
            sound => sound is { Pulses: >= 3, PulseRate: >= 3 and <= 8, PulseIrregularity: <= 0.35, PulseDip: >= 6, PulseDifference: <= 4, Seconds: <= 6, VoicedPart: >= 0.15 },
            new AffectEstimate(0.5, 0.7, 0.2),
            new Dictionary<string, double> { ["Laugh"] = 0.8, ["Chuckle"] = 0.4, ["Giggle"] = 0.4, ["Cackle"] = 0.3, ["Snicker"] = 0.3 }),
        new(
            "scream",
            sound => sound is { Pitch: >= 400, VoicedPart: >= 0.7, PitchRange: >= 0.2, Level: >= -20, Seconds: >= 0.3 and <= 5, Pulses: <= 2 },
            new AffectEstimate(0.85, -0.6, -0.3),
            new Dictionary<string, double> { ["Scream"] = 0.8, ["Shriek"] = 0.6, ["Yell"] = 0.5, ["Squeal"] = 0.4, ["Cry"] = 0.3 }),
        new(
            "hmm",
            sound => sound is { VoicedPart: >= 0.8, PitchRange: >= 0.2, Tilt: <= -26, Change: <= 3, Seconds: >= 0.25 and <= 1.5, Pulses: <= 2 },
            new AffectEstimate(-0.15, 0.1, 0.05),
            new Dictionary<string, double> { ["Hmm"] = 0.8, ["Aww"] = 0.2, ["Ooh"] = 0.2, ["Moan"] = 0.2 }),
        new(
            "cough",
            sound => sound is { VoicedPart: <= 0.5, Rise: <= 0.06, PeakAt: <= 0.35, Fall: >= 6, Level: >= -35, Seconds: >= 0.1 and < 0.5, Pulses: <= 2 },
            new AffectEstimate(0.2, -0.35, 0),
            new Dictionary<string, double> { ["Cough"] = 0.8, ["Grunt"] = 0.3, ["Scoff"] = 0.2, ["Ugh"] = 0.2 }),
        new(
            "sigh",
            sound => sound is { VoicedPart: <= 0.35, PeakAt: <= 0.5, Fall: >= 6, Seconds: >= 0.5 and <= 3, Pulses: <= 1 },
            new AffectEstimate(-0.45, -0.2, -0.2),
            new Dictionary<string, double> { ["Sigh"] = 0.8, ["Yawn"] = 0.3, ["Ugh"] = 0.2, ["Moan"] = 0.2 }),
        new(
            "gasp",
            sound => sound is { VoicedPart: <= 0.35, PeakAt: >= 0.6, Climb: >= 6, Seconds: >= 0.15 and <= 0.8, Pulses: <= 1 },
            new AffectEstimate(0.6, -0.2, -0.3),
            new Dictionary<string, double> { ["Gasp"] = 0.8, ["Oh"] = 0.2, ["Wow"] = 0.15, ["Shriek"] = 0.1 }),
    ];

    /// <summary>The burst that an event is; null when it is none that the rules know.</summary>
    public static VocalBurst? Of(SoundEvent sound) => All.FirstOrDefault(kind => kind.Matches(sound)) is { } kind
        ? new VocalBurst
        {
            Begin = sound.Begin,
            End = sound.End,
            Emotions = ExpressionMap.Scores(kind.Affect with { Arousal = Math.Clamp(kind.Affect.Arousal + (0.3 * Math.Tanh((sound.Level - ModerateLevel) / 10)), -1, 1) }),
            Descriptions = [.. ExpressionNames.BurstDescriptions.Select(name => new ExpressionScore(name, kind.Descriptions.GetValueOrDefault(name, Rest)))],
        }
        : null;
}
