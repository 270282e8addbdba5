using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Makes drafts one that have the same full name and shape.
/// Before: a draft for every schema of every document. After: drafts of one full name differ in shape, or contradict each other.
/// </summary>
internal static class MergeEqualTypes
{
    public static void Run(TypeDrafts types)
    {
        foreach (var same in types.Live.GroupBy(d => (d.Namespace, d.Name, types.Classes.Of(d))).Where(g => g.Skip(1).Any()).ToArray())
        {
            var kept = new List<TypeDraft>();
            foreach (var draft in same)
            {
                if (!kept.Any(k => types.TryMerge(k, draft)))
                    kept.Add(draft);
            }
        }

        types.Changed();
    }
}
