using System.Globalization;
using System.Net;
using System.Text;
using HumeGen.Audio;

namespace Subtitles;

/// <summary>Draws the loudness of speech over time with its subtitles below, in rows of a few seconds, as SVG.</summary>
internal static class SpeechPicture
{
    private const double SecondsPerRow = 8;
    private const double PixelsPerSecond = 140;
    private const int Left = 24;
    private const int RowHeight = 140;
    private const int WaveHeight = 64;
    private const int BarWidth = 4;

    private const string Style = """
        text{font:13px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;fill:#1f2328}.dim{fill:#57606a}.back{fill:#fff}.wave{fill:#0072b2}
        .caption{fill:#eaf2f8;stroke:#0072b2}
        @media(prefers-color-scheme:dark){text{fill:#e6edf3}.dim{fill:#9da7b3}.back{fill:#0d1117}.wave{fill:#56b4e9}.caption{fill:#10263a;stroke:#56b4e9}}
        """;

    public static string Draw(PcmAudio speech, IReadOnlyList<TimedText> subtitles)
    {
        var rows = Rows(speech.Duration.TotalSeconds, subtitles);
        var (width, height) = ((2 * Left) + (int)(SecondsPerRow * PixelsPerSecond), (rows.Count * RowHeight) + 16);
        var svg = new StringBuilder(FormattableString.Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="Speech with {subtitles.Count} subtitles">
            <style>{Style}</style>
            <rect class="back" width="{width}" height="{height}"/>

            """));
        Wave(svg, speech, rows);
        for (var row = 0; row < rows.Count; row++)
            svg.Append(Text(Left, (row * RowHeight) + 18, "dim", Time(rows[row])));
        foreach (var subtitle in subtitles)
            Caption(svg, subtitle, rows);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>The times at which rows begin: where a subtitle does, so that none is cut.</summary>
    private static List<double> Rows(double duration, IReadOnlyList<TimedText> subtitles)
    {
        var rows = new List<double> { 0 };
        foreach (var (begin, end) in subtitles.Select(s => (s.Begin.TotalSeconds, s.End.TotalSeconds)).Append((duration, duration)))
        {
            while (begin > rows[^1] + SecondsPerRow)
                rows.Add(rows[^1] + SecondsPerRow);
            if (end > rows[^1] + SecondsPerRow)
                rows.Add(begin);
        }

        return rows;
    }

    // The speech is cut into bars, each as high as its part is loud.
    private static void Wave(StringBuilder svg, PcmAudio speech, List<double> rows)
    {
        var step = BarWidth / PixelsPerSecond;
        var loudest = Math.Max(speech.MeasureLevel().Peak, 0.001);
        for (var i = 0; i * step < speech.Duration.TotalSeconds; i++)
        {
            var begin = (int)speech.Format.BytesOf(TimeSpan.FromSeconds(i * step));
            var length = Math.Min((int)speech.Format.BytesOf(TimeSpan.FromSeconds(step)), speech.Data.Length - begin);
            var level = new PcmAudio(speech.Data.Slice(begin, length), speech.Format).MeasureLevel().Peak;
            var (x, top) = Place(i * step, rows);
            var bar = Math.Max(1, level / loudest * WaveHeight);
            svg.Append($"<rect class=\"wave\" x=\"{Number(x)}\" y=\"{Number(top + ((WaveHeight - bar) / 2))}\" width=\"{BarWidth - 1}\" height=\"{Number(bar)}\"/>\n");
        }
    }

    private static void Caption(StringBuilder svg, TimedText subtitle, List<double> rows)
    {
        var (x, top) = Place(subtitle.Begin.TotalSeconds, rows);
        var width = (subtitle.End - subtitle.Begin).TotalSeconds * PixelsPerSecond;
        var lines = subtitle.Text.Split('\n');
        svg.Append($"<g data-begin=\"{Number(subtitle.Begin.TotalSeconds)}\" data-end=\"{Number(subtitle.End.TotalSeconds)}\">")
            .Append($"<rect class=\"caption\" x=\"{Number(x)}\" y=\"{Number(top + WaveHeight + 4)}\" width=\"{Number(Math.Max(2, width - 3))}\" height=\"{8 + (lines.Length * 17)}\" rx=\"3\"/>");

        // A subtitle whose time is shorter than its letters is squeezed into it.
        for (var i = 0; i < lines.Length; i++)
            svg.Append(Text(x + 5, top + WaveHeight + 19 + (i * 17), null, lines[i], lines[i].Length * 7 > width - 12 ? Math.Max(4, width - 12) : null));
        svg.Append("</g>\n");
    }

    private static (double X, double Top) Place(double seconds, List<double> rows)
    {
        var row = rows.FindLastIndex(begin => begin <= seconds);
        return (Left + ((seconds - rows[row]) * PixelsPerSecond), (row * RowHeight) + 24);
    }

    private static string Text(double x, double y, string? style, string text, double? length = null) =>
        $"<text x=\"{Number(x)}\" y=\"{Number(y)}\"{(style is null ? "" : $" class=\"{style}\"")}{(length is { } l ? $" textLength=\"{Number(l)}\" lengthAdjust=\"spacingAndGlyphs\"" : "")}>{WebUtility.HtmlEncode(text)}</text>";

    private static string Time(double seconds) => FormattableString.Invariant($"{(int)seconds / 60}:{(int)seconds % 60:00}");

    private static string Number(double value) => Math.Round(value, 3).ToString("0.###", CultureInfo.InvariantCulture);
}
