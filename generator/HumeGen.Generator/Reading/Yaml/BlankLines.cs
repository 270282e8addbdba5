namespace HumeGen.Generator.Reading.Yaml;

/// <summary>
/// Blank lines of block texts (<c>|</c> and <c>&gt;</c>). YamlDotNet refuses those that have more spaces than the text, and those with tabs; they are blank all the same.
/// </summary>
internal static class BlankLines
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    /// <summary>
    /// Moves the spaces of such lines behind the sign that begins the block, where they mean nothing. All else stays where it is, and every line keeps its number.
    /// </summary>
    public static string Settle(string text)
    {
        // Hardly any file has such lines.
        if (!HasSpacesAlone(text))
            return text;
        var lines = Lines(text);
        char[]? settled = null;
        for (var i = 0; i < lines.Count;)
        {
            var header = i++;
            if (FindBlock(text, lines[header]) is not var (parent, indicator))
                continue;
            var (first, content) = (-1, 0);
            for (; i < lines.Count && (IsBlank(text, lines[i]) || Spaces(text, lines[i]) > parent); i++)
            {
                if (first < 0 && !IsBlank(text, lines[i]))
                    (first, content) = (i, Spaces(text, lines[i]));
            }

            if (indicator > 0)
                content = Math.Max(parent, 0) + indicator;
            if (Enumerable.Range(header + 1, i - header - 1).Where(n => IsMisread(n)).ToArray() is { Length: > 0 } blanks)
                Move(settled ??= text.ToCharArray(), lines, header, blanks);

            bool IsMisread(int line)
            {
                var (start, end) = lines[line];
                var spaces = Spaces(text, lines[line]);
                var hasTab = start + spaces < end;
                return end > start && IsBlank(text, lines[line])
                    && ((hasTab && spaces < content) || ((first < 0 || line < first) && (!hasTab || (spaces > content && indicator == 0))));
            }
        }

        return settled is null ? text : new string(settled);
    }

    private static bool HasSpacesAlone(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var at = start;
            while (at < text.Length && text[at] is ' ' or '\t')
                at++;
            if (at > start && (at == text.Length || text[at] is '\r' or '\n'))
                return true;
            var end = text.IndexOfAny(LineEnds, at);
            start = end < 0 ? text.Length : end + 1;
        }

        return false;
    }

    private static List<(int Start, int End)> Lines(string text)
    {
        var lines = new List<(int, int)>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r'))
                continue;
            lines.Add((start, i));
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            start = i + 1;
        }

        lines.Add((start, text.Length));
        return lines;
    }

    // The column that the lines of a block that begins at the end of this line stand behind, and the digit that says how far; null where none begins.
    private static (int Parent, int Indicator)? FindBlock(string text, (int Start, int End) line)
    {
        var end = line.End;
        var comment = text.IndexOf('#', line.Start, end - line.Start);
        if (comment >= 0 && (comment == line.Start || text[comment - 1] is ' ' or '\t'))
            end = comment;
        end = TrimmedEnd(text, line.Start, end);
        var indicator = 0;
        for (var marks = 0; marks < 2 && end > line.Start && text[end - 1] is '+' or '-' or (>= '1' and <= '9'); marks++)
        {
            end--;
            if (text[end] is not ('+' or '-'))
                indicator = text[end] - '0';
        }

        if (end == line.Start || text[end - 1] is not ('|' or '>'))
            return null;
        end--;
        while (true)
        {
            if (end > line.Start && text[end - 1] is not (' ' or '\t'))
                return null;
            var before = TrimmedEnd(text, line.Start, end);
            if (before == line.Start || text[before - 1] is ':' or '-' or '?')
                return (Parent(text, line.Start, end), indicator);
            // An anchor or a tag.
            end = before;
            while (end > line.Start && text[end - 1] is not (' ' or '\t'))
                end--;
            if (text[end] is not ('&' or '!'))
                return null;
        }
    }

    // The column of the key, or of the dash of an item.
    private static int Parent(string text, int start, int block)
    {
        var parent = -1;
        var at = start;
        while (true)
        {
            while (at < block && text[at] == ' ')
                at++;
            if (at >= block)
                return parent;
            parent = at - start;
            if (text[at] is not ('-' or '?' or ':') || text[at + 1] != ' ')
                return parent;
            at++;
        }
    }

    private static void Move(char[] text, List<(int Start, int End)> lines, int header, int[] blanks)
    {
        var at = lines[header].End;
        var length = blanks.Sum(b => lines[b].End - lines[b].Start);
        var last = blanks[blanks.Length - 1];
        // From the last one up, so that nothing is overwritten that is still to be moved.
        var to = lines[last].End;
        for (var line = last; line > header; line--)
        {
            var (start, end) = lines[line];
            if (Array.IndexOf(blanks, line) < 0)
            {
                to -= end - start;
                Array.Copy(text, start, text, to, end - start);
            }

            var ending = start - lines[line - 1].End;
            to -= ending;
            Array.Copy(text, lines[line - 1].End, text, to, ending);
        }

        for (var i = at; i < at + length; i++)
            text[i] = ' ';
    }

    private static bool IsBlank(string text, (int Start, int End) line) => TrimmedEnd(text, line.Start, line.End) == line.Start;

    private static int TrimmedEnd(string text, int start, int end)
    {
        while (end > start && text[end - 1] is ' ' or '\t')
            end--;
        return end;
    }

    private static int Spaces(string text, (int Start, int End) line)
    {
        var at = line.Start;
        while (at < line.End && text[at] == ' ')
            at++;
        return at - line.Start;
    }
}
