using System.Text;

namespace HumeGen.Audio;

/// <summary>Puts words into lines, and lines into subtitles.</summary>
internal sealed class SubtitleArranger(SubtitleOptions options)
{
    // Players leave out a subtitle that takes no time.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly List<TimedText> _subtitles = [];
    private readonly List<StringBuilder> _lines = [];
    private TimeSpan _begin;
    private TimeSpan _end;

    public void Add(SubtitleWord word)
    {
        if (_lines.Count > 0 && (word.Begin - _end > options.MaxGap || word.End - _begin > options.MaxDuration || !Fits(word)))
            Close(word.Begin);
        if (_lines.Count == 0)
            _begin = word.Begin;
        if (_lines.Count == 0 || !FitsLine(word))
            _lines.Add(new StringBuilder(word.Text));
        else
            _lines[_lines.Count - 1].Append(word.HasSpaceBefore ? " " : "").Append(word.Text);
        _end = word.End > _end || _lines is [{ Length: var length }] && length == word.Text.Length ? word.End : _end;
    }

    public IReadOnlyList<TimedText> Complete()
    {
        Close(TimeSpan.MaxValue);
        return _subtitles;
    }

    private bool Fits(SubtitleWord word) => _lines.Count < options.MaxLines || FitsLine(word);

    private bool FitsLine(SubtitleWord word) => _lines[_lines.Count - 1].Length + (word.HasSpaceBefore ? 1 : 0) + word.Text.Length <= options.MaxLineLength;

    // Two at a time would hide each other, so one ends at the latest where the next begins.
    private void Close(TimeSpan next)
    {
        if (_lines.Count == 0)
            return;
        var end = _end - _begin > options.MaxDuration ? _begin + options.MaxDuration : _end;
        if (end > next && next > _begin)
            end = next;
        if (end - _begin < Shortest)
            end = _begin + Shortest;
        _subtitles.Add(new TimedText(string.Join("\n", _lines), _begin, end));
        _lines.Clear();
    }
}
