using System.Globalization;
using System.Text;

namespace HumeGen.Audio;

/// <summary>Writes the elements of a chart. Texts are escaped, and numbers have points whatever the culture.</summary>
internal sealed class SvgWriter(int width, int height, ChartOptions options)
{
    public const int Colors = 8;
    public const int Margin = 24;

    /// <summary>Height of the title.</summary>
    public const int Head = 56;

    private const string Ink = "#1f2328";

    // Attributes hold the light scheme, so that programs without style sheets draw it. All colours stand out from the background by 3 to 1 or more.
    private static readonly string[] LightColors = ["#0072b2", "#c74e00", "#007a5a", "#a8467e", "#6a51a3", "#856404", "#57606a", "#b22222"];
    private static readonly string[] DarkColors = ["#56b4e9", "#ff9d5c", "#3ccb9c", "#e79ac4", "#b9a5f0", "#d9b84a", "#b1bac4", "#ff7b72"];

    // Curves differ in more than colour.
    private static readonly string[] Dashes = ["", "9 4", "2 4", "10 4 2 4", "5 3", "14 4", "1 3", "12 3 2 3 2 3"];

    private static readonly string Style = string.Concat(
        "@media(prefers-color-scheme:dark){.hg-bg{fill:#0d1117}.hg-halo{stroke:#0d1117}.hg-ink{fill:#e6edf3}.hg-dim{fill:#9da7b3}.hg-grid{stroke:#30363d}.hg-axis{stroke:#8b949e}",
        string.Concat(DarkColors.Select((c, i) => FormattableString.Invariant($".hg-f{i}{{fill:{c}}}.hg-s{i}{{stroke:{c}}}"))),
        "}");

    private readonly StringBuilder _body = new();

    /// <summary>A score for a reader: 0.50.</summary>
    public static string Score(double value) => (Math.Round(value, 2) == 0 ? 0 : value).ToString("0.00", CultureInfo.InvariantCulture);

    // A place in the picture.
    private static string Number(double value)
    {
        var rounded = Math.Round(value, 2);
        return (rounded == 0 ? 0 : rounded).ToString("0.##", CultureInfo.InvariantCulture);
    }

    public void Text(
        double x, double y, string text, string anchor = "start", bool dim = false, int size = 13, bool bold = false, bool halo = false, double maxWidth = double.MaxValue)
    {
        var shown = Shortened(text, maxWidth / size);
        var (color, style) = dim ? ("#57606a", "hg-dim") : (Ink, "hg-ink");
        _body.Append($"""<text x="{Number(x)}" y="{Number(y)}" fill="{color}" class="{style}{(halo ? " hg-halo" : "")}" """);
        _body.Append(FormattableString.Invariant($"font-size=\"{size}\"")).Append(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"");
        _body.Append(bold ? " font-weight=\"600\"" : "").Append(halo ? " stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\"" : "");
        _body.Append('>').Append(Escape(shown)).Append(shown == text ? "" : $"<title>{Escape(text)}</title>").Append("</text>\n");
    }

    public void Line(double x1, double y1, double x2, double y2, bool axis = false)
    {
        var (color, style) = axis ? ("#6e7781", "hg-axis") : ("#d8dee4", "hg-grid");
        _body.Append($"""<line x1="{Number(x1)}" y1="{Number(y1)}" x2="{Number(x2)}" y2="{Number(y2)}" stroke="{color}" class="{style}"/>""").Append('\n');
    }

    public void Bar(double x, double y, double barWidth, double barHeight, int color) => _body.Append(FormattableString.Invariant(
        $"""<rect x="{Number(x)}" y="{Number(y)}" width="{Number(barWidth)}" height="{Number(barHeight)}" rx="2" fill="{LightColors[color]}" class="hg-f{color}"/>""")).Append('\n');

    public void Dot(double x, double y, int color) => _body.Append(FormattableString.Invariant(
        $"""<circle cx="{Number(x)}" cy="{Number(y)}" r="2.5" fill="{LightColors[color]}" class="hg-f{color}"/>""")).Append('\n');

    public void Curve(IEnumerable<(double X, double Y)> points, int color) => _body.Append(
        $"""<polyline points="{Points(points)}" fill="none" stroke="{LightColors[color]}" stroke-width="2" stroke-linejoin="round"{Dash(color)} class="hg-s{color}"/>""").Append('\n');

    public void Shape(IEnumerable<(double X, double Y)> points, int color) => _body.Append(
        $"""<polygon points="{Points(points)}" fill="{LightColors[color]}" fill-opacity="0.15" stroke="{LightColors[color]}" stroke-width="2" stroke-linejoin="round"{Dash(color)} class="hg-f{color} hg-s{color}"/>""")
        .Append('\n');

    public void Grid(IEnumerable<(double X, double Y)> points) => _body.Append($"""<polygon points="{Points(points)}" fill="none" stroke="#d8dee4" class="hg-grid"/>""").Append('\n');

    /// <summary>Gives the whole file.</summary>
    /// <param name="description">Text for screen readers where the options have none.</param>
    public string Complete(string description)
    {
        // A page may have several charts, so the names of these elements depend on what is in them.
        var (title, text, body) = (Escape(options.Title), Escape(options.Description ?? description), _body.ToString());
        var id = Hash(title + text + body);
        var heading = new SvgWriter(width, height, options);
        heading.Text(Margin, 32, options.Title, size: 17, bold: true, maxWidth: width - (2 * Margin));
        return FormattableString.Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="hg-t{id} hg-d{id}" font-family="system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif">
            <title id="hg-t{id}">{title}</title>
            <desc id="hg-d{id}">{text}</desc>
            <style>{Style}</style>
            <rect width="{width}" height="{height}" fill="#ffffff" class="hg-bg"/>
            {heading._body}{body}</svg>

            """).Replace("\r\n", "\n");
    }

    private static string Points(IEnumerable<(double X, double Y)> points) => string.Join(" ", points.Select(p => $"{Number(p.X)},{Number(p.Y)}"));

    private static string Dash(int color) => Dashes[color].Length == 0 ? "" : $" stroke-dasharray=\"{Dashes[color]}\"";

    private static string Shortened(string text, double maxEms)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        if (starts.Sum(i => Ems(text[i])) <= maxEms)
            return text;
        var width = 1.0;
        var kept = starts.TakeWhile(i => (width += Ems(text[i])) <= maxEms).Count();
        return text.Substring(0, kept < starts.Length ? starts[kept] : text.Length).TrimEnd() + "…";
    }

    // Widths in a wide typeface, as nothing here knows the reader's: narrow, wide, East Asian and other characters.
    private static double Ems(char c) => c switch
    {
        'i' or 'j' or 'l' or 't' or 'f' or 'r' or 'I' or ' ' or '.' or ',' or ':' or ';' or '!' or '|' or '\'' or '(' or ')' => 0.42,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 1,
        >= '\u1100' => 1.3,
        >= 'A' and <= 'Z' => 0.76,
        _ => 0.64,
    };

    // XML has no place for most control characters and for halves of characters.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                escaped.Append(c).Append(text[++i]);
            else
                escaped.Append(Escape(c));
        }

        return escaped.ToString();
    }

    private static string Escape(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\t' or '\n' or '\r' => " ",
        < ' ' or (>= '\uD800' and <= '\uDFFF') or >= '\uFFFE' => "\uFFFD",
        _ => c.ToString(),
    };

    // FNV-1a: the same in every process and framework.
    private static string Hash(string text)
    {
        var hash = 2_166_136_261;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 16_777_619);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
