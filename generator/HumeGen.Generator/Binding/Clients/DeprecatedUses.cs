using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Clients;

/// <summary>Marks the types and clients whose code uses what the specification deprecates.</summary>
internal sealed class DeprecatedUses
{
    private readonly HashSet<string> _types;
    private readonly HashSet<string> _owners;

    /// <param name="types">All types.</param>
    public DeprecatedUses(IEnumerable<TypeModel> types)
    {
        var all = types.ToArray();
        _types = [.. all.Where(t => t.Doc.Deprecated).Select(t => t.FullName)];
        _owners = [.. all.Where(HasDeprecatedProperty).Select(t => t.FullName)];
    }

    public TypeModel Mark(TypeModel type) =>
        _owners.Contains(type.FullName)
            // Its unknown member is not deprecated, but is of its kind.
            || type is UnionModel { Doc.Deprecated: true }
            || (_types.Count > 0 && TypeReferences.Of(type).Concat(type.Unions).Append((type as UnionModel)?.Base ?? "").Any(_types.Contains))
            ? type with { UsesDeprecated = true } : type;

    // A client reads parameters and the parts of forms, and sends and receives the types themselves.
    public ClientModel Mark(ClientModel client) =>
        _types.Count + _owners.Count > 0
            && client.Operations.SelectMany(TypeReferences.Of).Concat(client.Channels.SelectMany(TypeReferences.Of)).Concat(TypeReferences.Of(client.Root?.Errors))
                .Any(name => _types.Contains(name) || _owners.Contains(name))
            ? client with { UsesDeprecated = true } : client;

    private static bool HasDeprecatedProperty(TypeModel type) => type switch
    {
        RecordModel record => record.Properties.Any(p => p.Doc.Deprecated),
        TupleModel tuple => tuple.Items.Any(p => p.Doc.Deprecated),
        RequestModel request => request.Properties.Any(p => p.Doc.Deprecated),
        MessageModel message => message.Value.Doc.Deprecated,
        _ => false,
    };
}
