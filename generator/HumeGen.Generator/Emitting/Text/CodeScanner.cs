namespace HumeGen.Generator.Emitting.Text;

/// <summary>Finds the places in a line of C# that stand outside of brackets, type arguments and literals.</summary>
internal static class CodeScanner
{
    // The later ones bind tighter, so a line is broken at the first that it has.
    private static readonly string[] Operators = [" ?? ", " || ", " && "];

    /// <summary>The places at which a line may be broken.</summary>
    public static BreakPoints Scan(string text)
    {
        var (arrow, assignment, question, open, close, start) = (-1, -1, -1, -1, -1, -1);
        List<int>? colons = null;
        var operators = new List<int>?[Operators.Length];
        // The brackets of an attribute are none of its lists.
        var depth = new BracketDepth();
        for (var i = text.StartsWith("[", StringComparison.Ordinal) ? 1 : 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' or '\'')
            {
                i = EndOfLiteral(text, i);
                continue;
            }

            depth.Pass(text, i);
            if (depth.Value == 1 && start < 0 && c is '(' or '[')
                start = i;
            if (depth.Value != 0)
                continue;
            if (c is ')' or ']' && start >= 0)
            {
                if (i - start > Math.Max(1, close - open))
                    (open, close) = (start, i);
                start = -1;
            }

            if (c != ' ')
                continue;
            if (arrow < 0 && Is(text, i, " => "))
                arrow = i;
            if (assignment < 0 && Is(text, i, " = "))
                assignment = i;
            if (question < 0 && Is(text, i, " ? "))
                question = i;
            if (i > 0 && Is(text, i, " : "))
                (colons ??= []).Add(i);
            for (var o = 0; o < Operators.Length; o++)
            {
                if (Is(text, i, Operators[o]))
                    (operators[o] ??= []).Add(i);
            }
        }

        var colon = question < 0 && colons is not null ? colons[0] : -1;
        // Of several conditions in a row, each stands on the line of its value.
        colons?.RemoveAll(c => c < question);
        var conditional = question < 0 || colons is not { Count: > 0 } ? null : colons.Count == 1 ? [question, colons[0]] : colons;
        return new BreakPoints(arrow, assignment, colon, conditional ?? Array.Find(operators, o => o is not null) ?? [], open, close);
    }

    /// <summary>The items of a list, without the commas between them.</summary>
    public static List<string> Items(string list)
    {
        var (items, start, depth) = (new List<string>(), 0, new BracketDepth());
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] is '"' or '\'')
            {
                i = EndOfLiteral(list, i);
                continue;
            }

            depth.Pass(list, i);
            if (depth.Value != 0 || list[i] != ',')
                continue;
            items.Add(list.Substring(start, i - start).Trim());
            start = i + 1;
        }

        items.Add(list.Substring(start).Trim());
        return items;
    }

    /// <summary>The place after the literal with which a line begins; 0 where it begins with none.</summary>
    public static int EndOfText(string text) => text.StartsWith("\"", StringComparison.Ordinal) ? EndOfLiteral(text, 0) + 1 : 0;

    private static int EndOfLiteral(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == text[start])
                return i;
        }

        return text.Length - 1;
    }

    private static bool Is(string text, int start, string other) => string.CompareOrdinal(text, start, other, 0, other.Length) == 0;

    /// <summary>The number of brackets and type arguments around a place. An opening bracket is within itself, a closing one is not.</summary>
    private struct BracketDepth
    {
        private int _brackets;
        private int _types;

        public readonly int Value => _brackets + _types;

        public void Pass(string text, int i)
        {
            switch (text[i])
            {
                case '(' or '[' or '{':
                    _brackets++;
                    break;
                case ')' or ']' or '}':
                    _brackets--;
                    break;
                case '<' when i > 0 && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] == '_') && i + 1 < text.Length && text[i + 1] is not (' ' or '='):
                    _types++;
                    break;
                case '>' when _types > 0 && text[i - 1] != '=':
                    _types--;
                    break;
            }
        }
    }
}
