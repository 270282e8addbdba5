using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.References;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>One document as a typed tree. Of an AsyncAPI document the library reads the schemas and security schemes, the rest is read here.</summary>
/// <param name="file">The document with overlays applied, in its normal form.</param>
/// <param name="library">The same as Microsoft.OpenApi read it.</param>
internal sealed class ApiDocument(PatchedDocument file, OpenApiDocument library)
{
    private static readonly JsonPointer SchemasPointer = JsonPointer.Root / "components" / "schemas";

    // Documents are kept from one run to the next, and runs may overlap.
    private readonly ConcurrentDictionary<string, SchemaNode> _schemas = new(StringComparer.Ordinal);
    private Dictionary<string, List<string>>? _derived;
    private IReadOnlyList<TagNode>? _tags;
    private Lazy<bool>? _asksForCredentials;

    /// <summary>The document with overlays applied.</summary>
    public PatchedDocument File { get; } = file;

    /// <summary>The title of the document; null where it has none.</summary>
    public string? Title => File.File.Title;

    public string? Description => library.Info?.Description;

    /// <summary>The words of the extension <c>x-humegen</c> at the document itself.</summary>
    public DocumentSettings Settings { get; } = new(file.Root[ExtensionWords.Document.Name] as JsonObject);

    /// <summary>The keys of all component schemas, in the order of the document.</summary>
    public IReadOnlyList<string> SchemaKeys => [.. library.Components?.Schemas?.Keys ?? (IEnumerable<string>)[]];

    /// <summary>A component schema; null where there is none of that key.</summary>
    public SchemaNode? Schema(string key)
    {
        if (_schemas.TryGetValue(key, out var known))
            return known;
        if (library.Components?.Schemas is not { } schemas || !schemas.TryGetValue(key, out var schema))
            return null;
        var json = ((File.Root["components"] as JsonObject)?["schemas"] as JsonObject)?[key] as JsonObject;
        return _schemas.GetOrAdd(key, new SchemaNode(this, SchemasPointer / key, json, schema));
    }

    /// <summary>The components that have this one as a part of allOf, or as a part of a part, the nearest first, in the order of the document.</summary>
    public IEnumerable<string> DerivedSchemas(string component)
    {
        _derived ??= ReadDerivedSchemas();
        var seen = new HashSet<string>(StringComparer.Ordinal) { component };
        var open = new Queue<string>([component]);
        while (open.Count > 0)
        {
            foreach (var child in _derived.TryGetValue(open.Dequeue(), out var found) ? found : [])
            {
                if (!seen.Add(child))
                    continue;
                yield return child;
                open.Enqueue(child);
            }
        }
    }

