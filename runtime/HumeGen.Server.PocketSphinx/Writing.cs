namespace HumeGen.Server.PocketSphinx;

/// <summary>Writes understood words as a sentence.</summary>
internal static class Writing
{
    // Words with which statements hardly begin.
    private static readonly HashSet<string> Questions =
    [
        "what", "what's", "who", "who's", "whose", "where", "where's", "when", "why", "how", "how's", "which",
        "is", "isn't", "are", "aren't", "was", "were", "does", "doesn't", "did", "didn't", "can", "could", "would", "shall", "should",
    ];

    // Words that ask before a subject only: "have a seat" is no question.
    private static readonly HashSet<string> QuestionsBeforeSubjects = ["am", "do", "have", "has", "will", "may", "might"];
    private static readonly HashSet<string> Subjects = ["i", "you", "he", "she", "it", "we", "they", "there", "my", "your", "his", "our", "their"];

    /// <summary>Gives the sentence a capital letter and, when it is final, a full stop or a question mark.</summary>
    /// <param name="words">The words in lower case, one at least.</param>
    /// <param name="isFinal">Whether the sentence has ended.</param>
    public static IReadOnlyList<string> Write(IReadOnlyList<string> words, bool isFinal)
    {
        var written = words.Select(word => word == "i" || word.StartsWith("i'", StringComparison.Ordinal) ? Capital(word) : word).ToArray();
        written[0] = Capital(written[0]);
        if (isFinal)
            written[^1] += IsQuestion(words) ? "?" : ".";

        return written;
    }

    private static bool IsQuestion(IReadOnlyList<string> words) =>
        Questions.Contains(words[0]) || (words.Count > 1 && QuestionsBeforeSubjects.Contains(words[0]) && Subjects.Contains(words[1]));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
