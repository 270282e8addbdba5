using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Reading;

/// <summary>
/// Puts the entries of the tables <c>names</c>, <c>namespaces</c> and <c>ignore</c> at the schemas that they name, as if each schema had the extension itself.
/// An entry names a component by its key, and a schema within a component by a pointer behind the key: <c>Shape/oneOf/0</c>.
/// </summary>
internal sealed class SchemaTables
{
    private readonly PatchedDocument _document;
    private readonly SchemaTableWords _words;
    private readonly JsonObject _schemas;
    private readonly List<DiagnosticInfo> _found = [];

    private SchemaTables(PatchedDocument document, SchemaTableWords words)
    {
        _document = document;
        _words = words;
        _schemas = (document.Root["components"] as JsonObject)?["schemas"] as JsonObject ?? [];
    }

    /// <summary>Applies the tables of a document whose overlays are applied.</summary>
    public static void Apply(PatchedDocument document, SchemaTableWords words)
    {
        if (document.Root[words.Settings] is not JsonObject settings)
            return;
        var tables = new SchemaTables(document, words);
        tables.ApplyNames(settings[SchemaTableWords.Names] as JsonObject ?? []);
        foreach (var entry in settings[SchemaTableWords.Namespaces] as JsonObject ?? [])
            tables.ApplyList($"{SchemaTableWords.Namespaces}.{entry.Key}", entry.Value, words.Namespace, JsonValue.Create(entry.Key), settings[SchemaTableWords.Namespaces]!);
        if (settings[SchemaTableWords.IgnoredSchemas] is JsonArray ignored)
            tables.ApplyList(SchemaTableWords.IgnoredSchemas, ignored, words.Ignore, JsonValue.Create(true), ignored);
        document.Diagnostics.AddRange(tables._found);
    }

    private void ApplyNames(JsonObject names)
    {
        foreach (var entry in names)
        {
            var origin = entry.Value is { } value ? _document.OriginOf(value) : _document.OriginOf(names) / entry.Key;
            if (entry.Value.AsText() is not { } name)
            {
                Report(Descriptors.UnusableExtension, origin, Table(SchemaTableWords.Names), $"has '{entry.Key}', which must be a string, but is {Json(entry.Value)}");
                continue;
            }

            _document.NamedSchemas[name] = entry.Key;
            Put(SchemaTableWords.Names, entry.Key, _words.Name, entry.Value!, origin);
        }
    }

    private void ApplyList(string table, JsonNode? list, string word, JsonNode value, JsonNode owner)
    {
        if (list is not JsonArray schemas)
        {
            Report(Descriptors.UnusableExtension, list is null ? _document.OriginOf(owner) : _document.OriginOf(list), Table(table), $"must be a list of schemas, but is {Json(list)}");
            return;
        }

        for (var i = 0; i < schemas.Count; i++)
        {
            var origin = schemas[i] is { } item ? _document.OriginOf(item) : _document.OriginOf(schemas) / i;
            if (schemas[i].AsText() is not { } schema)
                Report(Descriptors.UnusableExtension, origin, Table(table), $"has an item that must be the text of a schema, but is {Json(schemas[i])}");
            else
                Put(table, schema, word, value, origin);
        }
    }

    private void Put(string table, string key, string word, JsonNode value, PatchedDocument.Origin origin)
    {
        if (Find(key) is not { } schema)
        {
            Report(Descriptors.UnknownSchemaInTable, origin, Table(table), key, Hint(key));
            return;
        }

        if (schema[word] is { } other)
        {
            if (!JsonNode.DeepEquals(other, value))
                Report(Descriptors.ContradictoryTable, origin, Table(table), Json(value), key, Json(other));
            return;
        }

        var copy = value.DeepClone();
        _document.SetOrigin(copy, origin);
        _document.Nodes++;
        schema[word] = copy;
    }

    // A key may hold slashes itself.
    private JsonObject? Find(string key) => (_schemas[key] ?? JsonPointer.Parse("/" + key).Find(_schemas)) as JsonObject;

    private string Hint(string key)
    {
        var slash = key.IndexOf('/');
        if (slash > 0 && _schemas[key.Substring(0, slash)] is not null)
            return $"'{key.Substring(0, slash)}' has no schema at '{key.Substring(slash)}'";
        return Spelling.Nearest(key, _schemas.Select(s => s.Key)) is { } nearest ? $"did you mean '{nearest}'?" : "none has a similar name";
    }

    private string Table(string name) => $"{_words.Settings}.{name}";

    private void Report(DiagnosticDescriptor descriptor, PatchedDocument.Origin at, params string[] arguments)
    {
        if (_found.Count < Limits.Diagnostics)
            _found.Add(DiagnosticInfo.Create(descriptor, at.Map.Find(at.Pointer), arguments));
    }

    private static string Json(JsonNode? node) => node?.ToJsonString() ?? "null";
}