    /// <summary>
    /// The component itself and those that it has as parts of allOf, or as parts of parts, the nearest first, as far as they have a discriminator. Only so many
    /// are looked at, as each of a long chain would look at all before it.
    /// </summary>
    public IEnumerable<string> PolymorphicBases(string component)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { component };
        var open = new Queue<string>([component]);
        for (var looked = 0; open.Count > 0 && looked < Limits.SchemaDepth; looked++)
        {
            var key = open.Dequeue();
            if (Schema(key) is not { } schema)
                continue;
            if (schema.Discriminator?.PropertyName is not null && !schema.Has(SchemaKeywords.Alternatives))
                yield return key;
            foreach (var part in PartKeys(schema).Where(seen.Add))
                open.Enqueue(part);
        }
    }

    public IEnumerable<PathItemNode> Paths => PathItems(library.Paths?.Select(p => (p.Key, p.Value)), JsonPointer.Root / "paths", File.Root["paths"] as JsonObject);

    public IEnumerable<PathItemNode> Webhooks =>
        PathItems(library.Webhooks?.Select(w => (w.Key, w.Value)), JsonPointer.Root / "webhooks", File.Root["webhooks"] as JsonObject);

    /// <summary>The servers of the document, of OpenAPI alone.</summary>
    public IReadOnlyList<ServerNode> Servers => ServerNode.List(library.Servers, JsonPointer.Root);

    public IReadOnlyList<SecuritySchemeNode> SecuritySchemes => [.. (library.Components?.SecuritySchemes ?? new Dictionary<string, IOpenApiSecurityScheme>())
        .Select(s => new SecuritySchemeNode(s.Key, JsonPointer.Root / "components" / "securitySchemes" / s.Key, s.Value))];

    /// <summary>Credentials of every call that names none itself: the schemes of each alternative; null where the document does not say.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Security => SecurityRequirements.Read(File.Root);

    /// <summary>Whether any part of the document asks for a credential; where none does, its schemes alone say that it takes some.</summary>
    public bool AsksForCredentials => (_asksForCredentials ??= new Lazy<bool>(() => Security is { Count: > 0 }
        || Paths.SelectMany(p => p.Operations).Any(o => o.Security is { Count: > 0 })
        || Channels.Any(c => c.Security is { Count: > 0 }))).Value;

    /// <summary>Whether the document says anything of credentials.</summary>
    public bool MentionsSecurity => File.Root["security"] is not null
        || (File.Root["components"] as JsonObject)?["securitySchemes"] is JsonObject { Count: > 0 };

    public IReadOnlyList<TagNode> Tags => _tags ??= [.. (library.Tags ?? (IEnumerable<OpenApiTag>)[]).Select(t => new TagNode(t.Name, t.Description, t.Parent?.Name))];

    /// <summary>The channels that have a connection of their own.</summary>
    public IEnumerable<ChannelNode> Channels => (File.Root["channels"] as JsonObject ?? [])
        .Where(c => c.Value is JsonObject && !File.IsLeftOut(c.Value))
        .Select(c => new ChannelNode(this, JsonPointer.Root / "channels" / c.Key, (JsonObject)c.Value!, c.Key));

    /// <summary>The servers of an AsyncAPI document, in its order.</summary>
    public IReadOnlyList<ChannelServerNode> ChannelServers =>
        [.. (File.Root["servers"] as JsonObject ?? []).Select(s => s.Value).OfType<JsonObject>().Select(s => new ChannelServerNode(s))];

    /// <summary>The server of an AsyncAPI document that has a name; null where there is none.</summary>
    public ChannelServerNode? ChannelServer(string name) => (File.Root["servers"] as JsonObject)?[name] is JsonObject server ? new ChannelServerNode(server) : null;

    /// <summary>The message of an AsyncAPI document that is a component; null where there is none.</summary>
    public MessageNode? Message(string key) =>
        ((File.Root["components"] as JsonObject)?["messages"] as JsonObject)?[key] is JsonObject json
            ? new MessageNode(this, JsonPointer.Root / "components" / "messages" / key, json, key) : null;

    /// <summary>Places of an AsyncAPI document's keys in a query or header. Such a scheme is called apiKey as often as httpApiKey.</summary>
    public IEnumerable<(string Name, string? Place)> ChannelKeys => ((File.Root["components"] as JsonObject)?["securitySchemes"] as JsonObject ?? [])
        .Select(s => s.Value as JsonObject)
        .Where(s => s?["type"]?.ToString() is "httpApiKey" or "apiKey" && s["name"] is not null)
        .Select(s => (s!["name"]!.ToString(), s["in"]?.ToString()));

    /// <summary>The mapping at the end of the references of a node; the node itself where it is no reference.</summary>
    public JsonObject? Follow(JsonNode? node) => ReferenceResolver.Follow(File.Root, node) as JsonObject;

    /// <summary>The place in the file, or in the overlay, where the node was written.</summary>
    public LocationInfo? Locate(JsonPointer pointer) => File.Locate(pointer);

    private Dictionary<string, List<string>> ReadDerivedSchemas()
    {
        var derived = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var key in SchemaKeys)
        {
            var schema = Schema(key)!;
            if (schema.IsReference)
                continue;
            foreach (var target in schema.IsIgnored ? [] : PartKeys(schema))
            {
                if (!derived.TryGetValue(target, out var children))
                    derived[target] = children = [];
                children.Add(key);
            }
        }

        return derived;
    }

    // The components that a schema has as parts, also within parts that stand inline.
    private static IEnumerable<string> PartKeys(SchemaNode schema)
    {
        var open = new Stack<(SchemaNode Schema, int Depth)>([(schema, 0)]);
        while (open.Count > 0)
        {
            var (next, depth) = open.Pop();
            foreach (var part in next.AllOf)
            {
                if (part.ReferenceKey is { } key)
                    yield return key;
                else if (!part.IsReference && depth < Limits.SchemaDepth)
                    open.Push((part, depth + 1));
            }
        }
    }

    private IEnumerable<PathItemNode> PathItems(IEnumerable<(string Key, IOpenApiPathItem Item)>? items, JsonPointer at, JsonObject? json) =>
        (items ?? []).Select(i => new PathItemNode(this, at / i.Key, Follow(json?[i.Key]), i.Key, i.Item));
}
