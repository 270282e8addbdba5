using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HumeGen.Generator.Emitting.Text;

/// <summary>The one place that turns text of a specification into XML documentation.</summary>
internal static class XmlDocs
{
    private const int Width = 120;

    // As Markdown marks code. It is looked for after escaping, so that there are no tags in it.
    private static readonly Regex Code = new("`([^`]+)`", RegexOptions.CultureInvariant);

    public static void WriteSummary(SourceWriter writer, string text) => WriteElement(writer, "summary", "", text);

    public static void WriteRemarks(SourceWriter writer, string text) => WriteElement(writer, "remarks", "", text);

    /// <summary>Remarks of a type: what holds for all of its kind, and where it comes from.</summary>
    /// <param name="writer">Takes the lines.</param>
    /// <param name="remark">XML that holds for all types of the kind, a line each; empty where there is none.</param>
    /// <param name="source">Origin of the type; null without one.</param>
    public static void WriteRemarks(SourceWriter writer, IReadOnlyList<string> remark, string? source)
    {
        if (source is null && remark.Count == 0)
            return;
        if (remark.Count == 0)
        {
            WriteRemarks(writer, source!);
            return;
        }

        var last = source is null ? "" : $"<para>{Paragraphs(source)[0]}</para>";
        for (var i = 0; i < remark.Count; i++)
        {
            var end = i < remark.Count - 1 ? "" : last.Length > 0 ? "" : "</remarks>";
            writer.Line("/// " + (i == 0 ? "<remarks>" : "") + remark[i] + end);
        }

        if (last.Length > 0)
            writer.Line($"/// {last}</remarks>");
    }

    public static void WriteReturns(SourceWriter writer, string text) => WriteElement(writer, "returns", "", text);

    /// <summary>Code that shows the use of a member.</summary>
    /// <param name="writer">Takes the lines.</param>
    /// <param name="code">The lines of the code; none where there is nothing to write.</param>
    public static void WriteExample(SourceWriter writer, EquatableArray<string> code)
    {
        if (code.Count == 0)
            return;
        writer.Line("/// <example>");
        writer.Line("/// <code>");
        foreach (var line in code)
            writer.Verbatim("/// " + line.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;"));
        writer.Line("/// </code>");
        writer.Line("/// </example>");
    }

    /// <summary>An exception that a call may throw.</summary>
    /// <param name="writer">Takes the lines.</param>
    /// <param name="type">The exception's class.</param>
    /// <param name="xml">When it is thrown, as XML.</param>
    public static void WriteException(SourceWriter writer, string type, string xml) =>
        writer.Line($"/// <exception cref=\"{type}\">{Code.Replace(xml, "<c>$1</c>")}</exception>");

    public static void WriteParam(SourceWriter writer, string name, string text) =>
        WriteElement(writer, "param", $" name=\"{name.TrimStart('@')}\"", text);

    /// <summary>Text that is safe between XML tags: one line, no control or invisible characters.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        var space = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085')
            {
                space = escaped.Length > 0;
                continue;
            }

            if (IsInvisible(c))
                continue;

            if (space)
                escaped.Append(' ');
            space = false;
            switch (c)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                default:
                    escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>The text with a full stop, where it has no end of its own.</summary>
    public static string Sentence(string text) => text[text.Length - 1] is '.' or '!' or '?' or ':' or ';' ? text : text + ".";

    /// <summary>The lines of a long line of documentation, broken between words.</summary>
    /// <param name="line">The line, with its slashes.</param>
    /// <param name="indent">The columns that it is indented by.</param>
    public static IEnumerable<string> Wrap(string line, int indent)
    {
        const string Slashes = "/// ";
        return WrapText(line.Substring(Slashes.Length), LineWrapper.Width - indent - Slashes.Length).Select(text => new string(' ', indent) + Slashes + text);
    }

    private static bool IsInvisible(char c) =>
        char.IsSurrogate(c)
        || CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static void WriteElement(SourceWriter writer, string element, string attributes, string text)
    {
        // There may be text in which nothing can be seen, and the compiler asks for documentation.
        var paragraphs = Paragraphs(text);
        if (paragraphs.Count == 0)
            paragraphs.Add("Not described.");

        var open = element + attributes;
        if (paragraphs.Count == 1 && paragraphs[0].Length + open.Length + element.Length + 9 <= Width)
        {
            writer.Line($"/// <{open}>{paragraphs[0]}</{element}>");
            return;
        }

        writer.Line($"/// <{open}>");
        for (var i = 0; i < paragraphs.Count; i++)
        {
            foreach (var line in WrapText(i > 0 ? $"<para>{paragraphs[i]}</para>" : paragraphs[i], Width))
                writer.Line("/// " + line);
        }

        writer.Line($"/// </{element}>");
    }

    private static List<string> Paragraphs(string text)
    {
        var paragraphs = new List<string>();
        foreach (var part in text.Replace("\r\n", "\n").Split(["\n\n"], StringSplitOptions.None))
        {
            var line = Escape(part);
            if (line.Length > 0)
                paragraphs.Add(Sentence(Code.Replace(line, "<c>$1</c>")));
        }

        return paragraphs;
    }

    private static IEnumerable<string> WrapText(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in Words(text))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            if (line.Length > 0)
                line.Append(' ');
            line.Append(word);
        }

        if (line.Length > 0)
            yield return line.ToString();
    }

    // A tag is part of a word, with the spaces in it.
    private static IEnumerable<string> Words(string text)
    {
        var (start, isTag) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '<' or '>')
                isTag = text[i] == '<';
            if (isTag || text[i] != ' ')
                continue;
            yield return text.Substring(start, i - start);
            start = i + 1;
        }

        yield return text.Substring(start);
    }
}
