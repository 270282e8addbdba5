namespace HumeGen.Tests;

/// <summary>Lists, responses and errors that tests of users make themselves.</summary>
public class GivenListTests
{
    private static readonly Page[] Pages = [new([1, 2]), new([]), new([3])];

    [Fact]
    public async Task A_list_of_items_has_them_in_their_order()
    {
        var list = AsyncPageable.FromItems<int, Page>(1, 2, 3);

        Assert.Equal([1, 2, 3], await ItemsAsync(list));
        Assert.Equal([1, 2, 3], await ItemsAsync(list));
    }

    [Fact]
    public async Task A_list_of_items_says_that_it_has_no_pages()
    {
        var list = AsyncPageable.FromItems<int, Page>(1);

        Assert.Contains("FromPages", Assert.Throws<InvalidOperationException>(() => list.AsPages()).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await list.GetPageAsync());
    }

    [Fact]
    public async Task A_list_of_pages_has_items_and_pages()
    {
        var list = AsyncPageable.FromPages(page => page.Items, Pages);
        var pages = new List<Page>();
        await foreach (var page in list.AsPages())
            pages.Add(page);

        Assert.Equal([1, 2, 3], await ItemsAsync(list));
        Assert.Equal(Pages, pages);
        Assert.Same(Pages[0], await list.GetPageAsync());
    }

    [Fact]
    public void A_list_without_a_page_is_refused() => Assert.Throws<ArgumentException>(() => AsyncPageable.FromPages<int, Page>(page => page.Items));

    [Fact]
    public async Task A_given_list_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var seen = new List<int>();

        var error = await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in AsyncPageable.FromItems<int, Page>(1, 2, 3).WithCancellation(stop.Token))
            {
                seen.Add(item);
                stop.Cancel();
            }
        });

        Assert.Equal(stop.Token, error.CancellationToken);
        Assert.Equal([1], seen);
    }

    [Fact]
    public async Task A_file_of_given_bytes_is_read_as_one_that_arrives()
    {
        await using var file = BinaryResponse.FromBytes(new byte[] { 1, 2, 3 }, "audio/wav", "hello.wav");

        Assert.Equal(("audio/wav", "hello.wav", 3L), (file.ContentType, file.FileName, file.Length));
        Assert.Equal([1, 2, 3], await file.ToArrayAsync());
    }

    [Fact]
    public void A_response_of_given_bytes_has_status_headers_and_body()
    {
        var response = new ApiResponse(System.Net.HttpStatusCode.Accepted, new byte[] { 1 }, new Dictionary<string, string> { ["X-Request-Id"] = "r-1" });

        Assert.Equal((System.Net.HttpStatusCode.Accepted, "r-1", 1), (response.StatusCode, response.RequestId, response.Body.Length));
    }

    [Fact]
    public void An_error_of_an_API_without_a_catalogue_can_have_a_code()
    {
        var error = new ApiErrorException("Taken.", System.Net.HttpStatusCode.Conflict) { ErrorCode = new UnlistedCode("title_taken"), Body = """{"code":"title_taken"}""" };

        Assert.Equal("title_taken", error.ErrorCode.Value);
        Assert.False(error.ErrorCode.IsKnown);
    }

    private static async Task<List<int>> ItemsAsync(AsyncPageable<int, Page> list)
    {
        var items = new List<int>();
        await foreach (var item in list)
            items.Add(item);
        return items;
    }

    private sealed record Page(int[] Items);
}
