namespace HumeGen.Simulator.Engines;

/// <summary>The words of recordings that nobody listens to: invented, but always the same.</summary>
internal static class InventedWords
{
    private static readonly string[] Sentences =
    [
        "I never thought that it would turn out this well.",
        "Could you say that again, please? I did not quite hear it.",
        "We walked along the river until the lights of Lisbon came on.",
        "That is not what we agreed on, and you know it.",
        "Give me a moment to think about it.",
        "Oh, that is wonderful news! When did Maria tell you?",
    ];

    /// <summary>The words for a seed in hexadecimal digits.</summary>
    public static string Of(string seed) => Sentences[Convert.ToInt32(seed[..6], 16) % Sentences.Length];
}
