using HumeGen.Server.TextToSpeech;

namespace HumeGen.Server.Chats.Thinking;

/// <summary>Cuts a text that comes in pieces into sentences, each as soon as it is complete.</summary>
internal sealed class SentenceSplitter
{
    // What goes on for longer is cut at a space, so that the voice need not wait.
    private const int LongestSentence = 400;

    private string _rest = "";

    /// <summary>Adds a piece, and gives the sentences that are complete.</summary>
    public List<string> Add(string piece)
    {
        var sentences = new List<string>();
        var text = _rest + piece;
        _rest = text[Sentences.Take(text, sentences)..];
        while (_rest.Length > LongestSentence && _rest.LastIndexOf(' ', LongestSentence) is > 0 and var space)
        {
            sentences.Add(_rest[..space].Trim());
            _rest = _rest[space..];
        }

        sentences.RemoveAll(sentence => sentence.Length == 0);
        return sentences;
    }

    /// <summary>The last sentence; null without one.</summary>
    public string? Finish()
    {
        var last = _rest.Trim();
        _rest = "";
        return Sentences.HasWords(last) ? last : null;
    }
}
