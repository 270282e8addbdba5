using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Makes an enum the catalogue of error codes where the code of an error is of its type. Equal types must be one before.</summary>
internal static class MarkErrorCatalogues
{
    public static void Run(TypeDrafts types)
    {
        foreach (var member in types.Live.SelectMany(t => t.Properties).Where(p => p.IsErrorCode))
        {
            if (member.Use.Settle().Draft is { Kind: DraftKind.Enum } codes)
                codes.Catalogue = Catalogue.Errors;
        }
    }
}
