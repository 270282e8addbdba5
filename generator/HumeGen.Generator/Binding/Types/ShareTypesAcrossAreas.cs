namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Makes drafts one that several areas describe in the same way, in the namespace of the root client.
/// Before: no more drafts of one full name can be made one. After: no two areas have the same type.
/// </summary>
internal static class ShareTypesAcrossAreas
{
    public static void Run(TypeDrafts types)
    {
        foreach (var same in types.Live.GroupBy(d => (d.Name, d.Document.RootNamespace, types.Classes.Of(d))).ToArray())
        {
            if (same.Select(d => d.Namespace).Distinct().Count() < 2)
                continue;
            var kept = same.First();
            foreach (var draft in same.Skip(1))
            {
                if (types.TryMerge(kept, draft))
                    kept.Namespace = same.Key.RootNamespace;
            }
        }

        types.Changed();
    }
}
