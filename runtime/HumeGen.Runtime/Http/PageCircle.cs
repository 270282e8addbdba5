namespace HumeGen;

/// <summary>Finds out that the pages of a list go round in circles of whatever length. It keeps two pages (Brent's algorithm).</summary>
internal sealed class PageCircle<TItem>
{
    private IReadOnlyList<TItem>? _mark;
    private IReadOnlyList<TItem>? _afterMark;
    private bool _isAtMark;
    private long _steps;
    private long _most = 8;

    /// <summary>Looks at the next page; an empty one says nothing.</summary>
    /// <exception cref="ApiResponseException">Two pages in a row are as two before them were.</exception>
    public void Check(IReadOnlyList<TItem>? items)
    {
        if (items is not { Count: > 0 })
            return;
        if (_mark is null)
        {
            _mark = items;
            return;
        }

        _steps++;
        if (_isAtMark && _steps > 1 && RecentPages<TItem>.AreEqual(_afterMark!, items))
            throw new ApiResponseException("The pages of the list go round in circles: the server sends those again that it sent before. The list was given up there.");
        if (_steps == 1)
            _afterMark = items;
        _isAtMark = RecentPages<TItem>.AreEqual(_mark, items);
        if (_steps < _most || _isAtMark)
            return;

        (_mark, _afterMark, _steps) = (items, null, 0);
        _most *= 2;
    }
}
