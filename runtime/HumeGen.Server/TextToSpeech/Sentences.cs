using System.Text.RegularExpressions;

namespace HumeGen.Server.TextToSpeech;

/// <summary>Finds where sentences end, in text that is complete and in text that is still being written.</summary>
internal static partial class Sentences
{
    /// <summary>The sentences of a complete text. What has nothing to speak in it goes with its neighbour.</summary>
    public static List<string> Split(string text)
    {
        var sentences = new List<string>();
        var begin = Take(text, sentences);
        var rest = text[begin..].Trim();
        if (rest.Length > 0)
        {
            if (HasWords(rest) || sentences.Count == 0)
                sentences.Add(rest);
            else
                sentences[^1] = $"{sentences[^1]} {rest}";
        }

        return sentences;
    }

    /// <summary>Adds the sentences that are complete, and says where the rest begins.</summary>
    public static int Take(string text, List<string> sentences)
    {
        var begin = 0;
        foreach (var end in Ends().EnumerateMatches(text))
        {
            var stop = end.Index + end.Length;
            var sentence = text[begin..stop];
            if (HasWords(sentence) && !IsWithin(text, begin, end.Index, stop))
            {
                sentences.Add(sentence.Trim());
                begin = stop;
            }
        }

        return begin;
    }

    public static bool HasWords(string text) => text.Any(char.IsLetterOrDigit);

    // A full stop after a title or an initial ends no sentence. At the end of what has been written so far it may also be the point of a number.
    private static bool IsWithin(string text, int begin, int end, int stop) =>
        text[end] == '.' && stop == end + 1
        && ((stop == text.Length && end > begin && char.IsAsciiDigit(text[end - 1])) || Abbreviations().IsMatch(text[begin..stop]));

    [GeneratedRegex(@"[.!?…]+[""'”’)\]]*(?=\s|$)|[。！？]+[」』”’）]*|\n")]
    private static partial Regex Ends();

    [GeneratedRegex(@"(?:^|[\s(""'“‘])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|e\.g|i\.e|approx)\.$")]
    private static partial Regex Abbreviations();
}
