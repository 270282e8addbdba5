using System.Text;

namespace HumeGen.Generator.Tests;

/// <summary>Shows how two texts differ, line by line with some lines around.</summary>
internal static class TextDiff
{
    private const int Around = 2;

    public static string Of(string expected, string actual)
    {
        var (old, @new) = (expected.Split('\n'), actual.Split('\n'));
        var lines = Lines(old, @new);
        var shown = new StringBuilder();
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!Enumerable.Range(i - Around, (2 * Around) + 1).Any(n => n >= 0 && n < lines.Count && lines[n].Mark != ' '))
                continue;
            if (i != last + 1)
                shown.AppendLine("...");
            shown.Append(lines[i].Mark).Append(' ').AppendLine(lines[i].Text);
            last = i;
        }

        return shown.ToString();
    }

    // The longest common subsequence, by the book; approved files are short.
    private static List<(char Mark, string Text)> Lines(string[] old, string[] @new)
    {
        var common = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = @new.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == @new[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<(char, string)>();
        for (int i = 0, j = 0; i < old.Length || j < @new.Length;)
        {
            if (i < old.Length && j < @new.Length && old[i] == @new[j])
            {
                lines.Add((' ', old[i++]));
                j++;
            }
            else if (j == @new.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(('-', old[i++]));
            }
            else
            {
                lines.Add(('+', @new[j++]));
            }
        }

        return lines;
    }
}
