using System.Text;

namespace HumeGen;

/// <summary>Reads the header <c>Link</c> as RFC 8288 writes it.</summary>
internal static class LinkHeader
{
    /// <summary>The target of the first link of a relation; null when there is none.</summary>
    /// <param name="header">All values of the header, with commas between them.</param>
    /// <param name="relation">The relation, such as <c>next</c>.</param>
    public static string? Find(string header, string relation)
    {
        var position = 0;
        while (Next(header, ref position) is { } link)
        {
            // A link with an anchor speaks of another document than the answer.
            if (!link.HasAnchor && link.Relations.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Contains(relation, StringComparer.OrdinalIgnoreCase))
                return link.Target;
        }

        return null;
    }

    private static (string Target, string Relations, bool HasAnchor)? Next(string text, ref int position)
    {
        SkipAny(text, ref position, " \t,");
        if (position >= text.Length || text[position] != '<' || text.IndexOf('>', position) is not (> 0 and var end))
            return null;

        var target = text[(position + 1)..end].Trim();
        position = end + 1;
        string? relations = null;
        var hasAnchor = false;
        while (true)
        {
            SkipAny(text, ref position, " \t");
            if (position >= text.Length || text[position] != ';')
            {
                // Whatever else stands there is passed over, up to the next link.
                while (position < text.Length && text[position] != ',')
                    position++;
                return (target, relations ?? "", hasAnchor);
            }

            position++;
            SkipAny(text, ref position, " \t");
            var name = Token(text, ref position, "=;, \t");
            SkipAny(text, ref position, " \t");
            var value = Value(text, ref position);
            if (name.Equals("rel", StringComparison.OrdinalIgnoreCase))
                relations ??= value;
            hasAnchor |= name.Equals("anchor", StringComparison.OrdinalIgnoreCase) && value.Length > 0;
        }
    }

    private static string Value(string text, ref int position)
    {
        if (position >= text.Length || text[position] != '=')
            return "";
        position++;
        SkipAny(text, ref position, " \t");
        if (position >= text.Length || text[position] != '"')
            return Token(text, ref position, ";, \t");

        var value = new StringBuilder();
        for (position++; position < text.Length && text[position] != '"'; position++)
        {
            if (text[position] == '\\' && position + 1 < text.Length)
                position++;
            value.Append(text[position]);
        }

        position++;
        return value.ToString();
    }

    private static string Token(string text, ref int position, string ends)
    {
        var start = position;
        while (position < text.Length && !ends.Contains(text[position], StringComparison.Ordinal))
            position++;
        return text[start..position];
    }

    private static void SkipAny(string text, ref int position, string signs)
    {
        while (position < text.Length && signs.Contains(text[position], StringComparison.Ordinal))
            position++;
    }
}
