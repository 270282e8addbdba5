namespace HumeGen.Tests.Http;

public sealed class PageableTests
{
    private sealed record Page(long? Number, long? Total, IReadOnlyList<string>? Items);

    // Items per page, total told, first page; then the items and the pages asked for.
    [Theory]
    [InlineData("ab,cd,e", 3L, 0, "abcde", "0 1 2")]
    [InlineData("ab,cd,e", 3L, 1, "cde", "1 2")]
    [InlineData("ab,cd,e", 3L, 2, "e", "2")]
    [InlineData("ab", 1L, 0, "ab", "0")]
    [InlineData("", 0L, 0, "", "0")]
    [InlineData("", 1L, 0, "", "0")]
    [InlineData("ab,,cd", 3L, 0, "ab", "0 1")]
    [InlineData("ab,cd", null, 0, "abcd", "0 1 2")]
    [InlineData("ab,cd", 9L, 0, "abcd", "0 1 2")]
    [InlineData("ab", 1L, 7, "", "7")]
    public async Task Items_come_from_as_many_pages_as_there_are(string pages, long? total, long first, string items, string asked)
    {
        var calls = new List<long>();
        var list = Create(pages.Split(','), total, first, calls);

        Assert.Equal(items, string.Concat(await list.ToListAsync()));
        Assert.Equal(asked, string.Join(' ', calls));

        calls.Clear();
        Assert.Equal(items, string.Concat((await list.AsPages().ToListAsync()).SelectMany(p => p.Items ?? [])));
        Assert.Equal(asked, string.Join(' ', calls));
    }

    [Fact]
    public async Task Just_the_page_asked_for_is_one_request()
    {
        var calls = new List<long>();

        var page = await Create(["ab", "cd", "e"], 3, 1, calls).GetPageAsync();

        Assert.Equal(("cd", 1L), (string.Concat(page.Items!), Assert.Single(calls)));
    }

    [Fact]
    public async Task Pages_are_fetched_only_when_they_are_needed()
    {
        var calls = new List<long>();

        await foreach (var item in Create(["ab", "cd"], 2, 0, calls))
        {
            Assert.Equal("a", item);
            break;
        }

        Assert.Single(calls);
    }

    [Fact]
    public async Task A_server_that_sends_the_same_page_for_ever_is_seen_through()
    {
        var calls = new List<long>();
        var list = new AsyncPageable<string, Page>(
            (number, _) =>
            {
                calls.Add(number);
                return Task.FromResult(new Page(0, null, ["a"]));
            },
            0,
            p => p.Items,
            pageNumber: p => p.Number);

        Assert.Equal(["a"], await list.ToListAsync());
        Assert.Equal([0, 1], calls);
    }

