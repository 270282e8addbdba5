using System.Text;

namespace Hume.AspNetCore;

/// <summary>Joins the pieces of a model into sentences. EVI speaks each message for itself, so that single words would sound chopped.</summary>
internal sealed class Sentences
{
    private readonly StringBuilder _pending = new();

    /// <summary>Adds a piece, and gives the sentences that are complete.</summary>
    public List<string> Add(string piece)
    {
        var complete = new List<string>();
        foreach (var c in piece)
        {
            // An end within a number or an abbreviation has no space behind it.
            if (char.IsWhiteSpace(c) && _pending.Length > 0 && IsEnd(_pending[^1]) || c == '\n')
                Take(complete);
            if (_pending.Length > 0 || !char.IsWhiteSpace(c))
                _pending.Append(c);
            if (c is '。' or '！' or '？')
                Take(complete);
        }

        return complete;
    }

    /// <summary>Gives what is left.</summary>
    public List<string> End()
    {
        var rest = new List<string>();
        Take(rest);
        return rest;
    }

    private void Take(List<string> complete)
    {
        var text = _pending.ToString().Trim();
        _pending.Clear();
        if (text.Length > 0)
            complete.Add(text);
    }

    private static bool IsEnd(char c) => c is '.' or '!' or '?' or '…' or ';' or ':';
}
