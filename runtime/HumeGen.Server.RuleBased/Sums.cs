using System.Globalization;
using System.Text.RegularExpressions;

namespace HumeGen.Server.RuleBased;

/// <summary>Works out simple sums: numbers with plus, minus, times and divided by between them.</summary>
internal static partial class Sums
{
    private static readonly Dictionary<string, char> Operators = new()
    {
        ["plus"] = '+',
        ["+"] = '+',
        ["and"] = '+',
        ["minus"] = '-',
        ["-"] = '-',
        ["times"] = '*',
        ["x"] = '*',
        ["*"] = '*',
        ["×"] = '*',
        ["divided"] = '/',
        ["over"] = '/',
        ["/"] = '/',
        ["÷"] = '/',
    };

    /// <summary>The sentence with the result of the first sum in a text; null when there is none.</summary>
    public static string? Answer(string text)
    {
        var tokens = Token().Matches(text.ToLowerInvariant()).Select(match => match.Value).ToList();
        for (var start = 0; start < tokens.Count; start++)
        {
            var at = start;
            var numbers = new List<decimal>();
            var operators = new List<char>();
            if (Numbers.Read(tokens, ref at) is not { } first)
                continue;

            numbers.Add(first);
            while (at < tokens.Count && Operators.TryGetValue(tokens[at], out var sign))
            {
                var next = at + 1;
                if (sign == '/' && next < tokens.Count && tokens[next] == "by")
                    next++;

                if (Numbers.Read(tokens, ref next) is not { } number)
                    break;

                operators.Add(sign);
                numbers.Add(number);
                at = next;
            }

            if (operators.Count > 0)
                return Say(numbers, operators);

            start = at - 1;
        }

        return null;
    }

    private static string Say(List<decimal> numbers, List<char> operators)
    {
        try
        {
            var result = Calculate(numbers, operators);
            var rounded = Math.Round(result, 4);
            return string.Create(CultureInfo.InvariantCulture, $"That is {(rounded == result ? "" : "about ")}{(rounded < 0 ? "minus " : "")}{Math.Abs(rounded):0.####}.");
        }
        catch (DivideByZeroException)
        {
            return "Nothing can be divided by zero.";
        }
        catch (OverflowException)
        {
            return "That number is too large for me.";
        }
    }

    private static decimal Calculate(List<decimal> numbers, List<char> operators)
    {
        // Products and quotients first, then the rest from the left.
        var (sum, term) = (0m, numbers[0]);
        for (var i = 0; i < operators.Count; i++)
        {
            var next = numbers[i + 1];
            if (operators[i] == '*')
                term *= next;
            else if (operators[i] == '/')
                term /= next;
            else
                (sum, term) = (sum + term, operators[i] == '+' ? next : -next);
        }

        return sum + term;
    }

    [GeneratedRegex(@"\d+(?:[.,]\d+)*|\p{L}+|[-+*/×÷]")]
    private static partial Regex Token();
}
