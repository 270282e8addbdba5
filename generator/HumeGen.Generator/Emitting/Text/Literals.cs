using System.Globalization;
using System.Text;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Emitting.Text;

/// <summary>The one place that turns text of a specification into C# literals.</summary>
internal static class Literals
{
    /// <summary>A regular string literal in plain ASCII, so that nothing in it can hide or end it.</summary>
    public static string String(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"':
                    literal.Append("\\\"");
                    break;
                case '\\':
                    literal.Append("\\\\");
                    break;
                case >= ' ' and <= '~':
                    literal.Append(c);
                    break;
                default:
                    literal.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                    break;
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A constant of a plain kind, whose text was made by this generator unless it is a string.</summary>
    public static string Constant(RefKind kind, string text) => kind switch
    {
        RefKind.String => String(text),
        RefKind.DateOnly => Date(DateTime.Parse(text, CultureInfo.InvariantCulture)),
        RefKind.DateTimeOffset => Time(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)),
        _ => text,
    };

    private static string Date(DateTime date) => Invariant($"new {RuntimeTypes.DateOnly}({date.Year}, {date.Month}, {date.Day})");

    private static string Time(DateTimeOffset time)
    {
        var offset = time.Offset == TimeSpan.Zero ? "Zero" : Invariant($"FromMinutes({time.Offset.TotalMinutes})");
        var ticks = time.Ticks % TimeSpan.TicksPerSecond;
        return Invariant($"new {RuntimeTypes.DateTimeOffset}({time.Year}, {time.Month}, {time.Day}, {time.Hour}, {time.Minute}, {time.Second}, {RuntimeTypes.TimeSpan}.{offset})")
            + (ticks == 0 ? "" : Invariant($".AddTicks({ticks})"));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>The inside of an interpolated literal.</summary>
    public static string InterpolatedName(string text)
    {
        var literal = String(text);
        return literal.Substring(1, literal.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }

    /// <summary>A UTF-8 literal.</summary>
    public static string Utf8(string text) => String(text) + "u8";

    /// <summary>Number of bytes that the text has in UTF-8.</summary>
    public static int Utf8Length(string text) => Encoding.UTF8.GetByteCount(text);
}
