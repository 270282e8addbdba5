using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading.Yaml;

/// <summary>Writes a YAML tree as JSON and notes where each node stands.</summary>
internal sealed class JsonTreeWriter
{
    // Readable, and compact for text in other scripts; nothing here is ever put into HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Utf8JsonWriter _json;
    private readonly PointerMap.Builder _map;
    private readonly LineMap _lines;
    private readonly List<DiagnosticInfo> _diagnostics;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<string> _fileReferences = [];
    private readonly List<string> _descriptions = [];
    private readonly string? _file;

    private JsonTreeWriter(
        Utf8JsonWriter json, LineMap lines, bool marksDescriptions, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
    {
        _json = json;
        _map = new PointerMap.Builder(lines);
        _lines = lines;
        _file = marksDescriptions ? DescriptionMark.FileOf(lines.Path) : null;
        _diagnostics = diagnostics;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Writes the tree.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="lines">The lines of the file.</param>
    /// <param name="marksDescriptions">Whether marks are written in place of descriptions.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>
    /// The JSON, the map, the texts that may refer to other files, and the descriptions that marks stand for; null when the tree with its aliases followed is too large,
    /// which the diagnostics then say.
    /// </returns>
    public static (string Json, PointerMap Map, IReadOnlyCollection<string> FileReferences, IReadOnlyCollection<string> Descriptions)? Write(
        YamlNode root, LineMap lines, bool marksDescriptions, List<DiagnosticInfo> diagnostics, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        using var json = new Utf8JsonWriter(bytes, Options);
        var writer = new JsonTreeWriter(json, lines, marksDescriptions, diagnostics, cancellationToken);
        var (start, end) = Place(root, root.Start, root.End);
        if (!writer.Node(root, null, start, end, 1, marksDescriptions ? DescriptionPlaces.OfRoot(root) : DescriptionPlace.None))
            return null;
        json.Flush();
        return (Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length), writer._map.Build(), writer._fileReferences, writer._descriptions);
    }

    // Recursion ends at Limits.Depth.
    private bool Node(YamlNode node, string? name, int start, int end, int depth, DescriptionPlace place, bool isText = false)
    {
        if (_map.Count % 1024 == 0)
            _cancellationToken.ThrowIfCancellationRequested();
        if (_map.Count >= Limits.Nodes)
            return Fail(Descriptors.TooManyNodes, start, end, Limits.Nodes);
        if (depth > Limits.Depth + 1)
            return Fail(Descriptors.TooDeep, start, end, Limits.Depth);

        var number = _map.Open(name, start, end);
        switch (node.Kind)
        {
            case YamlKind.Scalar:
                return Scalar(node, start, end, isText);

            case YamlKind.Sequence:
                _json.WriteStartArray();
                foreach (var item in node.Items)
                {
                    var (itemStart, itemEnd) = Place(item, item.Start, item.End);
                    if (!Node(item, null, itemStart, itemEnd, depth + 1, DescriptionPlaces.OfItems(place), isText && item.Kind == YamlKind.Scalar))
                        return false;
                }

                _json.WriteEndArray();
                break;

            case YamlKind.Mapping:
                _json.WriteStartObject();
                var ofTexts = TextPlaces.IsOfTexts(node);
                foreach (var entry in node.Entries)
                {
                    NoteFileReferences(entry);
                    if (!IsText(entry.Key))
                        return FailCharacter(entry.KeyStart, entry.KeyEnd);
                    _json.WritePropertyName(entry.Key);
                    var (valueStart, valueEnd) = Place(entry.Value, entry.KeyStart, entry.KeyEnd, entry.Value.Kind == YamlKind.Scalar);
                    if (DescriptionPlaces.IsDescription(place, entry) && IsText(entry.Value.Value))
                        Description(entry, valueStart, valueEnd);
                    else if (!Node(entry.Value, entry.Key, valueStart, valueEnd, depth + 1, DescriptionPlaces.Below(place, entry.Key), TextPlaces.HoldsText(entry, ofTexts)))
                        return false;
                }

                _json.WriteEndObject();
                break;
        }

        _map.Close(number);
        return true;
    }

    private void Description(YamlEntry entry, int start, int end)
    {
        _map.Open(entry.Key, start, end);
        _json.WriteStringValue(DescriptionMark.Of(_file!, _descriptions.Count));
        _descriptions.Add(entry.Value.Value);
    }

    private bool Scalar(YamlNode node, int start, int end, bool isText)
    {
        if (!IsText(node.Value))
            return FailCharacter(start, end);
        var (type, text) = (YamlCoreSchema.JsonType.String, node.Value);
        try
        {
            (type, text) = YamlCoreSchema.Resolve(node);
        }
        catch (FormatException)
        {
            _diagnostics.Add(DiagnosticInfo.Create(
                Descriptors.UnsupportedTag, _lines.At(start, end), node.Tag.ToString().ToLowerInvariant()));
        }

        if (isText && type != YamlCoreSchema.JsonType.Null)
            (type, text) = (YamlCoreSchema.JsonType.String, node.Value);
        switch (type)
        {
            case YamlCoreSchema.JsonType.Null:
                _json.WriteNullValue();
                break;
            case YamlCoreSchema.JsonType.True or YamlCoreSchema.JsonType.False:
                _json.WriteBooleanValue(type == YamlCoreSchema.JsonType.True);
                break;
            case YamlCoreSchema.JsonType.Number:
                _json.WriteRawValue(text, skipInputValidation: true);
                break;
            default:
                _json.WriteStringValue(text);
                break;
        }

        return true;
    }

    // The mapping of a discriminator refers too, and an update of an overlay may be meant for one.
    private void NoteFileReferences(YamlEntry entry)
    {
        if (entry is { Key: "$ref", Value.Kind: YamlKind.Scalar })
        {
            Note(entry.Value.Value);
        }
        else if (entry.Key is "mapping" or "update")
        {
            foreach (var member in entry.Value.Entries.Where(m => m.Value.Kind == YamlKind.Scalar))
                Note(member.Value.Value);
        }

        void Note(string text)
        {
            if (!text.StartsWith("#", StringComparison.Ordinal))
                _fileReferences.Add(text);
        }
    }

    /// <summary>The entry that a message about a node should point at: a value itself, but for a block of many lines what introduces it.</summary>
    private static (int Start, int End) Place(YamlNode node, int start, int end, bool isValue = false) => node switch
    {
        { Kind: YamlKind.Scalar } when isValue => node.End > node.Start ? (node.Start, node.End) : (start, end),
        { Kind: YamlKind.Mapping, Entries.Count: > 0 } when start == node.Start => (node.Entries[0].KeyStart, node.Entries[0].KeyEnd),
        _ => (start, end),
    };

    // Half a surrogate pair cannot be written as UTF-8; only an escape can bring one in.
    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    private bool FailCharacter(int start, int end)
    {
        _diagnostics.Add(DiagnosticInfo.Create(Descriptors.InvalidCharacter, _lines.At(start, end), "half a surrogate pair"));
        return false;
    }

    private bool Fail(DiagnosticDescriptor descriptor, int start, int end, int limit)
    {
        _diagnostics.Add(DiagnosticInfo.Create(descriptor, _lines.At(start, end), limit.ToString(CultureInfo.InvariantCulture)));
        return false;
    }
}
