using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.Normalizing;
using HumeGen.Generator.Reading.Overlays;
using HumeGen.Generator.Reading.Yaml;

namespace HumeGen.Generator.Reading;

/// <summary>One API document with all overlays applied, which still knows where each node was written.</summary>
internal sealed class PatchedDocument
{
    // Nodes that do not stand where their pointer says, because an overlay wrote them or because they moved.
    private readonly Dictionary<JsonNode, Origin> _origins = [];

    // Nodes that were made to stand for what another node says.
    private readonly Dictionary<JsonNode, JsonNode> _standIns = [];

    // What the tree alone no longer tells. Kept beside it, as a key in the tree could be the user's own.
    private readonly HashSet<JsonNode> _tuples = [];
    private readonly HashSet<JsonNode> _inline = [];
    private readonly HashSet<JsonNode> _leftOut = [];
    private readonly Dictionary<JsonNode, JsonObject> _channelsOfSchemas = [];

    public PatchedDocument(SpecDocument file)
    {
        File = file;
        Root = (JsonObject)ParseTree(file);
        Nodes = file.Map.Count;
    }

    /// <summary>The document as it was read.</summary>
    public SpecDocument File { get; }

    /// <summary>Its tree after the overlays; <see cref="DocumentNormalizer"/> brings its schemas into the form of OpenAPI 3.1.</summary>
    public JsonObject Root { get; }

    /// <summary>Whether keywords beside a $ref count: not in OpenAPI 3.0, nor in AsyncAPI 2.</summary>
    public bool AllowsBesideReference =>
        (Root["openapi"] is JsonValue openApi && !openApi.ToString().StartsWith("3.0", StringComparison.Ordinal))
        || (Root["asyncapi"] is JsonValue asyncApi && asyncApi.ToString().StartsWith("3.", StringComparison.Ordinal));

    /// <summary>Diagnostics of the document.</summary>
    public List<DiagnosticInfo> Diagnostics { get; } = [];

    /// <summary>An outcome for each overlay that is meant for the document, in the order in which they were applied.</summary>
    public List<OverlayOutcome> OverlayOutcomes { get; } = [];

    /// <summary>The other files from which it has parts, by their normalized paths.</summary>
    public HashSet<string> UsedFiles { get; } = [];

    /// <summary>The keys of schemas to which a table gives a name, by that name.</summary>
    public Dictionary<string, string> NamedSchemas { get; } = [];

    /// <summary>At least as many nodes as the tree has.</summary>
    public int Nodes { get; set; }

    /// <summary>The tree of a file that was read without fatal diagnostics.</summary>
    public static JsonNode ParseTree(SpecDocument file) =>
        JsonNode.Parse(file.Json, documentOptions: new JsonDocumentOptions { MaxDepth = Limits.Depth + 2 })!;

    /// <summary>The place of the node, or of its nearest ancestor that is known; in the overlay file for what an overlay put there.</summary>
    public LocationInfo? Locate(JsonPointer pointer)
    {
        var origin = OriginAt(pointer);
        return origin.Map.Find(origin.Pointer);
    }

    /// <summary>The path of the file in which the node was written: that of the overlay for what an overlay put there. Cheaper than its place.</summary>
    public string PathOf(JsonPointer pointer) => OriginAt(pointer).Map.Path;

    /// <summary>The file and pointer at which the node, or what would hold it, was written.</summary>
    public Origin OriginAt(JsonPointer pointer)
    {
        var origin = new Origin(File.Map, JsonPointer.Root);
        JsonNode? node = Root;
        foreach (var token in pointer.Tokens)
        {
            node = JsonPointer.Step(node, token);
            if (node is not null && _standIns.TryGetValue(node, out var other))
                origin = OriginOf(other);
            else
                origin = node is not null && _origins.TryGetValue(node, out var moved) ? moved : origin / token;
        }

        return origin;
    }

    /// <summary>The place at a pointer that is still a text, with or without a leading '#'.</summary>
    public LocationInfo? Locate(string pointer) => Locate(JsonPointer.Parse(pointer));

    /// <summary>The place of a node of the tree.</summary>
    public LocationInfo? Locate(JsonNode node)
    {
        var origin = OriginOf(node);
        return origin.Map.Find(origin.Pointer);
    }

