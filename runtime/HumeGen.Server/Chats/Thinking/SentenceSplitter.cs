using System.Text;

namespace HumeGen.Server.Chats.Thinking;

/// <summary>Cuts a text that comes in pieces into sentences, each as soon as the beginning of the next one is there.</summary>
internal sealed class SentenceSplitter
{
    // What goes on for longer is cut at a space, so that the voice need not wait.
    private const int LongestSentence = 400;

    private static readonly HashSet<string> Abbreviations =
        new(StringComparer.OrdinalIgnoreCase) { "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "No", "vs", "e.g", "i.e", "etc" };

    private readonly StringBuilder _text = new();

    /// <summary>Adds a piece, and gives the sentences that are complete.</summary>
    public IEnumerable<string> Add(string piece)
    {
        _text.Append(piece);
        while (End() is { } end)
        {
            if (Take(end) is { } sentence)
                yield return sentence;
        }
    }

    /// <summary>The last sentence; null without one.</summary>
    public string? Finish() => Take(_text.Length);

    private string? Take(int end)
    {
        var sentence = _text.ToString(0, end).Trim();
        _text.Remove(0, end);
        return sentence.Length > 0 ? sentence : null;
    }

    private int? End()
    {
        var text = _text.ToString();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' && text.AsSpan(0, i).Trim().Length > 0)
                return i + 1;

            if (text[i] is '。' or '！' or '？')
                return i + 1;

            if (text[i] is '.' or '!' or '?' or '…' && EndsAfter(text, i) is { } end)
                return end;
        }

        return text.Length > LongestSentence && text.LastIndexOf(' ', LongestSentence) is > 0 and var space ? space : null;
    }

    /// <summary>The place behind the marks at the end of a sentence, if the next sentence has begun there.</summary>
    private static int? EndsAfter(string text, int mark)
    {
        var end = mark + 1;
        while (end < text.Length && text[end] is '.' or '!' or '?' or '…' or '"' or '\'' or '”' or '’' or ')' or ']')
            end++;

        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;

        if (next == end || next == text.Length || char.IsLower(text[next]))
            return null;

        var word = text[(text.LastIndexOf(' ', mark) + 1)..mark];
        return text[mark] == '.' && (Abbreviations.Contains(word) || (word.Length == 1 && char.IsLetter(word[0]) && word != "I")) ? null : end;
    }
}
