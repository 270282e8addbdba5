using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HumeGen.Generator.Reading.Yaml;

/// <summary>Starts of the lines of a file: turns offsets into places without keeping the text.</summary>
internal sealed class LineMap : IEquatable<LineMap>
{
    private readonly int[] _starts;
    private readonly int _length;

    public LineMap(string path, string text)
    {
        Path = path;
        _length = text.Length;
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            // The same line ends that Roslyn counts, so that line and offset agree with its own view of the file.
            switch (text[i])
            {
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    break;
                case '\r' or '\n' or '\u0085' or '\u2028' or '\u2029':
                    starts.Add(i + 1);
                    break;
            }
        }

        _starts = [.. starts];
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The place from one offset to another; offsets beyond the text are moved to its end.</summary>
    public LocationInfo At(long start, long end)
    {
        var from = (int)Math.Max(0, Math.Min(start, _length));
        var to = (int)Math.Max(from, Math.Min(end, _length));
        return new LocationInfo(Path, TextSpan.FromBounds(from, to), new LinePositionSpan(Position(from), Position(to)));
    }

    public bool Equals(LineMap? other) =>
        other is not null && Path == other.Path && _length == other._length && _starts.AsSpan().SequenceEqual(other._starts);

    public override bool Equals(object? obj) => Equals(obj as LineMap);

    public override int GetHashCode() => unchecked((Path.GetHashCode() * 31) + _length);

    private LinePosition Position(int offset)
    {
        var line = Array.BinarySearch(_starts, offset);
        if (line < 0)
            line = ~line - 1;
        return new LinePosition(line, offset - _starts[line]);
    }
}
