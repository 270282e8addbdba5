using System.Net;
using System.Text.Json;
using HumeGen.Json;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests.Http;

/// <summary>Results of all shapes, each with the response that it came in.</summary>
public sealed class WithResponseTests
{
    private const string Ok = """{"id":"n1"}""";

    [Fact]
    public async Task A_value_comes_with_status_headers_and_request_id()
    {
        using var handler = new StubHandler(Step(201, Ok, ("X-Request-Id", "r-7"), ("X-Left", "12")));
        using var pipeline = TestApi.Create(handler);
        ApiResponse? hooked = null;

        var result = await ApiCall.WithResponseAsync(
            options => pipeline.SendAsync(TestApi.Post(), Note.ReadJson, options), new ApiCallOptions { OnResponse = r => hooked = r, MaxRetries = 0 });

        Assert.Equal(("n1", HttpStatusCode.Created, "r-7", "12"), (result.Value.Id, result.StatusCode, result.RequestId, result.Headers["x-left"]));
        Assert.Same(result.Response, hooked);
        Assert.Equal("201 to POST /v0/notes", result.ToString());
    }

    [Fact]
    public async Task A_call_without_a_result_gives_the_response()
    {
        using var handler = new StubHandler(Step(204, "", ("X-Request-Id", "r-8")));
        using var pipeline = TestApi.Create(handler);

        var response = await ApiCall.WithResponseAsync(options => pipeline.SendAsync(TestApi.Post(), options));

        Assert.Equal((HttpStatusCode.NoContent, "r-8"), (response.StatusCode, response.RequestId));
    }

    [Fact]
    public async Task A_file_comes_with_its_response()
    {
        using var handler = new StubHandler((_, _) => Task.FromResult(Response(HttpStatusCode.OK, "RIFF", "audio/wav", ("X-Request-Id", "r-9"))));
        using var pipeline = TestApi.Create(handler);

        var result = await ApiCall.WithResponseAsync(options => pipeline.SendForBinaryAsync(TestApi.Get(), options));

        await using var file = result.Value;
        Assert.Equal(("r-9", 4), (result.RequestId, (await file.ToArrayAsync()).Length));
    }

    [Fact]
    public async Task Each_item_of_a_stream_comes_with_its_response()
    {
        using var handler = new StubHandler((_, _) => Task.FromResult(
            Response(HttpStatusCode.OK, "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", "application/x-ndjson", ("X-Request-Id", "r-1"))));
        using var pipeline = TestApi.Create(handler);

        var items = new List<(string Id, string? Request)>();
        await foreach (var (note, response) in ApiCall.WithResponseAsync(options => pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson, options)))
            items.Add((note.Id, response.RequestId));

        Assert.Equal([("a", "r-1"), ("b", "r-1")], items);
    }

    [Fact]
    public async Task Items_and_pages_of_a_list_come_with_the_response_of_their_page()
    {
        using var handler = new StubHandler(Page("a", 1), Page("b", 2), Step(200, "[]"), Page("a", 3), Page("b", 4), Step(200, "[]"));
        using var pipeline = TestApi.Create(handler);

        var items = new List<(string Id, string? Request)>();
        await foreach (var (note, response) in ApiCall.WithResponseAsync(List))
            items.Add((note.Id, response.RequestId));
        var pages = new List<string?>();
        await foreach (var page in ApiCall.WithResponseAsync(options => List(options).AsPages()))
            pages.Add(page.RequestId);

        Assert.Equal([("a", "r-1"), ("b", "r-2")], items);
        Assert.Equal(["r-3", "r-4"], pages.Take(2));

        AsyncPageable<Note, IReadOnlyList<Note>> List(ApiCallOptions options) => new(
            (_, token) => pipeline.SendAsync(TestApi.Get(), static (ref Utf8JsonReader r) => JsonRead.List(ref r, Note.ReadJson), options, token), 0, page => page);

        static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Page(string id, int number) =>
            Step(200, $$"""[{"id":"{{id}}"}]""", ("X-Request-Id", $"r-{number}"));
    }

    [Fact]
    public async Task Options_that_are_not_passed_on_are_noticed()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = TestApi.Create(handler);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ApiCall.WithResponseAsync(_ => pipeline.SendAsync(TestApi.Get(), Note.ReadJson)));

        Assert.Contains("Pass them on", error.Message, StringComparison.Ordinal);
    }
}