    /// <summary>The place where a node of the tree was written.</summary>
    public Origin OriginOf(JsonNode node)
    {
        var tokens = new Stack<string>();
        var origin = new Origin(File.Map, JsonPointer.Root);
        for (var current = node; current is not null; current = current.Parent)
        {
            while (_standIns.TryGetValue(current, out var other))
                current = other;
            if (_origins.TryGetValue(current, out var known))
            {
                origin = known;
                break;
            }

            switch (current.Parent)
            {
                case JsonObject:
                    tokens.Push(current.GetPropertyName());
                    break;
                case JsonArray:
                    tokens.Push(current.GetElementIndex().ToString(CultureInfo.InvariantCulture));
                    break;
            }
        }

        return tokens.Aggregate(origin, (at, token) => at / token);
    }

    /// <summary>Notes where a node was written that is new in the tree, or about to be moved.</summary>
    public void SetOrigin(JsonNode? node, Origin origin)
    {
        if (node is not null)
            _origins[node] = origin;
    }

    /// <summary>Gives a member another name; it stays where it was written.</summary>
    public void Rename(JsonObject owner, string name, string @new)
    {
        var value = owner[name];
        if (value is not null)
            SetOrigin(value, OriginOf(value));
        owner.Remove(name);
        owner[@new] = value;
    }

    /// <summary>Notes that a new node is written where another one is.</summary>
    public void SetStandIn(JsonNode node, JsonNode other) => _standIns.Add(node, other);

    /// <summary>Notes that the properties of a schema are the items of a list, by position.</summary>
    public void SetTuple(JsonNode schema) => _tuples.Add(schema);

    /// <summary>Whether the properties of a schema are the items of a list, by position.</summary>
    public bool IsTuple(JsonNode schema) => _tuples.Contains(schema);

    /// <summary>Notes that a schema stood inline in a channel or message before it moved among the components.</summary>
    public void SetInline(JsonNode schema) => _inline.Add(schema);

    /// <summary>Whether a schema of the components was written inline in a channel or message.</summary>
    public bool IsInline(JsonNode schema) => _inline.Contains(schema);

    /// <summary>Notes that a channel has no connection of its own.</summary>
    public void LeaveOut(JsonNode channel) => _leftOut.Add(channel);

    /// <summary>Whether a channel has no connection of its own.</summary>
    public bool IsLeftOut(JsonNode channel) => _leftOut.Contains(channel);

    /// <summary>Notes the channel in which a schema stood that moved among the components.</summary>
    public void SetChannelOf(JsonNode schema, JsonObject channel) => _channelsOfSchemas[schema] = channel;

    /// <summary>The channel in which a schema of the components was written; null for one that was written among them.</summary>
    public JsonObject? ChannelOf(JsonNode schema) => _channelsOfSchemas.TryGetValue(schema, out var channel) ? channel : null;

    /// <summary>Copies a node that stands where others refer to it.</summary>
    /// <exception cref="LimitException">The document has too many nodes with the copy.</exception>
    public JsonNode? Copy(JsonNode? node)
    {
        Nodes += TreeSize.Measure(node).Nodes;
        return Nodes <= Limits.Nodes ? node?.DeepClone() : throw new LimitException(Descriptors.TooManyNodes, Limits.Nodes);
    }

    /// <summary>Copies a schema, and what is known of it, to a second place.</summary>
    public JsonNode CopySchema(JsonNode schema)
    {
        var copy = schema.DeepClone();
        SetOrigin(copy, OriginOf(schema));
        if (_tuples.Count > 0)
            CopyTuples(schema, copy);
        return copy;
    }

    /// <summary>Removes an item; the items behind it keep their places in the file.</summary>
    public void RemoveItem(JsonArray items, int index)
    {
        var origin = OriginOf(items);
        for (var i = index + 1; i < items.Count; i++)
        {
            if (items[i] is { } item && !_origins.ContainsKey(item))
                _origins.Add(item, origin / i);
        }

        items.RemoveAt(index);
    }

    // Trees are limited in depth, so this may recurse.
    private void CopyTuples(JsonNode? from, JsonNode? to)
    {
        switch (from)
        {
            case JsonObject members:
                if (_tuples.Contains(members))
                    _tuples.Add(to!);
                foreach (var member in members)
                    CopyTuples(member.Value, to![member.Key]);
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    CopyTuples(items[i], to![i]);
                break;
        }
    }

    /// <summary>A node in a file.</summary>
    internal readonly record struct Origin(PointerMap Map, JsonPointer Pointer)
    {
        public static Origin operator /(Origin parent, string name) => parent with { Pointer = parent.Pointer / name };

        public static Origin operator /(Origin parent, int index) => parent with { Pointer = parent.Pointer / index };
    }
}
