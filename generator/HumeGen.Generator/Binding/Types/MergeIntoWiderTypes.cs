using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>
/// Makes drafts of one name one where the one has all that the other has, as when documents are updated one by one: the type has it all, and what
/// only one has is optional.
/// Before: equal drafts are one. After: the same but for those that refer to what was merged here.
/// </summary>
internal static class MergeIntoWiderTypes
{
    /// <returns>Whether any draft was merged.</returns>
    public static bool Run(TypeDrafts types)
    {
        var merged = false;
        foreach (var sameName in types.Live.Where(d => d.IsNamed && d.Kind is DraftKind.Record or DraftKind.Enum).GroupBy(d => (d.Namespace, d.Name, d.Kind))
            .Where(g => g.Skip(1).Any()).ToArray())
        {
            var widestFirst = sameName.OrderByDescending(d => d.Properties.Count + d.Values.Count).ThenByPlace().ToArray();
            for (var i = 1; i < widestFirst.Length; i++)
            {
                var narrow = widestFirst[i];
                merged |= widestFirst.Take(i).Any(w => !w.IsMerged && AreMeantAsOne(w, narrow) && Contains(w, narrow, types.Classes) && types.TryMerge(w, narrow));
            }
        }

        types.Changed();
        return merged;
    }

    // Keys of one document that merely look alike in C# are different things.
    private static bool AreMeantAsOne(TypeDraft one, TypeDraft other) => one.Document != other.Document || one.IsNamedByHand || other.IsNamedByHand;

    private static bool Contains(TypeDraft wide, TypeDraft narrow, TypeClasses classes)
    {
        if (wide.Kind == DraftKind.Enum)
            return narrow.Values.All(n => wide.Values.Any(w => w.WireValue == n.WireValue && w.Name == n.Name));
        if (narrow.Properties.Count == 0 || !HaveSameFurther(wide, narrow, classes))
            return false;
        var properties = wide.Properties.ToDictionary(p => p.WireName, StringComparer.Ordinal);
        return narrow.Properties.All(n => properties.TryGetValue(n.WireName, out var w) && classes.Text(TypeShape.Of(w)) == classes.Text(TypeShape.Of(n)));
    }

    private static bool HaveSameFurther(TypeDraft wide, TypeDraft narrow, TypeClasses classes) => (wide.Additional, narrow.Additional) switch
    {
        (null, null) => true,
        ({ } one, { } other) => classes.Text(TypeShape.Of(one)) == classes.Text(TypeShape.Of(other)),
        _ => false,
    };
}
