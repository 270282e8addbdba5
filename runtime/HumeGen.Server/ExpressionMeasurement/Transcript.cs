using HumeGen.Server.Engines;

namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>The words of a recording with the times at which they are said.</summary>
/// <param name="Text">All words.</param>
/// <param name="Language">The language as a BCP 47 tag.</param>
/// <param name="Confidence">The confidence of the whole, from 0 to 1.</param>
internal sealed record Transcript(string Text, string Language, double Confidence)
{
    private readonly List<(int Begin, int End, TimeSpan From, TimeSpan To)> _parts = [];

    /// <summary>Says when a part of the text begins and ends. The parts follow each other.</summary>
    public void Add(int begin, int end, TimeSpan from, TimeSpan to) => _parts.Add((begin, end, from, to > from ? to : from));

    /// <summary>When a piece of the text is said.</summary>
    public (TimeSpan Begin, TimeSpan End) TimeOf(TextSpan piece) => (TimeAt(piece.Begin, isEnd: false), TimeAt(piece.End, isEnd: true));

    // Within a part every character takes the same time.
    private TimeSpan TimeAt(int position, bool isEnd)
    {
        foreach (var (begin, end, from, to) in _parts)
        {
            if (position < end || (isEnd && position == end))
                return from + ((to - from) * ((double)Math.Max(0, position - begin) / (end - begin)));
        }

        return _parts.Count == 0 ? TimeSpan.Zero : _parts[^1].To;
    }
}
