namespace HumeGen.Generator.Model;

/// <summary>The way in which a paged list is walked.</summary>
/// <param name="PageParameter">The property of the query record that takes the page number.</param>
/// <param name="PageRequired">Whether that must be given; otherwise the first page is 0.</param>
/// <param name="Items">The property of the page that holds the items.</param>
/// <param name="Number">The property of the page that tells its own number; null when there is none.</param>
/// <param name="Total">The property of the page that tells how many pages there are; null when there is none.</param>
internal sealed record PagingModel(string PageParameter, bool PageRequired, string Items, TypeRef ItemType, string? Total, string? Number);
