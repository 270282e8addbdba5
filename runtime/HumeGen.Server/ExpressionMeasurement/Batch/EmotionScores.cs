using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Scores of chats that depend on the content only.</summary>
internal static class EmotionScores
{
    private static readonly string[] Transcripts =
    [
        "I never thought that it would turn out this well.",
        "Could you say that again, please? I did not quite hear it.",
        "We walked along the river until the lights of Lisbon came on.",
        "That is not what we agreed on, and you know it.",
        "Give me a moment to think about it.",
        "Oh, that is wonderful news! When did Maria tell you?",
    ];

    public static IReadOnlyList<string> Prosody => ExpressionNames.Emotions;

    /// <summary>The words of a recording with this seed: invented, but always the same.</summary>
    public static string Transcript(string seed) => Transcripts[Convert.ToInt32(seed[..6], 16) % Transcripts.Length];

    /// <summary>An object with a score for each name, as chats have it.</summary>
    public static JsonObject Object(IReadOnlyList<string> names, string seed)
    {
        var random = new SeededRandom("scores " + seed);
        return new JsonObject(names.Select(name => KeyValuePair.Create<string, JsonNode?>(name, Math.Round(Math.Pow(random.NextDouble(), 4) * 0.95, 12))));
    }
}
