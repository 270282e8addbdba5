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
    public static IEnumerable<string> Wrap(string line, int indent)
    {
        var lines = new List<Piece>();
        Break(new Piece(indent, line), lines);
        return lines.Select(l => new string(' ', l.Indent) + l.Text);
    }

    private static void Break(Piece piece, List<Piece> lines)
    {
        if (!piece.Fits && TryBreak(piece, CodeScanner.Scan(piece.Text), lines))
            return;
        lines.Add(piece);
    }

    private static bool TryBreak(Piece piece, BreakPoints points, List<Piece> lines) =>
        BreakBody(piece, points, lines)
        || BreakOperators(piece, points, lines)
        || BreakAssignment(piece, points, lines)
        || BreakBases(piece, points, lines)
        || BreakList(piece, points, lines)
        || BreakText(piece, lines)
        || BreakTypeArguments(piece, lines);

    // A body, or that of a lambda, goes on a line of its own.
    private static bool BreakBody(Piece piece, BreakPoints points, List<Piece> lines)
    {
        if (points.Arrow < 0)
            return false;
        Break(piece.Before(points.Arrow + 3), lines);
        Break(piece.Below(points.Arrow + 4), lines);
        return true;
    }

    private static bool BreakOperators(Piece piece, BreakPoints points, List<Piece> lines)
    {
        var operators = points.Operators;
        if (operators.Count == 0)
            return false;
        Break(piece.Before(operators[0]), lines);
        for (var i = 0; i < operators.Count; i++)
            Break(piece.Below(operators[i] + 1, i + 1 < operators.Count ? operators[i + 1] : piece.Text.Length), lines);
        return true;
    }

    // The value goes on a line of its own where it fits there; otherwise it is broken itself.
    private static bool BreakAssignment(Piece piece, BreakPoints points, List<Piece> lines)
    {
        if (points.Assignment < 0 || piece.Below(points.Assignment + 3) is not { Fits: true } value || piece.Before(points.Assignment + 2) is not { Fits: true } target)
            return false;
        lines.Add(target);
        lines.Add(value);
        return true;
    }

    private static bool BreakBases(Piece piece, BreakPoints points, List<Piece> lines)
    {
        if (points.Colon < 0)
            return false;
        Break(piece.Before(points.Colon), lines);
        var bases = piece.Below(points.Colon + 1);
        if (bases.Fits)
            lines.Add(bases);
        else
            BreakItems(bases.Indent, CodeScanner.Items(bases.Text), "", lines);
        return true;
    }

    // The longest list in brackets: its items together on one line, or each on its own.
    private static bool BreakList(Piece piece, BreakPoints points, List<Piece> lines)
    {
        if (points.Open < 0)
            return false;
        var (head, tail) = (piece.Before(points.Open + 1), piece.Text.Substring(points.Close));
        var content = piece.Text.Substring(points.Open + 1, points.Close - points.Open - 1);
        if (head.Text is "if (" or "while (")
        {
            var first = lines.Count;
            Break(new Piece(piece.Indent, content + tail), lines);
            lines[first] = new Piece(piece.Indent, head.Text + lines[first].Text);
            return true;
        }

        Break(head, lines);
        var whole = new Piece(piece.Indent + Step, content + tail);
        if (whole.Fits)
            lines.Add(whole);
        else
            BreakItems(whole.Indent, CodeScanner.Items(content), tail, lines);
        return true;
    }

    private static void BreakItems(int indent, List<string> items, string tail, List<Piece> lines)
    {
        for (var i = 0; i < items.Count; i++)
            Break(new Piece(indent, items[i] + (i + 1 < items.Count ? "," : tail)), lines);
    }

    // A long text is several, which the compiler puts together.
    private static bool BreakText(Piece piece, List<Piece> lines)
    {
        var end = CodeScanner.EndOfText(piece.Text);
        if (end == 0)
            return false;
        var (text, tail) = (piece.Text.Substring(1, end - 2), piece.Text.Substring(end));
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
        return true;
    }

    // Only where nothing else helps: a type's name within a type's name.
    private static bool BreakTypeArguments(Piece piece, List<Piece> lines)
    {
        var open = piece.Text.IndexOf('<') + 1;
        if (open == 0 || piece.Indent + piece.Text.Length <= Limit)
            return false;
        lines.Add(piece.Before(open));
        Break(piece.Below(open), lines);
        return true;
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
