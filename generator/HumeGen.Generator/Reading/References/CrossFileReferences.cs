using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.Normalizing;

namespace HumeGen.Generator.Reading.References;

/// <summary>
/// Follows references from one given file to another: what they lead to is copied into the document, with what it refers to itself. Only files that the
/// project gives to the generator are looked at, and only in memory; any other reference stays, to be refused.
/// </summary>
/// <param name="files">The given files.</param>
/// <param name="documents">Those of them that are documents, with overlays applied.</param>
/// <param name="diagnostics">Gets what is wrong.</param>
internal sealed class CrossFileReferences(IReadOnlyList<SpecDocument> files, IReadOnlyList<PatchedDocument> documents, List<DiagnosticInfo> diagnostics)
{
    // Data rather than description.
    private static readonly HashSet<string> Data = ["example", "examples", "default", "value", "enum", "const"];

    // Keys whose members have free names.
    private static readonly HashSet<string> Maps =
    [
        "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas", "paths", "webhooks", "pathItems", "responses", "headers", "content", "mediaTypes",
        "callbacks", "requestBodies", "securitySchemes", "links", "encoding", "variables", "channels", "messages", "operations",
    ];

    private readonly Dictionary<string, SpecDocument> _files = files.Where(f => f.Json.Length > 0).GroupBy(f => NormalizedPath(f.Path)).ToDictionary(g => g.Key, g => g.First());
    // As they are before anything is copied into them.
    private readonly Dictionary<string, JsonNode> _trees = documents.GroupBy(d => NormalizedPath(d.File.Path)).ToDictionary(g => g.Key, g => g.First().Root.DeepClone());
    private readonly HashSet<string> _used = [];
    private readonly Dictionary<(PatchedDocument, string, string), int> _numbers = [];

    /// <summary>Brings all documents to stand by themselves.</summary>
    public static void Resolve(IReadOnlyList<SpecDocument> files, IReadOnlyList<PatchedDocument> documents, List<DiagnosticInfo> diagnostics)
    {
        // Nothing to do for nearly everyone.
        if (files.Count < 2 || !documents.Any(d => Holders(d.Root).SelectMany(h => h).Any(h => !h.Owner[h.Key]!.GetValue<string>().StartsWith("#", StringComparison.Ordinal))))
            return;
        var references = new CrossFileReferences(files, documents, diagnostics);
        foreach (var document in documents)
            references.Resolve(document);

        // A file that others take parts from need not be a document.
        diagnostics.RemoveAll(d => d.Id == Descriptors.NotASpec.Id && d.Location is { } place && references._used.Contains(NormalizedPath(place.Path)));
    }

    private void Resolve(PatchedDocument document)
    {
        var own = NormalizedPath(document.File.Path);
        var known = new Dictionary<(string File, string Fragment), string>();
        var open = new Queue<(JsonNode Node, string File)>([(document.Root, own)]);
        while (open.Count > 0)
        {
            var (node, file) = open.Dequeue();
            foreach (var holder in Holders(node).ToArray())
            {
                foreach (var (owner, key, context) in holder)
                {
                    var text = owner[key]!.GetValue<string>();
                    if (Find(text, file) is not var (target, fragment) || (target == own && file == own && text.StartsWith("#", StringComparison.Ordinal)))
                        continue;
                    if (target == own)
                    {
                        owner[key] = fragment;
                        continue;
                    }

                    if (!known.TryGetValue((target, fragment), out var local))
                    {
                        if (Import(document, target, JsonPointer.Parse(fragment), context) is not var (copy, reference))
                            continue;
                        known.Add((target, fragment), local = reference);
                        open.Enqueue((copy, target));
                    }

                    owner[key] = local;
                }
            }
        }
    }

    // The file and the fragment with its "#", which may be all there is; null where it is no given file.
    private (string File, string Fragment)? Find(string reference, string from)
    {
        var hash = reference.IndexOf('#');
        var path = hash < 0 ? reference : reference.Substring(0, hash);
        var fragment = hash < 0 ? "#" : reference.Substring(hash);
        if (fragment.Length > 1 && fragment[1] != '/')
            return null;
        if (path.Length == 0)
            return (from, fragment);
        if (path[0] is '/' or '\\' or '?' || path.IndexOf(':') >= 0 || path.IndexOf('?') >= 0)
            return null;
        var folder = from.LastIndexOf('/') is >= 0 and var slash ? from.Substring(0, slash + 1) : "";
        var target = NormalizedPath(folder + Uri.UnescapeDataString(path));
        return _files.ContainsKey(target) ? (target, fragment) : null;
    }

