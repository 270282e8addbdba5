using System.Globalization;

namespace HumeGen.Server.RuleBased;

/// <summary>Reads numbers that are written as digits or as words.</summary>
internal static class Numbers
{
    private const decimal Largest = 999_999_999_999m;

    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly Dictionary<string, decimal> Scales = new() { ["thousand"] = 1_000, ["million"] = 1_000_000 };

    /// <summary>Reads a number at a place; null when there is none.</summary>
    /// <param name="words">Words in lower case.</param>
    /// <param name="at">The place; behind the number afterwards.</param>
    public static decimal? Read(IReadOnlyList<string> words, ref int at)
    {
        if (at < words.Count && decimal.TryParse(words[at], NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var digits))
        {
            if (digits > Largest)
                return null;

            at++;
            return digits;
        }

        var (total, part, found, i) = (0m, 0m, false, at);
        for (; i < words.Count && total + part <= Largest; i++)
        {
            var word = words[i];
            if (Array.IndexOf(Small, word) is >= 0 and var small && part % 10 == 0 && (part % 100 == 0 || small < 10))
                part += small;
            else if (Array.IndexOf(Tens, word) is >= 0 and var ten && part % 100 == 0)
                part += (ten + 2) * 10;
            else if (word == "hundred" && part is > 0 and < 10)
                part *= 100;
            else if (found && Scales.TryGetValue(word, out var scale) && part > 0)
                (total, part) = (total + (part * scale), 0);
            else if (word == "and" && found && (part % 100 == 0) && i + 1 < words.Count && (Small.Contains(words[i + 1]) || Tens.Contains(words[i + 1])))
                continue;
            else
                break;

            found = true;
        }

        if (!found)
            return null;

        at = i;
        return total + part;
    }

    /// <summary>The first number of a text; null when there is none.</summary>
    public static decimal? First(IReadOnlyList<string> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (Read(words, ref at) is { } number)
                return number;
        }

        return null;
    }
}
