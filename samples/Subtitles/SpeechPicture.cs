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
        var rows = Math.Max(1, (int)Math.Ceiling(speech.Duration.TotalSeconds / SecondsPerRow));
        var (width, height) = ((2 * Left) + (int)(SecondsPerRow * PixelsPerSecond), (rows * RowHeight) + 16);
        var svg = new StringBuilder(FormattableString.Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="Speech with {subtitles.Count} subtitles">
            <style>{Style}</style>
            <rect class="back" width="{width}" height="{height}"/>

            """));
        Wave(svg, speech);
        for (var row = 0; row < rows; row++)
            svg.Append(Text(Left, (row * RowHeight) + 18, "dim", Time(row * SecondsPerRow)));
        foreach (var subtitle in subtitles)
            Caption(svg, subtitle, rows);
        return svg.Append("</svg>\n").ToString();
    }

    // The speech is cut into bars, each as high as its part is loud.
    private static void Wave(StringBuilder svg, PcmAudio speech)
    {
        var step = BarWidth / PixelsPerSecond;
        var block = speech.Format.BlockBytes;
        var loudest = Math.Max(speech.MeasureLevel().Peak, 0.001);
        for (var i = 0; i * step < speech.Duration.TotalSeconds; i++)
        {
            var begin = (int)speech.Format.BytesOf(TimeSpan.FromSeconds(i * step));
            var length = Math.Min((int)speech.Format.BytesOf(TimeSpan.FromSeconds(step)), speech.Data.Length - begin) / block * block;
            var level = new PcmAudio(speech.Data.Slice(begin, Math.Max(0, length)), speech.Format).MeasureLevel().Peak;
            var (x, top) = Place(i * step);
            var bar = Math.Max(1, level / loudest * WaveHeight);
            svg.Append($"<rect class=\"wave\" x=\"{Number(x)}\" y=\"{Number(top + ((WaveHeight - bar) / 2))}\" width=\"{BarWidth - 1}\" height=\"{Number(bar)}\"/>\n");
        }
    }

    // A subtitle that goes on in the next row is drawn in both, with its text in the part that has more room.
    private static void Caption(StringBuilder svg, TimedText subtitle, int rows)
    {
        var (begin, end) = (subtitle.Begin.TotalSeconds, subtitle.End.TotalSeconds);
        var parts = Enumerable.Range(0, rows)
            .Select(row => (Begin: Math.Max(begin, row * SecondsPerRow), End: Math.Min(end, (row + 1) * SecondsPerRow)))
            .Where(p => p.End > p.Begin).ToList();
        if (parts.Count == 0)
            return;
        var widest = parts.MaxBy(p => p.End - p.Begin);
        foreach (var part in parts)
        {
            var (x, top) = Place(part.Begin);
            var width = (part.End - part.Begin) * PixelsPerSecond;
            var lines = part == widest ? subtitle.Text.Split('\n') : ["…"];
            var height = 8 + (lines.Length * 17);
            svg.Append($"<g data-begin=\"{Number(begin)}\" data-end=\"{Number(end)}\"><rect class=\"caption\" x=\"{Number(x)}\" y=\"{Number(top + WaveHeight + 4)}\" ")
                .Append($"width=\"{Number(Math.Max(2, width - 3))}\" height=\"{height}\" rx=\"3\"/>");

            // A subtitle whose time is shorter than its letters is squeezed into it.
            for (var i = 0; i < lines.Length; i++)
                svg.Append(Text(x + 5, top + WaveHeight + 19 + (i * 17), null, lines[i], lines[i].Length * 7 > width - 12 ? Math.Max(4, width - 12) : null));
            svg.Append("</g>\n");
        }
    }

    private static (double X, double Top) Place(double seconds)
    {
        var row = Math.Floor(seconds / SecondsPerRow);
        return (Left + ((seconds - (row * SecondsPerRow)) * PixelsPerSecond), (row * RowHeight) + 24);
    }

    private static string Text(double x, double y, string? style, string text, double? length = null) =>
        $"<text x=\"{Number(x)}\" y=\"{Number(y)}\"{(style is null ? "" : $" class=\"{style}\"")}{(length is { } l ? $" textLength=\"{Number(l)}\" lengthAdjust=\"spacingAndGlyphs\"" : "")}>{WebUtility.HtmlEncode(text)}</text>";

    private static string Time(double seconds) => FormattableString.Invariant($"{(int)seconds / 60}:{(int)seconds % 60:00}");

    private static string Number(double value) => Math.Round(value, 3).ToString("0.###", CultureInfo.InvariantCulture);
}
