using HumeGen.Server.Audio;

namespace HumeGen.Simulator.Engines;

/// <summary>Answers of the assistant: short, and always the same to the same words.</summary>
internal static class DeterministicReplies
{
    private const int LongestQuote = 40;
    private const int LongestResult = 400;

    private static readonly string[] Openings = ["I see.", "Oh, really?", "Go on.", "I hear you.", "Good point.", "Hmm, all right."];

    private static readonly Dictionary<string, string> Unasked = new(StringComparer.Ordinal)
    {
        ["on_new_chat"] = "Hello! How are you?",
        ["on_inactivity_timeout"] = "Are you still there? I will hang up now.",
        ["on_max_duration_timeout"] = "Our time is up. Goodbye!",
        ["nudge"] = "Are you still there?",
    };

    /// <summary>The words at an event at which the assistant speaks unasked.</summary>
    public static IReadOnlyList<string> At(string name) => [Unasked.GetValueOrDefault(name, "I am here.")];

    public static IReadOnlyList<string> To(string text)
    {
        var words = text.Trim();
        if (words.Length == 0)
            return ["I am here."];

        var opening = Openings[new SeededRandom("reply " + words).Next(Openings.Length)];
        return [opening, $"You said: {Clip(words, LongestQuote)}"];
    }

    public static IReadOnlyList<string> WithResult(string content) => ["Here is what I found.", Clip(content, LongestResult)];

    public static IReadOnlyList<string> WithFailure(string? content) =>
        [string.IsNullOrWhiteSpace(content) ? "I could not find that out." : Clip(content, LongestResult)];

    private static string Clip(string text, int length) =>
        text.Length <= length ? text : text[..(length - (char.IsHighSurrogate(text[length - 1]) ? 1 : 0))].TrimEnd() + "…";
}