    // Answers by cursor, as cursor>next:items; then the items and the cursors asked for.
    [Theory]
    [InlineData(">b:1 b>:2", "12", ",b")]
    [InlineData(">:1", "1", "")]
    [InlineData(">b: b>c: c>:3", "3", ",b,c")]
    [InlineData(">b:1 b>b:2", "12", ",b")]
    [InlineData(">b:1 b>a:2 a>b:1", "12", ",b,a")]
    [InlineData(">b:1 b>c:2 c>b:3", "123", ",b,c")]
    [InlineData(">b:1 b>a:2 a>c:1 c>:3", "1213", ",b,a,c")]
    public async Task Cursors_lead_on_until_they_come_again(string answers, string items, string asked)
    {
        var pages = answers.Split(' ').Select(a => a.Split('>', ':')).ToDictionary(a => a[0]);
        var calls = new List<string>();
        var list = PagedLists.ByCursor<string, (string? Next, string Items)>(
            (cursor, _) =>
            {
                calls.Add(cursor ?? "");
                return Task.FromResult(((string?)pages[cursor ?? ""][1], pages[cursor ?? ""][2]));
            },
            null,
            p => [.. p.Items.Select(c => c.ToString())],
            p => p.Next,
            default);

        Assert.Equal(items, string.Concat(await list.ToListAsync()));
        Assert.Equal(asked, string.Join(',', calls));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Empty_pages_that_say_that_more_follow_are_given_up(bool byNumber)
    {
        var calls = 0;
        var list = byNumber
            ? PagedLists.ByNumber<string, Page>((_, _) => Empty(), 1, p => p.Items, null, null, _ => true, default)
            : PagedLists.ByCursor<string, Page>((_, _) => Empty(), null, p => p.Items, _ => $"c{calls}", default);

        var error = await Assert.ThrowsAsync<ApiResponseException>(async () => await list.ToListAsync());

        Assert.Equal(100, calls);
        Assert.Contains("100 pages of the list in a row were empty", error.Message, StringComparison.Ordinal);

        Task<Page> Empty()
        {
            calls++;
            return Task.FromResult(new Page(null, null, []));
        }
    }

    // The pages that a server sends whatever is asked, for ever; then the items and the number of requests.
    [Theory]
    [InlineData("ab", "ab", 2)]
    [InlineData("ab,cd", "abcd", 3)]
    public async Task A_server_that_does_not_know_the_number_is_seen_through(string pages, string items, int requests)
    {
        var (calls, all) = (0, pages.Split(','));
        var list = PagedLists.ByOffset<string, Page>(
            (_, _) => Task.FromResult(new Page(null, null, [.. all[calls++ % all.Length].Select(c => c.ToString())])), 0, p => p.Items, null, null, default);

        Assert.Equal(items, string.Concat(await list.ToListAsync()));
        Assert.Equal(requests, calls);
    }

    // Distinct pages that come in a circle for ever, at positions that are new each time.
    [Theory]
    [InlineData("offset", 9)]
    [InlineData("offset", 500)]
    [InlineData("number told", 1)]
    [InlineData("number told", 2)]
    [InlineData("number told", 77)]
    [InlineData("cursor", 1)]
    [InlineData("cursor", 2)]
    [InlineData("cursor", 300)]
    [Trait("Fault", "docs/reliability.md#endless-paging")]
    public async Task Pages_that_go_round_in_circles_are_given_up(string kind, int period)
    {
        var calls = 0;
        Task<Page> Next(long? number) => Task.FromResult(new Page(number, null, [$"{calls++ % period}"]));
        var list = kind switch
        {
            "offset" => PagedLists.ByOffset<string, Page>((_, _) => Next(null), 0, p => p.Items, null, null, default),
            "number told" => PagedLists.ByNumber<string, Page>((number, _) => Next(number), 0, p => p.Items, null, p => p.Number, null, default),
            _ => PagedLists.ByCursor<string, Page>((_, _) => Next(null), null, p => p.Items, _ => $"c{calls}", default),
        };

        var error = await Assert.ThrowsAsync<ApiResponseException>(async () => await list.ToListAsync());

        Assert.Contains("go round in circles", error.Message, StringComparison.Ordinal);
        Assert.InRange(calls, period, 4 * period + 20);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9_000)]
    [InlineData(25_000)]
    [Trait("Fault", "docs/reliability.md#endless-paging")]
    public async Task Cursors_that_go_round_in_circles_end_the_list(int period)
    {
        var calls = 0;
        var list = PagedLists.ByCursor<string, Page>(
            (_, _) => Task.FromResult(new Page(null, null, [$"{calls++}"])), null, p => p.Items, _ => $"c{calls % period}", default);

        await list.ToListAsync();

        Assert.InRange(calls, period, 4 * period);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Fault", "docs/reliability.md#endless-paging")]
    public async Task A_total_that_grows_with_each_page_is_given_up(bool byNumber)
    {
        var calls = 0;
        Task<Page> Next(long number) => Task.FromResult(new Page(number, ++calls + 5, [$"{calls}"]));
        var list = byNumber
            ? PagedLists.ByNumber<string, Page>((number, _) => Next(number), 0, p => p.Items, p => p.Total, p => p.Number, null, default)
            : PagedLists.ByOffset<string, Page>((offset, _) => Next(offset), 0, p => p.Items, p => p.Total, null, default);

        var error = await Assert.ThrowsAsync<ApiResponseException>(async () => await list.ToListAsync());

        Assert.Contains("came no nearer in 1000 pages", error.Message, StringComparison.Ordinal);
        Assert.InRange(calls, 1000, 1002);
    }

    [Fact]
    public async Task A_list_that_grows_more_slowly_than_it_is_read_is_read_to_its_end()
    {
        var calls = 0;
        var list = PagedLists.ByNumber<string, Page>(
            (number, _) => Task.FromResult(new Page(number, 2000 + ++calls / 2, [$"{calls}"])), 0, p => p.Items, p => p.Total, p => p.Number, null, default);

        Assert.InRange((await list.ToListAsync()).Count, 3900, 4100);
    }

    [Fact]
    public async Task Equal_pages_that_are_part_of_a_list_of_known_length_are_read()
    {
        var list = PagedLists.ByNumber<string, Page>((number, _) => Task.FromResult(new Page(number, 19, ["a"])), 0, p => p.Items, p => p.Total, p => p.Number, null, default);

        Assert.Equal(20, (await list.ToListAsync()).Count);
    }

    // Items per page, total, more, first; then the offsets asked for.
    [Theory]
    [InlineData("ab,cd,e", 5L, null, 0, "0 2 4")]
    [InlineData("ab,cd,e", null, null, 0, "0 2 4 5")]
    [InlineData("ab,cd,e", 99L, null, 0, "0 2 4 5")]
    [InlineData("ab,cd,e", 5L, null, 2, "2 4")]
    [InlineData("ab,cd,e", null, false, 0, "0")]
    [InlineData("", 0L, null, 0, "0")]
    public async Task Offsets_count_the_items_that_came(string pages, long? total, bool? more, long first, string asked)
    {
        var calls = new List<long>();
        var all = pages.Replace(",", "", StringComparison.Ordinal);
        var list = PagedLists.ByOffset<string, Page>(
            (offset, _) =>
            {
                calls.Add(offset);
                return Task.FromResult(new Page(null, total, [.. all.Skip((int)offset).Take(2).Select(c => c.ToString())]));
            },
            first,
            p => p.Items,
            p => p.Total,
            _ => more,
            default);

        await list.ToListAsync();

        Assert.Equal(asked, string.Join(' ', calls));
    }

    [Fact]
    public async Task A_page_without_its_list_is_an_empty_page() =>
        Assert.Empty(await new AsyncPageable<string, Page>((_, _) => Task.FromResult(new Page(0, 5, null)), 0, p => p.Items, p => p.Total).ToListAsync());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Either_token_ends_it_and_is_the_one_that_is_told(bool byEnumerator)
    {
        using var cancel = new CancellationTokenSource();
        using var other = new CancellationTokenSource();
        var (given, enumerator) = byEnumerator ? (other.Token, cancel.Token) : (cancel.Token, other.Token);
        var list = new AsyncPageable<string, Page>(
            async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return new Page(0, 1, []);
            },
            0,
            p => p.Items,
            p => p.Total,
            cancellationToken: given);

        await using var items = list.GetAsyncEnumerator(enumerator);
        var next = items.MoveNextAsync().AsTask();
        await cancel.CancelAsync();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next)).CancellationToken);
    }

    private static AsyncPageable<string, Page> Create(string[] pages, long? total, long first, List<long> calls) => new(
        (number, _) =>
        {
            calls.Add(number);
            return Task.FromResult(new Page(number, total, number < pages.Length ? [.. pages[number].Select(c => c.ToString())] : []));
        },
        first,
        p => p.Items,
        p => p.Total);
}
