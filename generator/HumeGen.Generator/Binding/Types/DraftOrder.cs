using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The order of drafts, which is that of the documents by name, so that the order in which a project lists its files makes no difference.</summary>
internal static class DraftOrder
{
    public static IOrderedEnumerable<TypeDraft> ThenByPlace(this IOrderedEnumerable<TypeDraft> drafts) =>
        drafts.ThenBy(d => d.Document.SortKey, StringComparer.Ordinal).ThenBy(d => d.Pointer.ToString(), StringComparer.Ordinal);

    /// <summary>Whether the descriptions of one draft count before those of another.</summary>
    public static bool DocsComeBefore(TypeDraft one, TypeDraft other)
    {
        if (one.HasDocsThatCount != other.HasDocsThatCount)
            return one.HasDocsThatCount;
        return string.CompareOrdinal(one.Sources[0].Document.SortKey, other.Sources[0].Document.SortKey) < 0;
    }
}
