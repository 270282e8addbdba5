using System.Text.RegularExpressions;
using HumeGen.Server.Engines;

namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>Cuts a text into pieces as a granularity asks.</summary>
internal static partial class TextPieces
{
    /// <summary>Words with their punctuation, sentences, or the whole text for any other granularity.</summary>
    public static IReadOnlyList<TextSpan> Cut(string text, string granularity)
    {
        var spans = new List<TextSpan>();
        foreach (var piece in For(granularity).EnumerateMatches(text))
        {
            var length = text.AsSpan(piece.Index, piece.Length).TrimEnd().Length;
            spans.Add(new TextSpan(piece.Index, piece.Index + length));
        }

        return spans;
    }

    /// <summary>The number of pieces, without cutting.</summary>
    public static int Count(string text, string granularity) => For(granularity).Count(text);

    private static Regex For(string granularity) => granularity switch
    {
        "word" => Words(),
        "sentence" or "utterance" => Sentences(),
        _ => Whole(),
    };

    [GeneratedRegex(@"\S+")]
    private static partial Regex Words();

    // A mark ends a sentence before a space only: 3.5 and www.example.com go on.
    [GeneratedRegex(@"\S(?>[^.!?…\n]+|[.!?…]+[""'”’)\]]*[^\s.!?…""'”’)\]])*[.!?…]*[""'”’)\]]*")]
    private static partial Regex Sentences();

    [GeneratedRegex(@"\S.*\S|\S", RegexOptions.Singleline)]
    private static partial Regex Whole();
}
