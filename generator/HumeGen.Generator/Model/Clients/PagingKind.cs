namespace HumeGen.Generator.Model;

/// <summary>The way from a page of a list to the next one.</summary>
internal enum PagingKind
{
    /// <summary>By the number of the page.</summary>
    Page,

    /// <summary>By the number of items before the page.</summary>
    Offset,

    /// <summary>By a text that each page tells.</summary>
    Cursor,

    /// <summary>By an address that each page tells.</summary>
    Link,

    /// <summary>By an address in the header <c>Link</c>.</summary>
    LinkHeader,
}
