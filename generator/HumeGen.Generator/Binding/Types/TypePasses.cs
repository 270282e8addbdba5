using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The passes that make types of drafts, in their order. Drafts change only here.</summary>
internal static class TypePasses
{
    /// <param name="drafts">All types of all documents.</param>
    /// <param name="taken">Full names that are no types of a document: of namespaces and root clients.</param>
    /// <param name="cancellationToken">Stops the passes.</param>
    public static SettledTypes Run(IReadOnlyList<TypeDraft> drafts, IReadOnlyCollection<string> taken, CancellationToken cancellationToken)
    {
        var types = new TypeDrafts(drafts, taken, cancellationToken);
        MergeEqualTypes.Run(types);
        // One type more may make equal those that refer to it. Real documents need a round or two.
        for (var round = 0; round < Limits.MergeRounds && MergeIntoWiderTypes.Run(types); round++)
            MergeEqualTypes.Run(types);
        ShareTypesAcrossAreas.Run(types);
        ArrangeUnions.Run(types);
        WriteKeys.Run(types);
        FreeOptionalConstants.Run(types);
        NameTypes.Run(types);
        MarkErrorCatalogues.Run(types);
        return new SettledTypes([.. types.Live], PlanUnions.Run(types));
    }
}
