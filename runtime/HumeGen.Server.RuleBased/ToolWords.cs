using System.Text.RegularExpressions;

namespace HumeGen.Server.RuleBased;

/// <summary>The words of names and descriptions of tools.</summary>
internal static partial class ToolWords
{
    // These say nothing of the matter.
    private static readonly HashSet<string> Empty =
    [
        "get", "fetch", "find", "show", "look", "up", "lookup", "set", "make", "do", "run", "call", "give", "return", "tell", "current", "tool", "function", "api", "info",
        "information", "the", "a", "an", "of", "for", "in", "on", "at", "to", "by", "with", "from", "and", "or", "is", "are", "be", "it", "its", "this", "that", "when", "what",
        "which", "who", "user", "users", "given", "used", "use", "name", "please", "me", "you", "my", "your", "i", "one", "some", "any", "can", "has", "have", "about", "how",
    ];

    /// <summary>A name as it is spoken: <c>get_weather</c> and <c>getWeather</c> are "get weather".</summary>
    public static string Spoken(string name) => string.Join(' ', Part().Matches(name).Select(match => match.Value.ToLowerInvariant()));

    /// <summary>The words that say what a tool is about, without endings of the plural.</summary>
    public static HashSet<string> Telling(string text) => [.. English.Words(Spoken(text)).Select(Stem).Where(word => !Empty.Contains(word))];

    public static string Stem(string word) => word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}]+|\p{N}+|[\p{L}-[\p{Lu}\p{Ll}]]+")]
    private static partial Regex Part();
}
