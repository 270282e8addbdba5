using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Reading.Yaml;

/// <summary>From JSON pointers to places in a spec file, compared by value.</summary>
/// <remarks>
/// The nodes lie in one array in the order of the text, each with the index behind its subtree, so a node costs 24 bytes
/// (its name is shared with all nodes of that name) and pointers are never stored.
/// </remarks>
internal sealed class PointerMap : IEquatable<PointerMap>
{
    private readonly LineMap _lines;
    private readonly Node[] _nodes;

    private PointerMap(LineMap lines, Node[] nodes)
    {
        _lines = lines;
        _nodes = nodes;
    }

    /// <summary>The path of the file.</summary>
    public string Path => _lines.Path;

    /// <summary>Number of nodes of the document.</summary>
    public int Count => _nodes.Length;

    /// <summary>The place of the node, or of its nearest ancestor that is known; null when the file has no tree.</summary>
    public LocationInfo? Find(JsonPointer pointer)
    {
        if (_nodes.Length == 0)
            return null;
        var node = 0;
        foreach (var token in pointer.Tokens)
        {
            var child = Child(node, token);
            if (child < 0)
                break;
            node = child;
        }

        return At(node);
    }

    /// <summary>The place of a node by its number, which it keeps as long as the tree stays the same.</summary>
    public LocationInfo? At(int node) => node < _nodes.Length ? _lines.At(_nodes[node].Start, _nodes[node].End) with { Node = node } : null;

    public bool Equals(PointerMap? other) =>
        ReferenceEquals(this, other) || (other is not null && _lines.Equals(other._lines) && _nodes.AsSpan().SequenceEqual(other._nodes));

    public override bool Equals(object? obj) => Equals(obj as PointerMap);

    public override int GetHashCode() => unchecked((_lines.GetHashCode() * 31) + _nodes.Length);

    private int Child(int parent, string token)
    {
        var isIndex = JsonPointer.TryIndex(token, out var wanted);
        var index = 0;
        for (var child = parent + 1; child < _nodes[parent].Next; child = _nodes[child].Next)
        {
            if (_nodes[child].Name is { } name ? name == token : isIndex && index == wanted)
                return child;
            index++;
        }

        return -1;
    }

    /// <summary>Collects the nodes in the order of the text.</summary>
    internal sealed class Builder(LineMap lines)
    {
        private readonly List<Node> _nodes = [];
        private readonly Dictionary<string, string> _names = [];

        public int Count => _nodes.Count;

        /// <summary>Adds a node, whose children follow until <see cref="Close"/>; the name is null for an array item and the root.</summary>
        /// <returns>The number to close it with.</returns>
        public int Open(string? name, int start, int end)
        {
            if (name is not null)
            {
                if (_names.TryGetValue(name, out var known))
                    name = known;
                else
                    _names.Add(name, name);
            }

            _nodes.Add(new Node(name, start, end, _nodes.Count + 1));
            return _nodes.Count - 1;
        }

        public void Close(int node) => _nodes[node] = _nodes[node] with { Next = _nodes.Count };

        public PointerMap Build() => new(lines, [.. _nodes]);
    }

    private readonly record struct Node(string? Name, int Start, int End, int Next);
}
