using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Clients;

/// <summary>Keeps of all types those that the wanted areas need.</summary>
internal static class AreaFilter
{
    /// <summary>Whether the project wants the calls and channels of a client, given as its path below the root client.</summary>
    public static bool Includes(DocumentContext document, string group) =>
        group.Length == 0 || document.ProjectSays.Areas is not { Count: > 0 } areas || areas.Any(a => IsBelow(group, a));

    /// <summary>Reports areas that no document has, and APIs of which no area is wanted.</summary>
    public static void Check(BindingSources sources)
    {
        // A project gives its areas to all documents at once, so one that any of them has is right.
        var all = Groups(sources, _ => true).Where(g => g.Length > 0).Distinct().OrderBy(g => g, StringComparer.Ordinal).ToArray();
        var reported = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var document in sources.Documents)
        {
            foreach (var area in document.ProjectSays.Areas)
            {
                if (!all.Any(g => IsBelow(g, area)) && reported.Add(area))
                    document.Report(DiagnosticInfo.CreateWithChoices(Descriptors.UnknownArea, null, all, area, Spelling.Suggest(area, all.SelectMany(Ways))));
            }
        }

        // A choice among the clients of one API is easily made without a thought of another one.
        foreach (var api in sources.Documents.GroupBy(d => d.Client))
        {
            var groups = Groups(sources, api.Contains).ToArray();
            var areas = api.SelectMany(d => d.ProjectSays.Areas).ToArray();
            if (groups.Length == 0 || areas.Any(reported.Contains) || api.Any(d => Groups(sources, o => o == d).Any(g => Includes(d, g))))
                continue;
            var files = $"'{api.First().FileName}'" + (api.Skip(1).Any() ? $" and {api.Count() - 1} more" : "");
            var tops = string.Join(";", groups.Select(g => g.Split('.')[0]).Distinct().OrderBy(g => g, StringComparer.Ordinal));
            api.First().Report(DiagnosticInfo.Create(Descriptors.ApiLeftOut, null, api.Key, files, tops));
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

    private static IEnumerable<string> Groups(BindingSources sources, Func<DocumentContext, bool> isWanted) =>
        sources.Operations.Where(o => isWanted(o.Document)).Select(o => o.Group).Concat(sources.Channels.Where(c => isWanted(c.Document)).Select(c => c.Group));

    // A dotted path and the paths on the way to it: each may be what is wanted.
    private static IEnumerable<string> Ways(string group)
    {
        for (var end = group.IndexOf('.'); end >= 0; end = group.IndexOf('.', end + 1))
            yield return group.Substring(0, end);
        yield return group;
    }

    // Whether a dotted path is another one, or leads further from there.
    private static bool IsBelow(string path, string other) =>
        path.StartsWith(other, StringComparison.OrdinalIgnoreCase) && (path.Length == other.Length || path[other.Length] == '.');
}
