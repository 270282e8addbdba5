namespace HumeGen.Generator.Model;

/// <summary>The way in which a paged list is walked.</summary>
/// <param name="Parameter">The property of the query record, or of the body, that takes the position; null where links are followed.</param>
/// <param name="Items">The items of the page; without steps where the page is the list.</param>
internal sealed record PagingModel(PagingKind Kind, PagingParameterModel? Parameter, PagePathModel Items, TypeRef ItemType)
{
    /// <summary>The number of the API's first page.</summary>
    public long First { get; init; }

    /// <summary>Number of pages or items; null if the page does not have it.</summary>
    public PagePathModel? Total { get; init; }

    /// <summary>The number of the page itself; null when the page does not tell.</summary>
    public PagePathModel? Number { get; init; }

    /// <summary>Whether more pages follow; null when the page does not tell.</summary>
    public PagePathModel? More { get; init; }

    /// <summary>The cursor or the address of the next page; null when the last item has it, or a header.</summary>
    public PagePathModel? Next { get; init; }

    /// <summary>The cursor of the next page in the last item; null when it stands elsewhere.</summary>
    public PagePathModel? Last { get; init; }
}