    private (JsonNode Copy, string Reference)? Import(PatchedDocument document, string file, JsonPointer pointer, string section)
    {
        if (!_trees.TryGetValue(file, out var tree))
            _trees[file] = tree = PatchedDocument.ParseTree(_files[file]);
        if (pointer.Find(tree) is not JsonObject node)
            return null;
        // Once is enough; what remains is refused where it stands.
        if (document.Nodes > Limits.Nodes)
            return null;
        document.Nodes += TreeSize.Measure(node).Nodes;
        if (document.Nodes > Limits.Nodes)
        {
            diagnostics.Add(DiagnosticInfo.Create(Descriptors.TooManyNodes, document.Locate(""), Limits.Nodes.ToString(CultureInfo.InvariantCulture)));
            return null;
        }

        _used.Add(file);
        if (pointer.Tokens is { Length: 3 } tokens && tokens[0] == "components")
            section = tokens[1];
        var members = Child(Child(document.Root, "components"), section);
        var wanted = pointer.Last ?? FileName(file);
        var name = wanted;
        while (members.ContainsKey(name))
            name = $"{wanted}_{Next(document, section, wanted).ToString(CultureInfo.InvariantCulture)}";

        var copy = node.DeepClone();
        document.SetOrigin(copy, new PatchedDocument.Origin(_files[file].Map, pointer));
        members[name] = copy;
        return (copy, (JsonPointer.Root / "components" / section / name).ToFragment());
    }

    // The number that a further thing of one name gets.
    private int Next(PatchedDocument document, string section, string name)
    {
        var key = (document, section, name);
        return _numbers[key] = _numbers.TryGetValue(key, out var last) ? last + 1 : 2;
    }

    /// <summary>The references of a tree, in lists of one object each, with the section of the components that each would point into.</summary>
    private static IEnumerable<List<(JsonObject Owner, string Key, string Context)>> Holders(JsonNode root)
    {
        var open = new Stack<(JsonNode Node, string Context, bool IsMap)>([(root, "schemas", false)]);
        while (open.Count > 0)
        {
            var (node, context, isMap) = open.Pop();
            if (node is JsonArray items)
            {
                foreach (var item in items)
                {
                    if (item is not null)
                        open.Push((item, context, false));
                }

                continue;
            }

            if (node is not JsonObject members)
                continue;
            var found = new List<(JsonObject, string, string)>();
            foreach (var member in members)
            {
                if (isMap && member.Value is not null)
                    open.Push((member.Value, context, false));
                else if (member.Key == "$ref" && SchemaNormalizer.IsText(member.Value))
                    found.Add((members, member.Key, context));
                else if (member.Key == "mapping" && member.Value is JsonObject mapping && members.ContainsKey("propertyName"))
                    found.AddRange(mapping.Where(m => SchemaNormalizer.IsText(m.Value) && m.Value!.GetValue<string>().IndexOf('.') >= 0).Select(m => (mapping, m.Key, "schemas")));
                else if (member.Value is not null && !Data.Contains(member.Key) && !member.Key.StartsWith("x-", StringComparison.Ordinal))
                    open.Push((member.Value, Context(member.Key, context), Maps.Contains(member.Key)));
            }

            if (found.Count > 0)
                yield return found;
        }
    }

    // What stands under a key, by the section that has its like; members of a map stand under their own names.
    private static string Context(string key, string around) => key switch
    {
        "paths" or "webhooks" or "pathItems" => "pathItems",
        "parameters" or "responses" or "headers" or "callbacks" or "links" or "securitySchemes" or "requestBodies" or "messages" or "channels" or "operations" or "servers" => key,
        "requestBody" => "requestBodies",
        "message" or "oneOf" when around is "messages" or "channels" => "messages",
        "schema" or "schemas" or "payload" or "items" or "properties" or "allOf" or "anyOf" or "additionalProperties" or "itemSchema" or "content" => "schemas",
        _ => around,
    };

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
            parent[name] = child = [];
        return child;
    }

    private static string FileName(string path)
    {
        var name = path.Substring(path.LastIndexOf('/') + 1);
        return name.IndexOf('.') is > 0 and var dot ? name.Substring(0, dot) : name;
    }

    // With one kind of slash, and without steps up and on the spot.
    private static string NormalizedPath(string path)
    {
        var steps = new List<string>();
        foreach (var step in path.Replace('\\', '/').Split('/'))
        {
            if (step == ".." && steps.Count > 0 && steps[steps.Count - 1] is not ("" or ".."))
                steps.RemoveAt(steps.Count - 1);
            else if (step != ".")
                steps.Add(step);
        }

        return string.Join("/", steps);
    }
}
