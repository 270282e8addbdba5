namespace HumeGen.Server.EmotionLexicon;

/// <summary>Words that change what the words after them mean.</summary>
internal static class Modifiers
{
    /// <summary>Words that turn around what follows.</summary>
    private static readonly HashSet<string> Negators = new(StringComparer.Ordinal)
    {
        "not", "no", "never", "nobody", "nothing", "neither", "nor", "none", "without", "hardly", "barely", "scarcely", "cannot", "lack", "lacks", "lacking",
        "dont", "doesnt", "didnt", "isnt", "wasnt", "arent", "werent", "cant", "couldnt", "wont", "wouldnt", "shouldnt", "havent", "hasnt", "hadnt", "aint",
    };

    /// <summary>Words that make what follows stronger or weaker, with the factor.</summary>
    private static readonly Dictionary<string, double> Intensities = new(StringComparer.Ordinal)
    {
        ["very"] = 1.3,
        ["really"] = 1.25,
        ["so"] = 1.25,
        ["too"] = 1.15,
        ["quite"] = 1.1,
        ["truly"] = 1.3,
        ["deeply"] = 1.35,
        ["highly"] = 1.25,
        ["super"] = 1.3,
        ["extremely"] = 1.5,
        ["incredibly"] = 1.45,
        ["absolutely"] = 1.45,
        ["totally"] = 1.35,
        ["completely"] = 1.35,
        ["utterly"] = 1.5,
        ["insanely"] = 1.5,
        ["terribly"] = 1.4,
        ["awfully"] = 1.35,
        ["horribly"] = 1.4,
        ["most"] = 1.3,
        ["such"] = 1.2,
        ["more"] = 1.1,
        ["especially"] = 1.25,
        ["amazingly"] = 1.4,
        ["slightly"] = 0.5,
        ["somewhat"] = 0.6,
        ["bit"] = 0.55,
        ["little"] = 0.55,
        ["fairly"] = 0.8,
        ["mildly"] = 0.5,
        ["almost"] = 0.7,
        ["barely"] = 0.4,
        ["partly"] = 0.6,
        ["less"] = 0.5,
        ["moderately"] = 0.7,
        ["kind of"] = 0.6,
        ["sort of"] = 0.6,
        ["rather"] = 0.9,
        ["pretty"] = 1.1,
    };

    /// <summary>Words after which a sentence says what counts.</summary>
    private static readonly HashSet<string> Contrasts = new(StringComparer.Ordinal) { "but", "however", "nevertheless", "nonetheless" };

    public static bool IsNegator(string word) => Negators.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal);

    public static bool IsContrast(string word) => Contrasts.Contains(word);

    /// <summary>The factor of the word before a word, or of the two words before it; 1 when they are no modifier.</summary>
    public static double Intensity(string word, string? wordBefore) =>
        wordBefore is not null && Intensities.TryGetValue($"{wordBefore} {word}", out var pair) ? pair : Intensities.GetValueOrDefault(word, 1);
}
