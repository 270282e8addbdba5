using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.References;

/// <summary>The names that schemas of a document have: <c>$id</c>, an address, and <c>$anchor</c> or <c>$dynamicAnchor</c>, a name within what an address names.</summary>
internal sealed class SchemaIdentifiers
{
    // What an address counts from where no schema around it has one. Never looked up.
    private static readonly Uri Base = new("https://document.invalid/");

    private readonly Dictionary<string, JsonNode> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<JsonNode>> _anchors = new(StringComparer.Ordinal);

    public SchemaIdentifiers(JsonObject root, CancellationToken cancellationToken)
    {
        var open = new Stack<JsonNode>([root]);
        while (open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = open.Pop();
            if (node is JsonObject schema)
                Note(schema);
            foreach (var child in node switch
            {
                JsonObject members => members.Where(m => !OpenApiGrammar.IsData(m.Key)).Select(m => m.Value),
                JsonArray items => items,
                _ => [],
            })
            {
                if (child is JsonObject or JsonArray)
                    open.Push(child);
            }
        }
    }

    /// <summary>The schema that a reference names; null where none has that name.</summary>
    /// <param name="from">The node with the reference.</param>
    /// <param name="reference">An address, a name behind a '#', or both.</param>
    public JsonNode? Find(JsonNode from, string reference)
    {
        var hash = reference.IndexOf('#');
        var address = hash < 0 ? reference : reference.Substring(0, hash);
        var fragment = hash < 0 ? "" : reference.Substring(hash + 1);
        JsonNode? resource = null;
        if (address.Length > 0 && (Absolute(address, AddressOf(from)) is not { } full || !_addresses.TryGetValue(full.AbsoluteUri, out resource)))
            return null;
        if (fragment.Length == 0)
            return resource;
        if (fragment[0] == '/')
            return resource is null ? null : JsonPointer.Parse("#" + fragment).Find(resource);
        if (!_anchors.TryGetValue(fragment, out var named))
            return null;
        var wanted = (resource is null ? AddressOf(from) : AddressOf(resource)).AbsoluteUri;
        return named.Find(n => AddressOf(n).AbsoluteUri == wanted) ?? (resource is null ? named[0] : null);
    }

    /// <summary>The number of schemas that have the name at the end of a reference.</summary>
    public int CountOf(string reference) => _anchors.TryGetValue(reference.Substring(reference.IndexOf('#') + 1), out var named) ? named.Count : 0;

    private void Note(JsonObject schema)
    {
        if ((schema["$anchor"] ?? schema["$dynamicAnchor"]).AsText() is { Length: > 0 } anchor)
            Anchor(anchor);
        if (schema["$id"].AsText() is not { Length: > 0 } id)
            return;
        // Before there was $anchor, an $id that begins with '#' was one.
        if (id[0] == '#')
            Anchor(id.Substring(1));
        else if (AddressOf(schema).AbsoluteUri is var address && !_addresses.ContainsKey(address))
            _addresses.Add(address, schema);

        void Anchor(string name)
        {
            if (!_anchors.TryGetValue(name, out var nodes))
                _anchors[name] = nodes = [];
            nodes.Add(schema);
        }
    }

    // The address that counts at a node: its own, or that of the schema around it.
    private static Uri AddressOf(JsonNode? node)
    {
        var ids = new Stack<string>();
        for (; node is not null; node = node.Parent)
        {
            if ((node as JsonObject)?["$id"].AsText() is { Length: > 0 } id && id[0] != '#')
                ids.Push(id);
        }

        return ids.Aggregate(Base, (around, id) => Absolute(id.TrimEnd('#'), around) ?? around);
    }

    private static Uri? Absolute(string address, Uri around) => Uri.TryCreate(around, address, out var full) ? full : null;
}
