using System.Text;

namespace HumeGen.Tests;

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

    // What both begin and end with is compared by the line, and the rest as the longest common subsequence, by the book.
    private static List<(char Mark, string Text)> Lines(string[] old, string[] @new)
    {
        var head = old.Zip(@new).TakeWhile(pair => pair.First == pair.Second).Count();
        var tail = old[head..].Reverse().Zip(@new[head..].Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return
        [
            .. old[..head].Select(line => (' ', line)),
            .. Changes(old[head..^tail], @new[head..^tail]),
            .. old[^tail..].Select(line => (' ', line)),
        ];
    }

    private static List<(char Mark, string Text)> Changes(string[] old, string[] @new)
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
