using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading;

/// <summary>JSON pointers (RFC 6901), plain or as a URI fragment.</summary>
internal static class JsonPointer
{
    /// <summary>The names and indices of the pointer, unescaped; percent signs are only decoded after a leading '#'.</summary>
    public static string[] Split(string pointer)
    {
        var fragment = pointer.StartsWith("#", StringComparison.Ordinal);
        var start = pointer.IndexOf('/');
        if (start < 0)
            return [];
        var tokens = pointer.Substring(start + 1).Split('/');
        for (var i = 0; i < tokens.Length; i++)
        {
            if (fragment && tokens[i].IndexOf('%') >= 0)
                tokens[i] = Uri.UnescapeDataString(tokens[i]);
            if (tokens[i].IndexOf('~') >= 0)
                tokens[i] = tokens[i].Replace("~1", "/").Replace("~0", "~");
        }

        return tokens;
    }

    /// <summary>The pointer to a member or item below another pointer.</summary>
    public static string Append(string pointer, string token) => pointer + "/" + token.Replace("~", "~0").Replace("/", "~1");

    /// <summary>The pointer as a URI fragment, with the leading '#'.</summary>
    public static string Fragment(params string[] tokens) =>
        "#" + string.Concat(tokens.Select(token => "/" + Uri.EscapeDataString(token.Replace("~", "~0").Replace("/", "~1"))));

    /// <summary>The member or item of a node; null when there is none, or when it is null.</summary>
    public static JsonNode? Step(JsonNode? node, string token) => node switch
    {
        JsonObject members => members[token],
        JsonArray items when TryIndex(token, out var index) && index < items.Count => items[index],
        _ => null,
    };

    /// <summary>Whether the token is the index of an array item.</summary>
    public static bool TryIndex(string token, out int index)
    {
        index = 0;
        if (token.Length is 0 or > 9 || (token.Length > 1 && token[0] == '0'))
            return false;
        foreach (var digit in token)
        {
            if (digit is < '0' or > '9')
                return false;
            index = (index * 10) + (digit - '0');
        }

        return true;
    }
}
