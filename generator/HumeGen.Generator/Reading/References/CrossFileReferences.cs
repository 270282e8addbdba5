using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.Overlays;

namespace HumeGen.Generator.Reading.References;

/// <summary>
/// Follows references from one given file to another: what they lead to is copied into the document, with what it refers to itself. Only files that the
/// project gives to the generator are looked at, and only in memory; any other reference stays, to be refused.
/// </summary>
internal sealed class CrossFileReferences
{
    private readonly PatchedDocument _document;
    private readonly string _path;
    private readonly Dictionary<string, OverlaidFile> _files;
    private readonly SchemaTableWords _tables;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, JsonNode> _trees = [];
    private readonly Dictionary<(string Section, string Name), int> _numbers = [];

    private CrossFileReferences(PatchedDocument document, DocumentInput input, SchemaTableWords tables, CancellationToken cancellationToken)
    {
        _document = document;
        _path = FileReference.NormalizedPath(document.File.Path);
        _files = input.OtherFiles.ToDictionary(f => FileReference.NormalizedPath(f.File.Path));
        _tables = tables;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Brings a document to stand by itself.</summary>
    /// <param name="document">The document with its overlays applied, which is changed in place.</param>
    /// <param name="input">The files that it refers to.</param>
    /// <param name="tables">The words of the tables that such a file may have.</param>
    /// <param name="cancellationToken">Stops on the way; the document is of no use then.</param>
    public static void Resolve(PatchedDocument document, DocumentInput input, SchemaTableWords tables, CancellationToken cancellationToken)
    {
        // Nothing to do for nearly everyone.
        if (input.HasFileReferences)
            new CrossFileReferences(document, input, tables, cancellationToken).Resolve();
    }

    private void Resolve()
    {
        var known = new Dictionary<FileReference, string>();
        var open = new Queue<(JsonNode Node, string Section, string File)>([(_document.Root, "schemas", _path)]);
        while (open.Count > 0)
        {
            var (node, around, file) = open.Dequeue();
            foreach (var (owner, key, text, section) in ReferenceHolders.In(node, around, _cancellationToken).ToArray())
            {
                var from = text.StartsWith("#", StringComparison.Ordinal) ? file : WrittenIn(owner);
                if ((key is "$ref" or "$dynamicRef" || IsReference(text) ? FileReference.Read(text, from) : Named(text, file)) is not { } reference)
                    continue;
                if (reference.File == _path)
                {
                    if (text != reference.Fragment)
                        owner[key] = reference.Fragment;
                    continue;
                }

                if (!known.TryGetValue(reference, out var local))
                {
                    if (Import(reference, section) is not var (copy, component))
                        continue;
                    known.Add(reference, local = component);
                    open.Enqueue((copy, SectionOf(component), reference.File));
                }

                owner[key] = local;
            }
        }
    }

    // What the mapping of a discriminator has is a reference, or the name of a schema.
    private static bool IsReference(string text) => text.IndexOf('.') >= 0 || text.StartsWith("#", StringComparison.Ordinal);

    // In a file of parts, the name of a part.
    private FileReference? Named(string name, string file)
    {
        if (file == _path || TreeOf(file) is not JsonObject tree)
            return null;
        return tree[name] is JsonObject ? new FileReference(file, (JsonPointer.Root / name).ToFragment())
            : ((tree["components"] as JsonObject)?["schemas"] as JsonObject)?[name] is JsonObject
                ? new FileReference(file, (JsonPointer.Root / "components" / "schemas" / name).ToFragment())
            : null;
    }

    private JsonNode? TreeOf(string path)
    {
        if (!_files.TryGetValue(path, out var file))
            return null;
        if (!_trees.TryGetValue(path, out var tree))
            _trees[path] = tree = Tree(file);
        return tree;
    }

    private static string SectionOf(string component) => JsonPointer.Parse(component).Tokens[1];

    // The part with its place among the components; null where it cannot be had.
    private (JsonNode Copy, string Reference)? Import(FileReference reference, string section)
    {
        if (TreeOf(reference.File) is not { } tree)
            return null;
        if (Find(tree, reference.Fragment) is not { } pointer || pointer.Find(tree) is not JsonObject node)
            return null;
        // Once is enough; what remains is refused where it stands.
        if (_document.Nodes > Limits.Nodes)
            return null;
        _document.Nodes += TreeSize.Measure(node).Nodes;
        if (_document.Nodes > Limits.Nodes)
        {
            var limit = Limits.Nodes.ToString(CultureInfo.InvariantCulture);
            _document.Diagnostics.Add(DiagnosticInfo.Create(Descriptors.TooManyNodes, _document.Locate(JsonPointer.Root), limit));
            return null;
        }

        _document.UsedFiles.Add(reference.File);
        if (pointer.Tokens is { Length: 3 } tokens && tokens[0] == "components")
            section = tokens[1];
        var members = _document.Root.GetOrAddObject("components").GetOrAddObject(section);
        var wanted = pointer.Last ?? FileName(reference.File);
        var name = wanted;
        while (members.ContainsKey(name))
            name = $"{wanted}_{Next(section, wanted).ToString(CultureInfo.InvariantCulture)}";

        var copy = node.DeepClone();
        _document.SetOrigin(copy, new PatchedDocument.Origin(_files[reference.File].File.Map, pointer));
        members[name] = copy;
        return (copy, (JsonPointer.Root / "components" / section / name).ToFragment());
    }

    // A fragment is a pointer, or the name of an anchor.
    private JsonPointer? Find(JsonNode tree, string fragment)
    {
        if (fragment.Length < 2 || fragment[1] == '/')
            return PointerSearch.Find(tree, fragment);
        return tree is JsonObject root && new SchemaIdentifiers(root, _cancellationToken).Find(root, fragment) is { } named ? JsonPointer.To(named) : null;
    }

    // The path in a reference starts at the file that says it, which may be an overlay in another folder.
    private string WrittenIn(JsonNode owner) => FileReference.NormalizedPath(_document.OriginOf(owner).Map.Path);

    // As it is before anything is copied into it.
    private JsonNode Tree(OverlaidFile file)
    {
        if (!file.File.IsApi)
            return PatchedDocument.ParseTree(file.File);
        var other = OverlayApplier.Apply(file.File, file.Overlays, _cancellationToken);
        SchemaTables.Apply(other, _tables);
        return other.Root;
    }

    // The number that a further thing of one name gets.
    private int Next(string section, string name)
    {
        var key = (section, name);
        return _numbers[key] = _numbers.TryGetValue(key, out var last) ? last + 1 : 2;
    }

    private static string FileName(string path)
    {
        var name = path.Substring(path.LastIndexOf('/') + 1);
        return name.IndexOf('.') is > 0 and var dot ? name.Substring(0, dot) : name;
    }
}
