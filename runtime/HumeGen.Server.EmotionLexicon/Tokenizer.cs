using System.Text.RegularExpressions;

namespace HumeGen.Server.EmotionLexicon;

/// <summary>Cuts texts into words, emoji and punctuation.</summary>
internal static partial class Tokenizer
{
    private const string VariationSelector = "\uFE0F";

    public static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        foreach (var found in Pieces().EnumerateMatches(text))
        {
            var (piece, end) = (text.Substring(found.Index, found.Length), found.Index + found.Length);
            var kind = piece[0] switch
            {
                _ when IsEmoticon(piece) => TokenKind.Emoji,
                ',' or ';' or ':' or '(' or ')' or '–' or '—' => TokenKind.Comma,
                '.' or '!' or '?' or '…' or '\n' => TokenKind.Stop,
                var first when char.IsLetter(first) => TokenKind.Word,
                _ => TokenKind.Emoji,
            };
            var words = kind switch
            {
                TokenKind.Word => piece.Replace('’', '\'').ToLowerInvariant(),
                TokenKind.Emoji => piece.Replace(VariationSelector, "", StringComparison.Ordinal),
                _ => piece,
            };
            tokens.Add(new Token(found.Index, end, words, kind, kind == TokenKind.Word && piece.Length > 2 && piece.All(char.IsUpper)));
        }

        return tokens;
    }

    private static bool IsEmoticon(string piece) => piece.Length > 1 && piece[0] is ':' or ';' or '=' or '<' or 'x' or 'X' && Emoticon().IsMatch(piece);

    [GeneratedRegex(@"\A(?:[:;=]['-]?[()DPpOo|/*]|<3|[xX]D)\z")]
    private static partial Regex Emoticon();

    // Words may have apostrophes and hyphens inside. What comes in two halves is an emoji. A mark before a letter or digit ends nothing.
    [GeneratedRegex(@"(?<!\S)(?:[:;=]['-]?[()DPpOo|/*]|<3|[xX]D)(?![\w/])|\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*|\p{Cs}{2}|\p{So}\uFE0F?|[.!?…]+(?!\w)|\n|[,;:()–—]")]
    private static partial Regex Pieces();
}
