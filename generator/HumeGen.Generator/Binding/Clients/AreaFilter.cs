using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Clients;

/// <summary>Keeps of all types those that the wanted areas need.</summary>
internal static class AreaFilter
{
    /// <summary>Whether the project wants the calls and channels of a client, given as its path below the root client.</summary>
    public static bool Includes(DocumentContext document, string group) =>
        group.Length == 0 || document.ProjectSays.Areas is not { Count: > 0 } areas || areas.Any(a => IsBelow(group, a));

    /// <summary>Reports areas that no document has.</summary>
    public static void Check(BindingSources sources)
    {
        // A project gives its areas to all documents at once, so one that any of them has is right.
        var all = sources.Operations.Select(o => o.Group).Concat(sources.Channels.Select(c => c.Group)).Where(g => g.Length > 0).Distinct()
            .OrderBy(g => g, StringComparer.Ordinal).ToArray();
        var reported = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var document in sources.Documents)
        {
            foreach (var area in document.ProjectSays.Areas)
            {
                if (!all.Any(g => IsBelow(g, area)) && reported.Add(area))
                    document.Report(Descriptors.UnknownArea, JsonPointer.Root, area, string.Join(", ", all));
            }
        }
    }

    /// <summary>The types of the wanted areas' namespaces, those that the clients use, and all that these refer to; all types where the project chooses no areas.</summary>
    public static IReadOnlyList<TypeModel> Keep(IReadOnlyList<TypeModel> types, IReadOnlyList<ClientModel> clients, IReadOnlyList<DocumentContext> documents)
    {
        if (documents.All(d => d.ProjectSays.Areas.Count == 0))
            return types;
        string[] namespaces = [.. documents.SelectMany(Namespaces)];
        var byName = types.ToDictionary(t => t.FullName);
        var kept = new HashSet<string>();
        var pending = new Queue<string>(types.Where(t => namespaces.Any(n => IsBelow(t.Namespace, n))).Select(t => t.FullName)
            .Concat(clients.SelectMany(c => TypeReferences.Of(c.Root?.Errors)))
            .Concat(clients.SelectMany(c => c.Operations.SelectMany(TypeReferences.Of).Concat(c.Channels.SelectMany(TypeReferences.Of)))));
        while (pending.Count > 0)
        {
            var name = pending.Dequeue();
            if (!byName.TryGetValue(name, out var type) || !kept.Add(name))
                continue;
            foreach (var next in TypeReferences.Of(type))
                pending.Enqueue(next);
        }

        // What is left must not speak of unions that are not there.
        return [.. types.Where(t => kept.Contains(t.FullName)).Select(t => t with { Unions = EquatableArray.From(t.Unions.Where(kept.Contains)) })
            .Select(t => t is UnionModel { Base: { } @base } union && !kept.Contains(@base) ? union with { Base = null } : t)];
    }

    // Those whose types are wanted whether or not a call needs them: all below the root where the project chooses no areas.
    private static IEnumerable<string> Namespaces(DocumentContext document) =>
        document.ProjectSays.Areas is { Count: > 0 } areas ? areas.Select(a => $"{document.RootNamespace}.{a}") : [document.RootNamespace];

    // Whether a dotted path is another one, or leads further from there.
    private static bool IsBelow(string path, string other) =>
        path.StartsWith(other, StringComparison.OrdinalIgnoreCase) && (path.Length == other.Length || path[other.Length] == '.');
}
