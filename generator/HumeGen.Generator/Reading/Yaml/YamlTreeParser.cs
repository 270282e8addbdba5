using System.Globalization;
using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HumeGen.Generator.Reading.Yaml;

/// <summary>Builds the tree of a YAML text from YamlDotNet's events, without recursion: nesting is limited before it can hurt.</summary>
internal sealed class YamlTreeParser(LineMap lines, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
{
    private const string CoreTag = "tag:yaml.org,2002:";

    private readonly Dictionary<string, YamlNode> _anchors = [];
    private readonly Stack<Frame> _open = [];
    private YamlNode? _root;
    private int _nodes;
    private bool _hasFailed;

    /// <summary>Reads the only document of the text.</summary>
    /// <returns>The root; null when there is none or it cannot be read, which the diagnostics then say.</returns>
    public YamlNode? Parse(string text)
    {
        long position = 0;
        var documents = 0;
        try
        {
            var parser = new Parser(new Scanner(new StringReader(BlankLines.Settle(text)), skipComments: true));
            while (!_hasFailed && parser.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var current = parser.Current!;
                position = Math.Max(position, current.End.Index);
                if (current is DocumentStart && ++documents > 1)
                    Fail(Descriptors.SeveralDocuments, current.Start.Index, current.End.Index);
                else
                    Take(current);
            }
        }
        catch (YamlException exception)
        {
            // The library sometimes points before what it has already accepted.
            var at = Math.Max(position, exception.Start.Index);
            Fail(Descriptors.YamlSyntax, at, Math.Max(at, exception.End.Index), Sentence(exception.Message));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Some malformed texts end in an exception of another kind inside the library.
            Fail(Descriptors.YamlSyntax, position, position, "the parser cannot make sense of what follows");
        }

        return _hasFailed ? null : _root;
    }

    private static string Sentence(string message) => message.TrimEnd('.', ' ');

    private void Take(ParsingEvent current)
    {
        var start = (int)current.Start.Index;
        var end = (int)current.End.Index;
        switch (current)
        {
            case Scalar scalar:
                var tag = TagOf(scalar, start, end);
                var node = YamlNode.Scalar(scalar.Value, scalar.Style == ScalarStyle.Plain, tag, start, end);
                Anchor(scalar, node);
                Add(node, start, end);
                break;
            case AnchorAlias alias:
                Follow(alias.Value.Value, start, end);
                break;
            case SequenceStart or MappingStart:
                Open((NodeEvent)current, start, end);
                break;
            case SequenceEnd or MappingEnd:
                Close();
                break;
        }
    }

    private void Open(NodeEvent begin, int start, int end)
    {
        TagOf(begin, start, end);
        if (_open.Count >= Limits.Depth)
        {
            Fail(Descriptors.TooDeep, start, end, Limits.Depth.ToString(CultureInfo.InvariantCulture));
            return;
        }

        var node = new YamlNode(begin is MappingStart ? YamlKind.Mapping : YamlKind.Sequence, start, end);
        Anchor(begin, node);
        Add(node, start, end);
        _open.Push(new Frame(node));
    }

    private void Close()
    {
        var frame = _open.Pop();
        if (frame.Node.Kind == YamlKind.Sequence)
            frame.Node.Items = frame.Items!;
        else
            frame.Node.Entries = frame.Merges is null ? frame.Entries! : Expand(frame, frame.Merges);
        frame.Node.IsComplete = true;
    }

    /// <summary>Puts a finished or beginning node where it belongs: the root, an item, a key or the value of the last key.</summary>
    private void Add(YamlNode node, int start, int end)
    {
        var frame = _open.Count == 0 ? null : _open.Peek();
        if (frame is { Node.Kind: YamlKind.Mapping, HasKey: false })
        {
            AddKey(frame, node, start, end);
        }
        else if (++_nodes > Limits.Nodes)
        {
            Fail(Descriptors.TooManyNodes, start, end, Limits.Nodes.ToString(CultureInfo.InvariantCulture));
        }
        else if (frame is null)
        {
            _root = node;
        }
        else if (frame.Node.Kind == YamlKind.Sequence)
        {
            frame.Items!.Add(node);
        }
        else
        {
            frame.HasKey = false;
            if (frame.IsMerge)
                (frame.Merges ??= []).Add((frame.Entries!.Count, frame.KeyStart, frame.KeyEnd, node));
            else if (!frame.IsDuplicate)
                frame.Entries!.Add(new YamlEntry(frame.Key, frame.KeyStart, frame.KeyEnd, node));
        }
    }

    private void AddKey(Frame frame, YamlNode node, int start, int end)
    {
        if (node.Kind != YamlKind.Scalar)
        {
            Fail(Descriptors.KeyNotScalar, start, end);
            return;
        }

        frame.HasKey = true;
        frame.Key = node.Value;
        frame.KeyStart = start;
        frame.KeyEnd = end;
        frame.IsMerge = node is { Value: "<<", IsPlain: true, Tag: ScalarTag.None };
        var first = frame.Find(node.Value);
        frame.IsDuplicate = first is not null;
        if (first is not { } other)
            return;
        var line = lines.At(other, other).LineSpan.Start.Line + 1;
        Report(Descriptors.DuplicateKey, start, end, node.Value, line.ToString(CultureInfo.InvariantCulture));
    }

    private void Follow(string anchor, int start, int end)
    {
        if (!_anchors.TryGetValue(anchor, out var target))
            Fail(Descriptors.YamlSyntax, start, end, $"the alias '*{anchor}' has no anchor '&{anchor}' before it");
        else if (!target.IsComplete)
            Fail(Descriptors.AliasCycle, start, end, anchor);
        else if (target.Kind == YamlKind.Scalar)
            Add(YamlNode.Scalar(target.Value, target.IsPlain, target.Tag, start, end), start, end);
        else
            Add(target, start, end);
    }

    /// <summary>Expands the merge keys of a mapping: its own keys win, then the mapping that is named first.</summary>
    private List<YamlEntry> Expand(Frame frame, List<(int Position, int Start, int End, YamlNode Value)> merges)
    {
        var entries = frame.Entries!;
        var expanded = new List<YamlEntry>(entries.Count);
        var seen = new HashSet<string>(entries.Select(entry => entry.Key));
        var done = 0;
        foreach (var (position, start, end, value) in merges)
        {
            expanded.AddRange(entries.Skip(done).Take(position - done));
            done = position;
            IReadOnlyList<YamlNode> sources = value.Kind == YamlKind.Sequence ? value.Items : [value];
            if (sources.Any(source => source.Kind != YamlKind.Mapping))
            {
                Report(Descriptors.UnsupportedMerge, start, end);
                continue;
            }

            foreach (var entry in sources.SelectMany(source => source.Entries))
            {
                // Few characters can merge many keys, so these count as nodes as well.
                if (++_nodes > Limits.Nodes)
                {
                    Fail(Descriptors.TooManyNodes, start, end, Limits.Nodes.ToString(CultureInfo.InvariantCulture));
                    return expanded;
                }

                if (seen.Add(entry.Key))
                    expanded.Add(entry);
            }
        }

        expanded.AddRange(entries.Skip(done));
        return expanded;
    }

    private void Anchor(NodeEvent from, YamlNode node)
    {
        if (!from.Anchor.IsEmpty)
            _anchors[from.Anchor.Value] = node;
    }

    private ScalarTag TagOf(NodeEvent node, int start, int end)
    {
        if (node.Tag.IsEmpty)
            return ScalarTag.None;
        if (node.Tag.IsNonSpecific)
            return ScalarTag.String;
        switch (node, node.Tag.Value)
        {
            case (Scalar, CoreTag + "str"):
                return ScalarTag.String;
            case (Scalar, CoreTag + "null"):
                return ScalarTag.Null;
            case (Scalar, CoreTag + "bool"):
                return ScalarTag.Boolean;
            case (Scalar, CoreTag + "int"):
                return ScalarTag.Integer;
            case (Scalar, CoreTag + "float"):
                return ScalarTag.Float;
            case (Scalar { Value: "<<", IsKey: true }, CoreTag + "merge"):
            case (SequenceStart, CoreTag + "seq"):
            case (MappingStart, CoreTag + "map"):
                return ScalarTag.None;
            default:
                Report(Descriptors.UnsupportedTag, start, end, node.Tag.Value);
                return ScalarTag.None;
        }
    }

    private void Fail(DiagnosticDescriptor descriptor, long start, long end, params string[] arguments)
    {
        _hasFailed = true;
        diagnostics.Add(DiagnosticInfo.Create(descriptor, lines.At(start, end), arguments));
    }

    private void Report(DiagnosticDescriptor descriptor, int start, int end, params string[] arguments)
    {
        if (diagnostics.Count < Limits.Diagnostics)
            diagnostics.Add(DiagnosticInfo.Create(descriptor, lines.At(start, end), arguments));
    }

    /// <summary>A sequence or mapping whose end has not come yet.</summary>
    private sealed class Frame(YamlNode node)
    {
        // A search that is good enough for most mappings.
        private const int FewKeys = 16;

        private Dictionary<string, int>? _keys;

        public YamlNode Node { get; } = node;

        /// <summary>The items of a sequence; null in a mapping.</summary>
        public List<YamlNode>? Items { get; } = node.Kind == YamlKind.Sequence ? [] : null;

        /// <summary>The entries of a mapping; null in a sequence.</summary>
        public List<YamlEntry>? Entries { get; } = node.Kind == YamlKind.Mapping ? [] : null;

        /// <summary>Merge keys: before which entry they stand, their place and their value; null where there are none.</summary>
        public List<(int Position, int Start, int End, YamlNode Value)>? Merges { get; set; }

        public bool HasKey { get; set; }

        public string Key { get; set; } = "";

        public int KeyStart { get; set; }

        public int KeyEnd { get; set; }

        public bool IsMerge { get; set; }

        public bool IsDuplicate { get; set; }

        /// <summary>The place of the entry with a key; null where there is none yet.</summary>
        public int? Find(string key)
        {
            if (key == "<<" && Merges is { Count: > 0 })
                return Merges[0].Start;
            if (Entries!.Count > FewKeys)
            {
                _keys ??= [];
                for (var i = _keys.Count; i < Entries.Count; i++)
                    _keys.Add(Entries[i].Key, Entries[i].KeyStart);
                return _keys.TryGetValue(key, out var start) ? start : null;
            }

            foreach (var entry in Entries)
            {
                if (entry.Key == key)
                    return entry.KeyStart;
            }

            return null;
        }
    }
}
