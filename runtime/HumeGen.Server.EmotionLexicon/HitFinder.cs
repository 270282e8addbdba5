using System.Text.RegularExpressions;
using HumeGen.Server.Engines;

namespace HumeGen.Server.EmotionLexicon;

/// <summary>Finds what a text expresses: words of the lexicon, changed by the words around them and by the punctuation of their sentence.</summary>
internal sealed partial class HitFinder
{
    private const int NegatedWords = 3;
    private const int Modifying = 2;
    private const double BeforeContrast = 0.5;
    private const double AfterContrast = 1.25;
    private const double Shouted = 1.25;
    private const double Lengthened = 1.2;
    private const double Exclamation = 0.12;
    private const int MostExclamations = 3;
    private const double Asked = 0.8;
    private const int FewWords = 8;
    private const double LeastEnglish = 0.08;

    private static readonly KeyValuePair<string, double>[] Question = [new("Interest", 0.3), new("Confusion", 0.2), new("Doubt", 0.15)];

    // Frequent words that the neighbours of English do not have.
    private static readonly HashSet<string> English = new(StringComparer.Ordinal)
    {
        "the", "and", "you", "i", "it", "to", "this", "that", "my", "your", "with", "for", "she", "they", "are", "have", "but", "not", "a", "i'm", "it's", "don't",
    };

    private readonly List<Token> _tokens;
    private readonly List<LexiconHit> _hits = [];
    private readonly bool _hasSmallLetters;
    private int _sentence;
    private int _sentenceHits;

    private HitFinder(string text)
    {
        _tokens = Tokenizer.Tokens(text);
        _hasSmallLetters = text.Any(char.IsLower);
    }

    /// <summary>The hits in the order of the text. They do not overlap.</summary>
    public static IReadOnlyList<LexiconHit> Find(string text, CancellationToken cancellationToken)
    {
        var finder = new HitFinder(text);
        finder.Find(finder.IsEnglish(), cancellationToken);
        return finder._hits;
    }

    // In another language words that look English mean something else. Its emoji and its questions do not.
    private bool IsEnglish()
    {
        var words = _tokens.Where(token => token.Kind == TokenKind.Word).ToArray();
        return words.Length < FewWords || words.Count(word => English.Contains(word.Text)) >= LeastEnglish * words.Length;
    }

    private void Find(bool isEnglish, CancellationToken cancellationToken)
    {
        var (factor, contrasted) = (1.0, 0);
        for (var i = 0; i < _tokens.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var token = _tokens[i];
            if (token.Kind == TokenKind.Stop)
            {
                EndSentence(token);
                (factor, contrasted) = (1, _hits.Count);
            }
            else if (token.Kind == TokenKind.Emoji)
            {
                if (Lexicon.Embedded.Find(token.Text) is { } emoji)
                    Add(token.Begin, token.End, emoji, 1, isNegated: false);
            }
            else if (token.Kind == TokenKind.Word && Modifiers.IsContrast(token.Text))
            {
                for (; contrasted < _hits.Count; contrasted++)
                    _hits[contrasted] = _hits[contrasted].Times(BeforeContrast);

                factor = AfterContrast;
            }
            else if (token.Kind == TokenKind.Word && isEnglish)
            {
                i = AddWord(i, factor);
            }
        }
    }

    /// <summary>Adds the hit of the longest phrase that begins with a word, and gives the last word of it.</summary>
    private int AddWord(int index, double factor)
    {
        if (Match(index) is not var (entry, last, isLengthened))
            return index;

        var token = _tokens[index];
        if (last == index && IsModifierOfNext(index))
            return index;

        factor *= (token.IsShouted && _hasSmallLetters ? Shouted : 1) * (isLengthened ? Lengthened : 1) * Intensity(index);
        Add(token.Begin, _tokens[last].End, entry, factor, IsNegated(index));
        return last;
    }

    private void Add(int begin, int end, LexiconEntry entry, double factor, bool isNegated)
    {
        var hit = new LexiconHit(new TextSpan(begin, end), _sentence, entry.Sentiment, entry.Weights).Times(factor);
        _hits.Add(isNegated ? hit.Negated() : hit);
    }

    private (LexiconEntry Entry, int Last, bool IsLengthened)? Match(int index)
    {
        var (words, found) = (_tokens[index].Text, ((LexiconEntry, int, bool)?)null);
        if (Lexicon.Embedded.Find(words) is { } single)
            found = (single, index, false);
        else if (Repeated().IsMatch(words) && (Lexicon.Embedded.Find(Repeated().Replace(words, "$1$1")) ?? Lexicon.Embedded.Find(Repeated().Replace(words, "$1"))) is { } shorter)
            found = (shorter, index, true);

        for (var last = index + 1; last < _tokens.Count && last - index < Lexicon.Embedded.LongestPhrase && _tokens[last].Kind == TokenKind.Word; last++)
        {
            words += " " + _tokens[last].Text;
            if (Lexicon.Embedded.Find(words) is { } phrase)
                found = (phrase, last, false);
        }

        return found;
    }

    // Who is terribly happy is not terrible, and who is kind of happy is not kind.
    private bool IsModifierOfNext(int index) => (Modifiers.Intensity(_tokens[index].Text, null) != 1 && HasEntry(index + 1))
        || (HasEntry(index + 2) && Modifiers.Intensity(_tokens[index + 1].Text, _tokens[index].Text) != 1);

    private bool HasEntry(int index) => index < _tokens.Count && _tokens[index].Kind == TokenKind.Word && Match(index) is not null;

    private double Intensity(int index)
    {
        var factor = 1.0;
        for (var i = index - 1; i >= 0 && i >= index - Modifying && _tokens[i].Kind == TokenKind.Word; i--)
        {
            var one = Modifiers.Intensity(_tokens[i].Text, i > 0 && _tokens[i - 1].Kind == TokenKind.Word ? _tokens[i - 1].Text : null);
            if (one == 1)
                break;

            factor *= one;
        }

        return factor;
    }

    private bool IsNegated(int index)
    {
        var isNegated = false;
        for (var i = index - 1; i >= 0 && i >= index - NegatedWords && _tokens[i].Kind == TokenKind.Word && !Modifiers.IsContrast(_tokens[i].Text); i--)
            isNegated ^= Modifiers.IsNegator(_tokens[i].Text) && _tokens[i + 1].Text != "only";

        return isNegated;
    }

    private void EndSentence(Token stop)
    {
        var exclamations = Math.Min(MostExclamations, stop.Text.Count('!'.Equals));
        var isQuestion = stop.Text.Contains('?', StringComparison.Ordinal);
        for (var hit = _sentenceHits; hit < _hits.Count; hit++)
            _hits[hit] = _hits[hit].Times((1 + (Exclamation * exclamations)) * (isQuestion ? Asked : 1));

        if (isQuestion)
            _hits.Add(new LexiconHit(new TextSpan(stop.Begin, stop.End), _sentence, 0, Question));

        _sentence++;
        _sentenceHits = _hits.Count;
    }

    [GeneratedRegex(@"(\p{L})\1{2,}")]
    private static partial Regex Repeated();
}
