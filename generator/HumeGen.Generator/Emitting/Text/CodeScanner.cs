namespace HumeGen.Generator.Emitting.Text;

/// <summary>Finds the places in a line of C# that stand outside of brackets, type arguments and literals.</summary>
internal static class CodeScanner
{
    // The later ones bind tighter, so a line is broken at the first that it has.
    private static readonly string[] Operators = [" ?? ", " || ", " && "];

    /// <summary>The places at which a line may be broken.</summary>
    public static BreakPoints Scan(string text)
    {
        var (arrow, assignment, colon, question, open, close, start) = (-1, -1, -1, -1, -1, -1, -1);
        var colons = new List<int>();
        var operators = Operators.Select(_ => new List<int>()).ToArray();
        // The brackets of an attribute are none of its lists.
        foreach (var (i, depth) in Walk(text, text.StartsWith("[", StringComparison.Ordinal) ? 1 : 0))
        {
            if (depth == 1 && start < 0 && text[i] is '(' or '[')
                start = i;
            if (depth != 0)
                continue;
            if (text[i] is ')' or ']' && start >= 0)
            {
                if (i - start > Math.Max(1, close - open))
                    (open, close) = (start, i);
                start = -1;
            }

            if (text[i] != ' ')
                continue;
            if (arrow < 0 && Is(text, i, " => "))
                arrow = i;
            if (assignment < 0 && Is(text, i, " = "))
                assignment = i;
            if (question < 0 && Is(text, i, " ? "))
                question = i;
            if (i > 0 && Is(text, i, " : "))
                colons.Add(i);
            for (var o = 0; o < Operators.Length; o++)
            {
                if (Is(text, i, Operators[o]))
                    operators[o].Add(i);
            }
        }

        if (question < 0 && colons.Count > 0)
            colon = colons[0];
        // Of several conditions in a row, each stands on the line of its value.
        colons.RemoveAll(c => c < question);
        var conditional = question < 0 ? [] : colons.Count == 1 ? [question, colons[0]] : colons;
        return new BreakPoints(arrow, assignment, colon, conditional.Count > 0 ? conditional : operators.FirstOrDefault(o => o.Count > 0) ?? [], open, close);
    }

    /// <summary>The items of a list, without the commas between them.</summary>
    public static List<string> Items(string list)
    {
        var (items, start) = (new List<string>(), 0);
        foreach (var (i, depth) in Walk(list, 0))
        {
            if (depth != 0 || list[i] != ',')
                continue;
            items.Add(list.Substring(start, i - start).Trim());
            start = i + 1;
        }

        items.Add(list.Substring(start).Trim());
        return items;
    }

    /// <summary>The place after the literal with which a line begins; 0 where it begins with none.</summary>
    public static int EndOfText(string text) => text.StartsWith("\"", StringComparison.Ordinal) ? EndOfLiteral(text, 0) + 1 : 0;

    // Each character outside of literals, with the number of brackets around it. An opening bracket counts itself, a closing one does not.
    private static IEnumerable<(int Index, int Depth)> Walk(string text, int start)
    {
        var (depth, types) = (0, 0);
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' or '\'')
            {
                i = EndOfLiteral(text, i);
                continue;
            }

            if (c is '(' or '[' or '{')
                depth++;
            else if (c is ')' or ']' or '}')
                depth--;
            else if (c == '<' && i > 0 && IsName(text[i - 1]) && i + 1 < text.Length && text[i + 1] is not (' ' or '='))
                types++;
            else if (c == '>' && types > 0 && text[i - 1] != '=')
                types--;
            yield return (i, depth + types);
        }
    }

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

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool Is(string text, int start, string other) => string.CompareOrdinal(text, start, other, 0, other.Length) == 0;
}
