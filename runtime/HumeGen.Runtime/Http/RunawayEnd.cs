namespace HumeGen;

/// <summary>Finds out that the end of a list moves away as fast as the list goes on.</summary>
internal sealed class RunawayEnd
{
    private const int MostPages = 1000;

    private long _least = long.MaxValue;
    private int _pages;

    /// <summary>Looks at how far the end is.</summary>
    /// <exception cref="ApiResponseException">It has come no nearer for 1,000 pages.</exception>
    public void Check(long left)
    {
        _pages = left < _least ? 0 : _pages + 1;
        _least = Math.Min(left, _least);
        if (_pages >= MostPages)
            throw new ApiResponseException($"The end of the list came no nearer in {MostPages} pages, as the total that the server tells grows with each. The list was given up there.");
    }
}
