using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests.Http;

public sealed class OptionsTests
{
    private const string Ok = """{"id":"n1"}""";

    [Theory]
    [InlineData("http://api.example.test", "http is for this machine")]
    [InlineData("ftp://api.example.test", "absolute https")]
    [InlineData("javascript:alert(1)", "absolute https")]
    [InlineData("https://user:pw@api.example.test", "user name or password")]
    [InlineData("https://api.example.test?a=b", "query")]
    [InlineData("https://api.example.test#a", "query or fragment")]
    [InlineData("/relative", "absolute https")]
    public void An_address_that_would_leak_the_key_or_make_no_sense_is_refused(string address, string words)
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);

        var error = Assert.Throws<ArgumentException>(() => TestApi.Create(handler, o => o.BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pw", error.Message.Replace("password", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5000", "http://localhost:5000/v0/notes")]
    [InlineData("http://127.0.0.1:5000/", "http://127.0.0.1:5000/v0/notes")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000/v0/notes")]
    [InlineData("https://gateway.test/hume", "https://gateway.test/hume/v0/notes")]
    [InlineData("https://gateway.test/hume/", "https://gateway.test/hume/v0/notes")]
    [InlineData(null, "https://api.example.test/v0/notes")]
    public async Task An_address_may_be_this_machine_or_end_in_a_path(string? address, string uri)
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler, o => o.BaseAddress = address is null ? null : new Uri(address));

        await pipeline.SendAsync(TestApi.Get());

        Assert.Equal(uri, handler.Seen[0].Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData(null, @"^HumeGen/\d+\.\d+\.\d+$")]
    [InlineData("MyApp/1.2 (test)", @"^HumeGen/\d+\.\d+\.\d+ MyApp/1\.2 \(test\)$")]
    [InlineData("", null)]
    public async Task The_user_agent_tells_the_library_and_no_more(string? suffix, string? pattern)
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler, o => o.UserAgent = suffix);

        await pipeline.SendAsync(TestApi.Get());

        if (pattern is null)
            Assert.False(handler.Seen[0].Headers.ContainsKey("User-Agent"));
        else
            Assert.Matches(pattern, handler.Seen[0].Headers["User-Agent"].Replace(", ", " ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_user_agent_with_a_line_break_is_refused()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        Assert.Throws<ArgumentException>(() => TestApi.Create(handler, o => o.UserAgent = "a\r\nX-Evil: 1"));
    }

    [Fact]
    public async Task A_given_client_is_neither_changed_nor_disposed()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var client = new HttpClient(handler);
        var before = (client.Timeout, client.BaseAddress, client.DefaultRequestHeaders.Count(), client.DefaultRequestVersion);

        using (var pipeline = new ApiPipeline(TestApi.Description, new ApiClientOptions { HttpClient = client, ApiKey = "key" }))
            await pipeline.SendAsync(TestApi.Get());

        Assert.Equal(before, (client.Timeout, client.BaseAddress, client.DefaultRequestHeaders.Count(), client.DefaultRequestVersion));
        Assert.False(handler.Disposed);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("https://elsewhere.test/"))).StatusCode);
    }

    [Fact]
    public async Task A_given_handler_is_not_disposed()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);

        using (var pipeline = TestApi.Create(handler))
            await pipeline.SendAsync(TestApi.Get());

        Assert.False(handler.Disposed);
    }

    [Fact]
    public void Client_and_handler_together_are_refused()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var client = new HttpClient(handler);
        Assert.Contains("not both", Assert.Throws<ArgumentException>(() => TestApi.Create(handler, o => o.HttpClient = client)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_changed_later_change_nothing()
    {
        using var handler = new StubHandler(Step(500));
        var options = new ApiClientOptions { HttpMessageHandler = handler, ApiKey = "key", MaxRetries = 0 };
        using var pipeline = new ApiPipeline(TestApi.Description, options);
        options.MaxRetries = 5;
        options.BaseAddress = new Uri("https://elsewhere.test");

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Equal("api.example.test", Assert.Single(handler.Seen).Uri.Host);
    }

    [Fact]
    public void A_copy_has_the_type_all_values_and_a_life_of_its_own()
    {
        var options = new TodoClientOptions { ApiKey = "key-of-a-test", MaxRetries = 7, List = "home", OnRequest = attempt => attempt.SetHeader("X-Trace", "1") };

        TodoClientOptions copy = options.Copy();
        options.MaxRetries = 1;

        Assert.Equal(("key-of-a-test", 7, "home", options.OnRequest), (copy.ApiKey, copy.MaxRetries, copy.List, copy.OnRequest));
    }

    [Fact]
    public async Task A_handler_of_the_options_serves_a_client_like_its_own()
    {
        await using var server = await KestrelServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "/elsewhere";
            context.Response.Headers.SetCookie = "a=b";
            await context.Response.WriteAsync(context.Request.Headers.AcceptEncoding.ToString());
        });
        var options = new ApiClientOptions { ConnectTimeout = TimeSpan.FromSeconds(3) };
        using var handler = options.CreateHandler();
        using var client = new HttpClient(handler, disposeHandler: false);
        using var response = await client.GetAsync(server.Address);

        Assert.Equal((HttpStatusCode.Redirect, "gzip, br"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        var inner = Assert.IsType<SocketsHttpHandler>(Assert.IsAssignableFrom<DelegatingHandler>(handler).InnerHandler);
        Assert.Equal((TimeSpan.FromSeconds(3), false), (inner.ConnectTimeout, inner.UseCookies));
        // A client takes it: one that follows redirects would be refused.
        TestApi.Create(handler).Dispose();
    }

    [Fact]
    public async Task A_call_adds_and_replaces_headers_query_and_body_members()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = TestApi.Create(handler);
        var request = TestApi.Post();
        request.AddQuery("page", 1L);
        request.AddQuery("tag", ["a", "b"]);
        request.AddHeader("X-Trace", "1");

        await pipeline.SendAsync(request, Note.ReadJson, new ApiCallOptions
        {
            Headers = new Dictionary<string, string> { ["X-Trace"] = "2", ["X-More"] = "3", ["User-Agent"] = "mine", ["Content-Type"] = "application/vnd.test+json" },
            Query = new Dictionary<string, string> { ["tag"] = "c", ["beta"] = "true" },
            BodyMembers = new Dictionary<string, JsonNode?> { ["text"] = "other", ["seed"] = 5, ["nothing"] = null, ["deep"] = new JsonObject { ["x"] = new JsonArray(1, "2") } },
        });

        var seen = handler.Seen[0];
        Assert.Equal("?page=1&tag=c&beta=true", seen.Uri.Query);
        Assert.Equal(("2", "3", "mine"), (seen.Headers["X-Trace"], seen.Headers["X-More"], seen.Headers["User-Agent"]));
        Assert.Equal("application/vnd.test+json", seen.Headers["Content-Type"]);
        Assert.Equal("""{"id":"n1","text":"other","seed":5,"nothing":null,"deep":{"x":[1,"2"]}}""", seen.Body);
    }

    [Fact]
    public async Task Body_members_without_a_JSON_object_are_refused()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = TestApi.Create(handler);
        var options = new ApiCallOptions { BodyMembers = new Dictionary<string, JsonNode?> { ["a"] = 1 } };

        foreach (var body in new[] { null, new FormBody(), ApiBody.Json(w => w.WriteNumberValue(1)) })
            await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/notes") { Body = body }, options));
        Assert.Empty(handler.Seen);
    }

    [Fact]
    public async Task The_final_response_is_shown_once_with_its_body()
    {
        var shown = new List<ApiResponse>();
        using var handler = new StubHandler(Step(500, "first"), Step(200, Ok, ("X-Request-Id", "r2")), Step(404, "gone", ("X-Request-Id", "r3")));
        using var pipeline = TestApi.Create(handler, o => o.Random = () => 0);
        var options = new ApiCallOptions { OnResponse = shown.Add };

        await pipeline.SendAsync(TestApi.Get(), Note.ReadJson, options);
        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson, options));

        Assert.Equal([(HttpStatusCode.OK, "r2"), (HttpStatusCode.NotFound, "r3")], shown.Select(r => (r.StatusCode, r.RequestId)));
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(Ok), shown[0].Body.ToArray());
        Assert.Equal("gone"u8, shown[1].Body.Span);
        Assert.Equal("200 to GET /v0/notes", shown[0].ToString());
    }

    [Fact]
    public async Task Each_way_of_sending_accepts_what_it_can_read()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok, "application/octet-stream");
        using var pipeline = TestApi.Create(handler);

        await pipeline.SendAsync(TestApi.Get(), Note.ReadJson);
        (await pipeline.SendForBinaryAsync(TestApi.Get())).Dispose();
        await pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync();
        await pipeline.SendAsync(new ApiRequest(HttpMethod.Get, "/v0/notes") { Accept = "application/special" });

        Assert.Equal("application/json", handler.Seen[0].Headers["Accept"]);
        Assert.Equal("*/*", handler.Seen[1].Headers["Accept"]);
        Assert.Contains("text/event-stream", handler.Seen[2].Headers["Accept"], StringComparison.Ordinal);
        Assert.Equal("application/special", handler.Seen[3].Headers["Accept"]);
    }

    private sealed class TodoClientOptions : ApiClientOptions
    {
        public string? List { get; init; }
    }
}
