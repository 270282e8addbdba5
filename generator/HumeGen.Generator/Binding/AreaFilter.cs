using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding;

/// <summary>Keeps of all types those that the wanted areas need.</summary>
internal static class AreaFilter
{
    /// <summary>Reports areas that no document has.</summary>
    public static void Check(IEnumerable<DocumentContext> documents, IReadOnlyCollection<(DocumentContext Document, string Group)> groups)
    {
        // A project gives its areas to all documents at once, so one that any of them has is right.
        var all = groups.Select(g => g.Group).Where(g => g.Length > 0).Distinct().OrderBy(g => g, StringComparer.Ordinal).ToArray();
        var reported = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var document in documents)
        {
            foreach (var area in document.Source.File.Settings.Areas)
            {
                if (!all.Any(g => DocumentContext.IsBelow(g, area)) && reported.Add(area))
                    document.Report(Descriptors.UnknownArea, "", area, string.Join(", ", all));
            }
        }
    }

    /// <summary>The types of the wanted areas' namespaces, those that the clients use, and all that these refer to.</summary>
    public static List<TypeModel> Keep(IReadOnlyList<TypeModel> types, IReadOnlyList<ClientModel> clients, IReadOnlyCollection<string> namespaces)
    {
        var byName = types.ToDictionary(t => t.FullName);
        var kept = new HashSet<string>();
        var pending = new Queue<string>(types.Where(t => namespaces.Any(n => DocumentContext.IsBelow(t.Namespace, n))).Select(t => t.FullName)
            .Concat(clients.SelectMany(c => c.Operations.SelectMany(Names).Concat(c.Channels.SelectMany(Names)))));
        while (pending.Count > 0)
        {
            var name = pending.Dequeue();
            if (!byName.TryGetValue(name, out var type) || !kept.Add(name))
                continue;
            foreach (var next in Names(type))
                pending.Enqueue(next);
        }

        // What is left must not speak of unions that are not there.
        return [.. types.Where(t => kept.Contains(t.FullName)).Select(t => t switch
        {
            RecordModel record => record with { Unions = EquatableArray.From(record.Unions.Where(kept.Contains)) },
            BinaryModel binary => binary with { Unions = EquatableArray.From(binary.Unions.Where(kept.Contains)) },
            UnionModel union => union with { Bases = EquatableArray.From(union.Bases.Where(kept.Contains)) },
            _ => t,
        })];
    }

    private static IEnumerable<string> Names(TypeModel type) => type switch
    {
        RecordModel record => record.Properties.SelectMany(p => Names(p.Type)).Concat(Names(record.Additional)),
        TupleModel tuple => tuple.Items.SelectMany(p => Names(p.Type)).Concat(Names(tuple.More)),
        RequestModel request => request.Properties.SelectMany(p => Names(p.Type)),
        UnionModel union => union.Members.Select(m => m.TypeName),
        ValueUnionModel union => union.Members.SelectMany(m => Names(m.Type)),
        _ => [],
    };

    private static IEnumerable<string> Names(OperationModel operation) => operation.PathParameters.SelectMany(p => Names(p.Type))
        .Concat(Names(operation.Query))
        .Concat(Names(operation.Body?.Type))
        .Concat(Names(operation.Response.Type))
        .Concat(Names(operation.Response.Paging?.ItemType));

    private static IEnumerable<string> Names(ChannelModel channel) => channel.PathParameters.SelectMany(p => Names(p.Type))
        .Concat(Names(channel.Query))
        .Concat(Names(channel.Send))
        .Concat(Names(channel.Receive))
        .Concat(channel.Binary is null ? [] : [channel.Binary]);

    private static IEnumerable<string> Names(ParametersModel? query) =>
        query is null ? [] : query.Parameters.SelectMany(p => Names(p.Type)).Append(query.TypeName);

    private static IEnumerable<string> Names(TypeRef? type)
    {
        for (; type is not null; type = type.Element)
        {
            if (type.Name.Length > 0)
                yield return type.Name;
        }
    }
}
