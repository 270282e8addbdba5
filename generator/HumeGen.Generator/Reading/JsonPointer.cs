using System.Globalization;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading;

/// <summary>A JSON pointer (RFC 6901): the way from the root of a document to a node. Equal when the escaped texts are.</summary>
internal readonly record struct JsonPointer
{
    // Null for the root, so that the default value is the root as well.
    private readonly string? _text;

    private JsonPointer(string text) => _text = text.Length == 0 ? null : text;

    /// <summary>The pointer to the document itself.</summary>
    public static JsonPointer Root => default;

    /// <summary>The names and indices on the way, unescaped.</summary>
    public string[] Tokens
    {
        get
        {
            if (_text is null)
                return [];
            var count = 0;
            foreach (var c in _text)
                count += c == '/' ? 1 : 0;
            var tokens = new string[count];
            for (int i = 0, start = 1; i < count; i++)
            {
                var end = _text.IndexOf('/', start) is >= 0 and var slash ? slash : _text.Length;
                tokens[i] = Unescape(_text.Substring(start, end - start));
                start = end + 1;
            }

            return tokens;
        }
    }

    /// <summary>The last name or index, unescaped; null at the root.</summary>
    public string? Last => _text is null ? null : Unescape(_text.Substring(_text.LastIndexOf('/') + 1));

    /// <summary>The pointer to a member.</summary>
    public static JsonPointer operator /(JsonPointer parent, string name) => new(parent._text + "/" + Escape(name));

    /// <summary>The pointer to an item.</summary>
    public static JsonPointer operator /(JsonPointer parent, int index) => new(parent._text + "/" + index.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Reads a pointer, plain or as a URI fragment with its leading '#', where percent signs are decoded. What stands before the first slash is passed over.
    /// </summary>
    public static JsonPointer Parse(string text)
    {
        var start = text.IndexOf('/');
        if (start < 0)
            return Root;
        var pointer = text.Substring(start);
        if (text[0] != '#' || pointer.IndexOf('%') < 0)
            return new JsonPointer(pointer);
        // A slash that comes out of a percent sign belongs to its name.
        return new JsonPointer(string.Join("/", pointer.Split('/').Select(token => Uri.UnescapeDataString(token).Replace("/", "~1"))));
    }

    /// <summary>The pointer from the root of its tree to a node.</summary>
    public static JsonPointer To(JsonNode node)
    {
        var tokens = new Stack<string>();
        for (; node.Parent is { } parent; node = parent)
            tokens.Push(parent is JsonObject ? node.GetPropertyName() : node.GetElementIndex().ToString(CultureInfo.InvariantCulture));
        return tokens.Aggregate(Root, (pointer, token) => pointer / token);
    }

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

    /// <summary>The node to which the pointer leads; null when there is none, or when it is null.</summary>
    public JsonNode? Find(JsonNode? root) => Find(root, Tokens);

    /// <summary>The node to which the tokens of a pointer lead; null when there is none, or when it is null.</summary>
    public static JsonNode? Find(JsonNode? root, string[] tokens)
    {
        foreach (var token in tokens)
            root = Step(root, token);
        return root;
    }

    /// <summary>The pointer as a URI fragment, with the leading '#'.</summary>
    public string ToFragment() => _text is null ? "#" : "#" + string.Join("/", _text.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The escaped text; empty for the root.</summary>
    public override string ToString() => _text ?? "";

    private static string Escape(string token) => token.Replace("~", "~0").Replace("/", "~1");

    private static string Unescape(string token) => token.IndexOf('~') < 0 ? token : token.Replace("~1", "/").Replace("~0", "~");
}
