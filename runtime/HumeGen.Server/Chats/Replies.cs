using HumeGen.Server.Audio;

namespace HumeGen.Server.Chats;

/// <summary>Answers of the assistant: short, and always the same to the same words.</summary>
internal static class Replies
{
    private const int LongestQuote = 40;
    private const int LongestResult = 400;

    private static readonly string[] Openings = ["I see.", "Oh, really?", "Go on.", "I hear you.", "Good point.", "Hmm, all right."];

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
