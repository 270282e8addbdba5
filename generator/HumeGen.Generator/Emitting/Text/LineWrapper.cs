namespace HumeGen.Generator.Emitting.Text;

/// <summary>Breaks a long line of C# where a reader would: before operators, and between the arguments of its longest list.</summary>
internal static class LineWrapper
{
    /// <summary>Columns that a line has at most where it can be broken well.</summary>
    public const int Width = 140;

    // A line up to this stays whole rather than be broken inside a type's name.
    private const int Limit = 160;

    private const int Step = 4;

    /// <summary>The lines that a line becomes, with their indentation.</summary>
    /// <param name="line">The line, without its indentation.</param>
    /// <param name="indent">The columns that it is indented by.</param>
    public static IEnumerable<string> Wrap(string line, int indent) =>
        Break(new Piece(indent, line)).Select(l => new string(' ', l.Indent) + l.Text);

    private static IEnumerable<Piece> Break(Piece piece)
    {
        if (piece.Fits)
            return [piece];
        var points = CodeScanner.Scan(piece.Text);
        return BreakBody(piece, points)
            ?? BreakOperators(piece, points)
            ?? BreakAssignment(piece, points)
            ?? BreakBases(piece, points)
            ?? BreakList(piece, points)
            ?? BreakText(piece)
            ?? BreakTypeArguments(piece)
            ?? [piece];
    }

    // A body, or that of a lambda, goes on a line of its own.
    private static IEnumerable<Piece>? BreakBody(Piece piece, BreakPoints points) =>
        points.Arrow < 0 ? null : [.. Break(piece.Before(points.Arrow + 3)), .. Break(piece.Below(points.Arrow + 4))];

    private static IEnumerable<Piece>? BreakOperators(Piece piece, BreakPoints points)
    {
        if (points.Operators.Count == 0)
            return null;
        var ends = points.Operators.Skip(1).Append(piece.Text.Length);
        return [.. Break(piece.Before(points.Operators[0])), .. points.Operators.Zip(ends, (start, end) => Break(piece.Below(start + 1, end))).SelectMany(p => p)];
    }

    // The value goes on a line of its own where it fits there; otherwise it is broken itself.
    private static IEnumerable<Piece>? BreakAssignment(Piece piece, BreakPoints points) =>
        points.Assignment >= 0 && piece.Below(points.Assignment + 3) is { Fits: true } value && piece.Before(points.Assignment + 2) is { Fits: true } target
            ? [target, value] : null;

    private static IEnumerable<Piece>? BreakBases(Piece piece, BreakPoints points)
    {
        if (points.Colon < 0)
            return null;
        var bases = piece.Below(points.Colon + 1);
        return [.. Break(piece.Before(points.Colon)), .. bases.Fits ? [bases] : BreakItems(bases.Indent, CodeScanner.Items(bases.Text), "")];
    }

    // The longest list in brackets: its items together on one line, or each on its own.
    private static IEnumerable<Piece>? BreakList(Piece piece, BreakPoints points)
    {
        if (points.Open < 0)
            return null;
        var (head, tail) = (piece.Before(points.Open + 1), piece.Text.Substring(points.Close));
        var content = piece.Text.Substring(points.Open + 1, points.Close - points.Open - 1);
        if (head.Text is "if (" or "while (")
        {
            var condition = Break(new Piece(piece.Indent, content + tail)).ToList();
            return [new Piece(piece.Indent, head.Text + condition[0].Text), .. condition.Skip(1)];
        }

        var whole = new Piece(piece.Indent + Step, content + tail);
        return [.. Break(head), .. whole.Fits ? [whole] : BreakItems(whole.Indent, CodeScanner.Items(content), tail)];
    }

    private static IEnumerable<Piece> BreakItems(int indent, List<string> items, string tail) =>
        items.SelectMany((item, i) => Break(new Piece(indent, item + (i + 1 < items.Count ? "," : tail))));

    // A long text is several, which the compiler puts together.
    private static List<Piece>? BreakText(Piece piece)
    {
        var end = CodeScanner.EndOfText(piece.Text);
        if (end == 0)
            return null;
        var (text, tail, lines) = (piece.Text.Substring(1, end - 2), piece.Text.Substring(end), new List<Piece>());
        var suffix = tail.StartsWith("u8", StringComparison.Ordinal) ? "u8" : "";
        var longest = Width - piece.Indent - suffix.Length - 6;
        while (longest >= 0 && text.Length > longest && piece.Indent + text.Length + tail.Length + 2 > Width)
        {
            var space = text.LastIndexOf(' ', longest);
            if (space < 0)
                break;
            lines.Add(new Piece(piece.Indent, $"\"{text.Substring(0, space + 1)}\"{suffix} +"));
            text = text.Substring(space + 1);
        }

        lines.Add(new Piece(piece.Indent, $"\"{text}\"{tail}"));
        return lines;
    }

    // Only where nothing else helps: a type's name within a type's name.
    private static IEnumerable<Piece>? BreakTypeArguments(Piece piece)
    {
        var open = piece.Text.IndexOf('<') + 1;
        return open == 0 || piece.Indent + piece.Text.Length <= Limit ? null : [piece.Before(open), .. Break(piece.Below(open))];
    }

    /// <summary>A part of the line.</summary>
    /// <param name="Indent">The columns that it is indented by.</param>
    /// <param name="Text">The code.</param>
    private readonly record struct Piece(int Indent, string Text)
    {
        public bool Fits => Indent + Text.Length <= Width;

        public Piece Before(int end) => new(Indent, Text.Substring(0, end));

        public Piece Below(int start) => new(Indent + Step, Text.Substring(start));

        public Piece Below(int start, int end) => new(Indent + Step, Text.Substring(start, end - start));
    }
}
