using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HumeGen.Audio;

/// <summary>Makes subtitles of words or phrases with times.</summary>
public static class Subtitles
{
    /// <summary>Arranges words in subtitles of limited length.</summary>
    /// <param name="texts">Words or phrases in any order. The time of a phrase is shared out among its words by their length.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <returns>Subtitles in the order of time, with a line feed between lines.</returns>
    /// <exception cref="ArgumentException">A text begins before 0 or ends before it begins, or a limit is not greater than zero.</exception>
    public static IReadOnlyList<TimedText> Arrange(this IEnumerable<TimedText> texts, SubtitleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new SubtitleOptions();
        if (options.MaxLineLength < 1 || options.MaxLines < 1 || options.MaxDuration <= TimeSpan.Zero || options.MaxGap < TimeSpan.Zero)
            throw new ArgumentException($"The limits of subtitles must be greater than zero: {options}.", nameof(options));
        var arranger = new SubtitleArranger(options);
        foreach (var word in SubtitleWord.Split(texts, options.MaxLineLength))
            arranger.Add(word);
        return arranger.Complete();
    }

    /// <summary>Writes subtitles as SubRip (<c>.srt</c>). Texts that a player would take for markup get an invisible character, which keeps them text.</summary>
    /// <inheritdoc cref="Arrange"/>
    /// <returns>The whole file, to write as UTF-8.</returns>
    public static string ToSrt(this IEnumerable<TimedText> texts, SubtitleOptions? options = null)
    {
        var file = new StringBuilder();
        var number = 0;
        foreach (var subtitle in Arrange(texts, options))
        {
            number++;
            file.Append(number.ToString(CultureInfo.InvariantCulture)).Append('\n');
            Append(file, subtitle, ',', Regex.Replace(subtitle.Text, @"[<{](?=[A-Za-z/\\])|--(?=>)", "$0\u2060", RegexOptions.CultureInvariant));
        }

        return file.ToString();
    }

    /// <summary>Writes subtitles as WebVTT (<c>.vtt</c>), which browsers show. Markup in texts is escaped.</summary>
    /// <inheritdoc cref="Arrange"/>
    /// <returns>The whole file, to write as UTF-8.</returns>
    public static string ToVtt(this IEnumerable<TimedText> texts, SubtitleOptions? options = null)
    {
        var file = new StringBuilder("WEBVTT\n\n");
        foreach (var subtitle in Arrange(texts, options))
            Append(file, subtitle, '.', subtitle.Text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;"));
        return file.ToString();
    }

    private static void Append(StringBuilder file, TimedText subtitle, char separator, string text) =>
        file.Append(Time(subtitle.Begin, separator)).Append(" --> ").Append(Time(subtitle.End, separator)).Append('\n').Append(text).Append("\n\n");

    private static string Time(TimeSpan time, char separator)
    {
        var milliseconds = (time.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond;
        return FormattableString.Invariant($"{milliseconds / 3_600_000:00}:{milliseconds / 60_000 % 60:00}:{milliseconds / 1000 % 60:00}{separator}{milliseconds % 1000:000}");
    }
}
