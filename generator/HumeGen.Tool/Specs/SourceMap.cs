using System.Text.Json.Nodes;
using HumeGen.Generator.Binding;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;

namespace HumeGen.Tool.Specs;

/// <summary>Finds the place in the specifications of each part of a model, or of the whole that a part without a location belongs to.</summary>
internal sealed class SourceMap
{
    // Parts of parts of allOf; deeper ones get the place of the whole.
    private const int Depth = 16;

    private readonly Dictionary<string, TypeDraft> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<OperationModel, OperationDraft> _operations = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ChannelModel, ChannelDraft> _channels = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Func<string, DraftSource?>> _requests = new(StringComparer.Ordinal);
    private readonly BindingSources _sources;

    public SourceMap(BindingSources sources, ApiModel model)
    {
        _sources = sources;
        foreach (var draft in sources.Types.Where(d => !d.IsMerged))
        {
            // A union of values is a struct of this name, one of objects an interface.
            _types.TryAdd($"global::{draft.Namespace}.{draft.Name}", draft);
            if (draft.Kind == DraftKind.Union)
                _types.TryAdd($"global::{draft.Namespace}.{UnionModel.NameOf(draft.Name)}", draft);
        }

        Clients = ClientPath.All(model);
        // Two APIs may well have calls of one address.
        var operations = sources.Operations.ToLookup(o => ($"global::{o.Document.Client}", o.Method, o.Path));
        var channels = sources.Channels.ToLookup(c => ($"global::{c.Document.Client}", c.Path));
        foreach (var (root, _, client) in Clients)
        {
            foreach (var operation in client.Operations)
            {
                if (operations[(root, operation.Method, operation.Path)].FirstOrDefault() is { } draft)
                    _operations[operation] = draft;
            }

            foreach (var channel in client.Channels)
            {
                if (channels[(root, channel.Path)].FirstOrDefault() is { } draft)
                    _channels[channel] = draft;
            }
        }

        // Records of parameters and forms are made for their call, and have no schema of their own.
        foreach (var operation in model.Clients.SelectMany(c => c.Operations))
        {
            if (operation.Query is { } query)
                _requests.TryAdd(query.TypeName, wireName => Parameter(operation, wireName));
            if (operation.Body is { Parts.Count: > 0 } form)
                _requests.TryAdd(form.Type.Name, wireName => Part(operation, form, wireName));
        }

        foreach (var channel in model.Clients.SelectMany(c => c.Channels))
        {
            if (channel.Query is { } query)
                _requests.TryAdd(query.TypeName, wireName => Parameter(channel, wireName));
        }
    }

    /// <summary>All clients, each with the way to it.</summary>
    public IReadOnlyList<ClientPath> Clients { get; }

    /// <summary>The place of a type.</summary>
    public DraftSource? Type(string fullName) => _types.TryGetValue(fullName, out var draft) ? Place(draft, draft.Pointer) : null;

    /// <summary>All places that describe a type, first the one whose descriptions count.</summary>
    public IReadOnlyList<DraftSource> Places(string fullName) => _types.TryGetValue(fullName, out var draft) ? draft.Sources : [];

    /// <summary>The place of a property of a record; of a parameter or a part of a form as well.</summary>
    public DraftSource? Property(string fullName, string wireName)
    {
        if (_types.TryGetValue(fullName, out var draft))
            return Place(draft, Member(draft.Document, draft.Pointer, wireName, 0) ?? draft.Pointer);
        return _requests.TryGetValue(fullName, out var member) ? member(wireName) : null;
    }

    /// <summary>The place of a value of an enum.</summary>
    public DraftSource? Value(string fullName, string wireValue)
    {
        if (!_types.TryGetValue(fullName, out var draft))
            return null;
        var index = (Node(draft.Document, draft.Pointer)?["enum"] as JsonArray)?.Select(v => v?.ToString()).ToList().IndexOf(wireValue) ?? -1;
        return Place(draft, index < 0 ? draft.Pointer : draft.Pointer / "enum" / index);
    }

    /// <summary>The place of a call.</summary>
    public DraftSource? Operation(OperationModel operation) =>
        _operations.TryGetValue(operation, out var draft) ? new DraftSource(draft.Document, draft.Pointer) : null;

    // A query or header parameter of a call.
    private DraftSource? Parameter(OperationModel operation, string wireName) =>
        _operations.TryGetValue(operation, out var draft)
            ? new DraftSource(draft.Document, draft.Parameters.FirstOrDefault(p => p.Property.WireName == wireName)?.Pointer ?? draft.Pointer)
            : null;

    /// <summary>The place of a channel.</summary>
    public DraftSource? Channel(ChannelModel channel) =>
        _channels.TryGetValue(channel, out var draft) ? new DraftSource(draft.Document, draft.Pointer) : null;

    private DraftSource? Parameter(ChannelModel channel, string wireName) =>
        _channels.TryGetValue(channel, out var draft)
            ? new DraftSource(draft.Document, draft.Parameters.FirstOrDefault(p => p.Property.WireName == wireName)?.Pointer ?? draft.Pointer)
            : null;

    private DraftSource? Part(OperationModel operation, BodyModel form, string wireName)
    {
        if (!_operations.TryGetValue(operation, out var draft))
            return null;
        var schema = draft.Pointer / "requestBody" / "content" / form.ContentType / "schema";
        return new DraftSource(draft.Document, Member(draft.Document, schema, wireName, 0) ?? schema);
    }

    /// <summary>The place of the servers of the document in which a root client's calls are.</summary>
    public DraftSource? Servers(ClientModel client) => _sources.Operations
        .Where(o => $"global::{o.Document.Client}" == client.FullName)
        .Select(o => (DraftSource?)new DraftSource(o.Document, JsonPointer.Root / "servers"))
        .FirstOrDefault();

    private static DraftSource? Place(TypeDraft draft, JsonPointer pointer) => new DraftSource(draft.Document, pointer);

    // The properties of a record may stand in what it refers to, or in the parts of its allOf.
    private static JsonPointer? Member(DocumentContext document, JsonPointer pointer, string wireName, int depth)
    {
        if (depth > Depth || Node(document, pointer) is not { } node)
            return null;
        if (node["$ref"] is JsonValue reference && reference.ToString() is var text && text.StartsWith("#/", StringComparison.Ordinal))
            return Member(document, JsonPointer.Parse(text), wireName, depth + 1);
        if ((node["properties"] as JsonObject)?[wireName] is not null)
            return pointer / "properties" / wireName;
        for (var i = 0; i < ((node["allOf"] as JsonArray)?.Count ?? 0); i++)
        {
            if (Member(document, pointer / "allOf" / i, wireName, depth + 1) is { } found)
                return found;
        }

        return null;
    }

    private static JsonObject? Node(DocumentContext document, JsonPointer pointer) => pointer.Find(document.Spec.File.Root) as JsonObject;
}
