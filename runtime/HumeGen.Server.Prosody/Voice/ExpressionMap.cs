using HumeGen.Server.Engines;

namespace HumeGen.Server.Prosody.Voice;

/// <summary>The position of each of the 48 expressions, and the scores that follow from an estimate of affect.</summary>
internal static class ExpressionMap
{
    private const double Highest = 0.8;
    private const double HighestOfWords = 0.4;
    private const double Width = 0.45;

    /// <summary>Expressions that words tell rather than the voice: their scores are half as high.</summary>
    public static IReadOnlySet<string> ToldByWords { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Aesthetic Appreciation", "Awkwardness", "Contempt", "Craving", "Desire", "Embarrassment", "Empathic Pain", "Entrancement", "Envy", "Guilt", "Nostalgia",
        "Realization", "Romance", "Shame", "Sympathy",
    };

    public static IReadOnlyDictionary<string, AffectEstimate> Positions { get; } = new Dictionary<string, AffectEstimate>(StringComparer.Ordinal)
    {
        ["Admiration"] = new(0.15, 0.6, -0.15),
        ["Adoration"] = new(0.2, 0.8, -0.2),
        ["Aesthetic Appreciation"] = new(-0.1, 0.65, 0),
        ["Amusement"] = new(0.5, 0.7, 0.2),
        ["Anger"] = new(0.75, -0.6, 0.6),
        ["Anxiety"] = new(0.5, -0.45, -0.5),
        ["Awe"] = new(0.4, 0.4, -0.4),
        ["Awkwardness"] = new(0.15, -0.3, -0.45),
        ["Boredom"] = new(-0.65, -0.35, -0.15),
        ["Calmness"] = new(-0.55, 0.35, 0.1),
        ["Concentration"] = new(-0.1, 0, 0.25),
        ["Confusion"] = new(0.15, -0.25, -0.3),
        ["Contemplation"] = new(-0.35, 0.05, 0),
        ["Contempt"] = new(-0.05, -0.5, 0.45),
        ["Contentment"] = new(-0.4, 0.6, 0.15),
        ["Craving"] = new(0.45, 0.15, 0.05),
        ["Desire"] = new(0.4, 0.4, 0.1),
        ["Determination"] = new(0.45, 0.15, 0.65),
        ["Disappointment"] = new(-0.35, -0.5, -0.3),
        ["Disgust"] = new(0.3, -0.65, 0.25),
        ["Distress"] = new(0.6, -0.6, -0.45),
        ["Doubt"] = new(-0.05, -0.25, -0.35),
        ["Ecstasy"] = new(0.9, 0.8, 0.4),
        ["Embarrassment"] = new(0.25, -0.4, -0.6),
        ["Empathic Pain"] = new(0.15, -0.55, -0.35),
        ["Entrancement"] = new(-0.25, 0.4, -0.35),
        ["Envy"] = new(0.3, -0.4, -0.1),
        ["Excitement"] = new(0.85, 0.55, 0.45),
        ["Fear"] = new(0.75, -0.55, -0.65),
        ["Guilt"] = new(-0.1, -0.55, -0.55),
        ["Horror"] = new(0.85, -0.75, -0.5),
        ["Interest"] = new(0.25, 0.25, 0.1),
        ["Joy"] = new(0.6, 0.8, 0.35),
        ["Love"] = new(0.1, 0.85, 0.1),
        ["Nostalgia"] = new(-0.4, 0.2, -0.3),
        ["Pain"] = new(0.4, -0.75, -0.3),
        ["Pride"] = new(0.35, 0.6, 0.65),
        ["Realization"] = new(0.2, 0.15, 0.3),
        ["Relief"] = new(-0.25, 0.5, 0.05),
        ["Romance"] = new(0, 0.7, -0.1),
        ["Sadness"] = new(-0.5, -0.6, -0.45),
        ["Satisfaction"] = new(-0.1, 0.6, 0.35),
        ["Shame"] = new(-0.05, -0.6, -0.7),
        ["Surprise (negative)"] = new(0.7, -0.3, -0.2),
        ["Surprise (positive)"] = new(0.7, 0.4, 0),
        ["Sympathy"] = new(-0.2, 0.15, -0.15),
        ["Tiredness"] = new(-0.9, -0.15, -0.6),
        ["Triumph"] = new(0.75, 0.6, 0.75),
    };

    /// <summary>A score for each expression: 0.8 at its position, or 0.4, and less the farther the estimate is from it.</summary>
    public static IReadOnlyList<ExpressionScore> Scores(AffectEstimate estimate) =>
        [.. ExpressionNames.Emotions.Select(name => new ExpressionScore(name, Math.Round(Score(name, estimate.DistanceTo(Positions[name])), 6)))];

    private static double Score(string name, double distance) =>
        (ToldByWords.Contains(name) ? HighestOfWords : Highest) * Math.Exp(-distance * distance / (2 * Width * Width));
}
