using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace HumeGen.Tests.Errors;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(599)]
    public async Task An_error_has_all_that_is_known(int status)
    {
        var error = await FailAsync(status, """{"message":"no luck"}""", "application/json", ("X-Request-Id", "req-1"), ("X-More", "a"), ("X-More", "b"), ("Retry-After", "3"));

        Assert.IsType<ApiErrorException>(error);
        Assert.Equal(status, (int)error.StatusCode);
        Assert.Equal("req-1", error.RequestId);
        Assert.Equal(TimeSpan.FromSeconds(3), error.RetryAfter);
        Assert.Equal("a, b", error.Headers["x-more"]);
        Assert.Equal("""{"message":"no luck"}""", error.Body);
        Assert.Equal((HttpMethod.Get, "/v0/notes/{id}"), (error.Method, error.PathTemplate));
        Assert.Contains($"{status}", error.Message, StringComparison.Ordinal);
        Assert.Contains("GET /v0/notes/{id}", error.Message, StringComparison.Ordinal);
        Assert.Contains("no luck", error.Message, StringComparison.Ordinal);
        Assert.Contains("req-1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the-id", error.ToString(), StringComparison.Ordinal);
    }

    // The key is key-4f1c-canary-9d2e; JSON has other spellings of its first letter.
    [Theory]
    [InlineData("""{"message":"bad key \u006bey-4f1c-canary-9d2e"}""")]
    [InlineData("""{"code":"\u006bey-4f1c-canary-9d2e"}""")]
    [InlineData("""{"request_id":"\u006bey-4f1c-canary-9d2e"}""")]
    [InlineData("""{"detail":[{"loc":["\u006bey-4f1c-canary-9d2e"],"msg":"\u006bey-4f1c-canary-9d2e","type":"\u006bey-4f1c-canary-9d2e"}]}""")]
    [InlineData("""{"else":{"deep":["\u006bey-4f1c-canary-9d2e"]}}""")]
    [InlineData("""{"else":{"\u006bey-4f1c-canary-9d2e":1}}""")]
    public async Task A_key_in_escapes_of_json_stays_out(string body)
    {
        var error = await FailAsync(400, body, "application/json");

        Assert.DoesNotContain("ey-4f1c-canary-9d2e", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ey-4f1c-canary-9d2e", error.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("ey-4f1c-canary-9d2e", $"{error.RequestId} {error.ErrorCode}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"code":"E1\nFORGED","message":"m"}""")]
    [InlineData("""{"request_id":"r\nFORGED","message":"m"}""")]
    [InlineData("""{"detail":[{"loc":["a\nFORGED"],"msg":"m","type":"t\nFORGED"}]}""")]
    public async Task Nothing_of_the_servers_begins_a_line_of_its_own(string body) =>
        Assert.DoesNotContain((await FailAsync(422, body, "application/json")).Message.Split('\n'), line => line.TrimStart().StartsWith("FORGED", StringComparison.Ordinal));

    // Body, expected code, and words that the message must hold.
    [Theory]
    [InlineData("""{"code":"E0709","error":"bad","message":"Config is missing"}""", "E0709", "Config is missing")]
    [InlineData("""{"code":"E9999","message":"new kind"}""", "E9999", "E9999: new kind")]
    [InlineData("""{"code":17,"message":"numeric"}""", "17", "numeric")]
    [InlineData("""{"error":{"code":"E0709","message":"inner"}}""", "E0709", "inner")]
    [InlineData("""{"error":"just words"}""", null, "just words")]
    [InlineData("""{"detail":"plain detail"}""", null, "plain detail")]
    [InlineData("""{"detail":{"message":"nested"}}""", null, "nested")]
    [InlineData("""{"message":"Unauthorized"}""", null, "Unauthorized")]
    [InlineData("""{"message":"two\r\nlines\u2028three"}""", null, "two  lines three")]
    [InlineData("""{"message":null,"code":null,"detail":null,"error":null}""", null, "400")]
    [InlineData("""[]""", null, "400")]
    [InlineData("""{"message":""", null, "400")]
    [InlineData("""{}""", null, "400")]
    [InlineData("", null, "400")]
    [InlineData("   ", null, "400")]
    [InlineData("null", null, "400")]
    [InlineData("just text", null, "400")]
    [InlineData("<!DOCTYPE html><html><body>Bad gateway</body></html>", null, "a proxy or gateway may have answered")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", null, "400")]
    public async Task Whatever_the_body_is_the_status_comes_through(string body, string? code, string words)
    {
        var error = await FailAsync(400, body, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal(code, error.ErrorCode?.Value);
        Assert.Equal(body, error.Body);
        Assert.All(words.Split('|'), w => Assert.Contains(w, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', error.Message);
    }

    // Body, its media type, expected code, and words that the message must hold.
    [Theory]
    [InlineData("""{"type":"https://a.example/late","title":"Too late","status":400,"detail":"The shop is closed."}""", "application/problem+json", null, "The shop is closed.")]
    [InlineData("""{"type":"about:blank","title":"Too late","status":400}""", "application/problem+json", null, "Too late")]
    [InlineData("""{"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2.InvalidApiKey"}}}""", "application/json", "oauth.v2.InvalidApiKey", "Invalid ApiKey")]
    [InlineData("""{"error":"invalid_grant","error_description":"The code was used."}""", "application/json", "invalid_grant", "The code was used.")]
    [InlineData("""{"statusCode":400,"message":["One.","Two."],"error":"Bad Request"}""", "application/json", null, "One. Two.")]
    [InlineData("""{"detail":{"code":"gone","message":"It is gone."}}""", "application/json", "gone", "It is gone.")]
    [InlineData("""{"__type":"Throttling","Message":"Slow down."}""", "application/json", null, "Slow down.")]
    [InlineData("""{"error_code":7,"error_message":"Seven."}""", "application/json", "7", "Seven.")]
    [InlineData("\"plain words\"", "application/json", null, "plain words")]
    [InlineData("""{"message":"half \ud800 of it","code":"gone","input":"\udc00"}""", "application/json", "gone", "of it")]
    [InlineData("""{"message":"broken name","\ud800":1}""", "application/json", null, "broken name")]
    [InlineData("<Error><Code>Gone</Code></Error>", "application/xml", null, "Correct the request")]
    [InlineData("""{"error":{"message":"No such model","type":"invalid_request","code":"model_not_found"}}""", "application/json", "model_not_found", "No such model")]
    [InlineData("error code: 1010", "text/plain", null, "The server says: error code: 1010")]
    [InlineData("{\"message\":\"too quiet.\"}", "application/json", "too quiet", "Nobody was heard. The server says: too quiet. Speak up.")]
    [InlineData("too quiet.", "text/plain", "too quiet", "Speak up.")]
    public async Task The_words_of_the_server_reach_the_message_in_whatever_shape(string body, string type, string? code, string words)
    {
        var error = await FailAsync(400, body, type);

        Assert.Equal(code, error.ErrorCode?.Value);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(body, error.Body);
    }

    [Fact]
    public async Task A_fault_that_the_words_of_the_server_tell_is_told_once()
    {
        using var handler = StubHandler.Answering(
            HttpStatusCode.UnprocessableEntity, """{"message":"path.id: Not a UUID","errors":[{"loc":["path","id"],"msg":"Not a UUID"},{"loc":["query","n"],"msg":"Too big"}]}""");
        using var pipeline = TestApi.Create(handler);

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Equal(2, error.Details.Count);
        Assert.Equal(2, error.Message.Split("path.id: Not a UUID").Length);
        Assert.Contains("query.n: Too big", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_body_is_no_part_of_it()
    {
        var error = await FailAsync(400, "\uFEFF{\"code\":\"E0709\",\"message\":\"gone\"}");

        Assert.Equal(("E0709", """{"code":"E0709","message":"gone"}"""), (error.ErrorCode?.Value, error.Body));
    }

    [Fact]
    public async Task A_long_text_is_no_message() =>
        Assert.DoesNotContain("xxxx", (await FailAsync(500, new string('x', 600), "text/plain")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"errors":{"Name":["Required","Too short"],"Items[0].Due":["No date"]}}""", "Name: Required|Name: Too short|Items[0].Due: No date")]
    [InlineData("""{"errors":{"name":"Required"}}""", "name: Required")]
    [InlineData("""{"errors":[{"detail":"Required","source":{"pointer":"/data/attributes/name"}}]}""", "data.attributes.name: Required")]
    [InlineData("""{"errors":[{"message":"Required","field":"name"},{"message":"No place"}]}""", "name: Required|: No place")]
    [InlineData("""{"errors":["Something","Other"]}""", ": Something|: Other")]
    [InlineData("""{"error":{"message":"m","details":[{"field":"a.b[2]","message":"Wrong"}]}}""", "a.b[2]: Wrong")]
    [InlineData("""{"errors":[{"message":"No user","path":["user",0],"extensions":{"code":"GONE"}}]}""", "user[0]: No user")]
    [InlineData("""{"error":{"code":400,"message":"m","details":[{"fieldViolations":[{"field":"a","description":"Wrong"}]}]}}""", "a: Wrong")]
    [InlineData("""{"Message":"m","ModelState":{"model.Name":["Required"]}}""", "model.Name: Required")]
    [InlineData("""{"errors":null,"detail":5}""", "")]
    [InlineData("""{"errors":{"a":[[]],"b":{},"c":null}}""", "")]
    public async Task Faults_of_fields_are_read_in_whatever_shape(string body, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : expected.Split('|'), (await FailAsync(400, body, "application/json")).Details.Select(d => $"{d.Path}: {d.Message}"));

    [Fact]
    public async Task An_error_is_read_as_a_type_where_it_has_its_shape()
    {
        var error = await FailAsync(400, """{"id":"n1","text":"no"}""", "application/json");

        Assert.True(error.TryReadError<Note>(out var note));
        Assert.Equal("no", note.Text);
        Assert.False((await FailAsync(400, "{}", "application/json")).TryReadError<Note>(out _));
        Assert.False((await FailAsync(400, "", "application/json")).TryReadError<Note>(Note.ReadJson, out _));
    }

    [Fact]
    public async Task A_known_code_is_explained_with_what_to_do()
    {
        var error = await FailAsync(400, """{"code":"E0709","message":"Config is missing"}""");

        var code = error.ErrorCode!;
        Assert.Contains($"E0709: {code.Meaning!.TrimEnd('.')}", error.Message, StringComparison.Ordinal);
        Assert.Contains("The server says: Config is missing.", error.Message, StringComparison.Ordinal);
        Assert.Contains(code.Remedy!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fields_that_were_refused_are_named_with_their_place()
    {
        var error = await FailAsync(422, """
            {"detail":[
              {"loc":["body","utterances",0,"text"],"msg":"Field required","type":"missing","input":{"secret":"speech"}},
              {"loc":["query","page_size"],"msg":"Too large","type":"less_than"},
              {"loc":[],"msg":"No place"},
              "odd",
              {"nothing":1}]}
            """);

        Assert.Equal(["body.utterances[0].text", "query.page_size", "", ""], error.Details.Select(d => d.Path));
        Assert.Equal(["Field required", "Too large", "No place", "odd"], error.Details.Select(d => d.Message));
        Assert.Equal("missing", error.Details[0].Type);
        Assert.Contains("body.utterances[0].text: Field required.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("speech", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_of_fields_does_not_flood_the_message()
    {
        var entries = string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"loc":["body",{{i}}],"msg":"wrong","type":"t"}"""));

        var error = await FailAsync(422, $$"""{"detail":[{{entries}}]}""");

        Assert.Equal(50, error.Details.Count);
        Assert.Contains("45 more in Details", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("body[7]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_body_and_a_long_message_are_cut()
    {
        var error = await FailAsync(500, $$"""{"message":"{{new string('m', 5000)}}"}""");
        Assert.InRange(error.Message.Length, 400, 900);

        var page = await FailAsync(500, new string('x', 200_000), "text/plain");
        Assert.Equal(32 * 1024, page.Body.Length);
    }

    [Fact]
    public async Task An_error_cut_short_still_tells_its_status()
    {
        await using var server = RawServer.Sending("HTTP/1.1 422 No\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"detail\":\"half");
        using var pipeline = TestApi.Create(server.Address);

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Post()));

        Assert.Equal("{\"detail\":\"half", error.Body);
    }

    [Fact]
    public async Task The_request_id_may_come_in_the_body()
    {
        Assert.Equal("b-7", (await FailAsync(400, """{"request_id":"b-7"}""")).RequestId);
    }

    [Theory]
    [InlineData(302, "https://user:pw@login.example.test/sign-in?token=hidden-word#x", "https://login.example.test/sign-in")]
    [InlineData(301, "/elsewhere?a=b", "/elsewhere")]
    [InlineData(307, null, "Redirects are not followed")]
    [InlineData(304, null, "Nothing has changed")]
    [InlineData(304, "https://elsewhere.test/x", "keep what you have")]
    public async Task A_redirect_is_an_error_that_tells_where_it_points_without_its_query(int status, string? target, string words)
    {
        var error = await (target is null ? FailAsync(status, "") : FailAsync(status, "", "text/plain", ("Location", target)));

        Assert.Equal(status, (int)error.StatusCode);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        foreach (var hidden in new[] { "hidden-word", "pw@", "a=b" })
            Assert.DoesNotContain(hidden, error + string.Join(";", error.Headers.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_are_not_followed_on_the_wire()
    {
        await using var target = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        await using var server = RawServer.Sending($"HTTP/1.1 307 Moved\r\nLocation: {target.Address}stolen\r\nContent-Length: 0\r\n\r\n");
        using var pipeline = TestApi.Create(server.Address);

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Equal((1, 0), (server.Connections, target.Connections));
    }

    [Fact]
    public async Task A_given_client_that_follows_redirects_is_found_out()
    {
        await using var target = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"id\":\"n1\"}");
        await using var server = RawServer.Sending($"HTTP/1.1 307 Moved\r\nLocation: {target.Address}stolen\r\nContent-Length: 0\r\n\r\n");
        using var client = new HttpClient();
        using var pipeline = TestApi.Create(server.Address, o => o.HttpClient = client);

        var error = await Assert.ThrowsAsync<ApiClientException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Contains("AllowAutoRedirect = false", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_handler_that_follows_redirects_is_refused()
    {
        using var handler = new SocketsHttpHandler();
        using var outer = new PassingHandler(handler);

        Assert.Contains("AllowAutoRedirect", Assert.Throws<ArgumentException>(() => TestApi.Create(outer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Users_can_make_the_errors_that_their_tests_need()
    {
        var error = new ApiErrorException("slow down", HttpStatusCode.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(2), ErrorCode = new TestCode("E0300") };

        Assert.Equal(HttpStatusCode.TooManyRequests, error.StatusCode);
        Assert.Empty(error.Headers);
    }

    // A success whose body is not what it should be.
    [Theory]
    [InlineData("<html><body>Sign in</body></html>", "text/html", "is text/html, where JSON was expected", "$")]
    [InlineData("", "application/json", "is empty", "$")]
    [InlineData("{\"id\":\"n1\",", "application/json", "is not the JSON", "$.id")]
    [InlineData("{\"id\":\"n1\",\n\"text\":5}", "application/json", "Expected a string", "$.text")]
    [InlineData("{\"text\":\"t\"}", "application/json", "required property \"id\"", "$")]
    [InlineData("{\"id\":\"n1\"} trailing", "application/json", "is not the JSON", null)]
    public async Task A_success_with_a_wrong_body_says_what_and_where(string body, string type, string words, string? path)
    {
        using var handler = new StubHandler(StubHandler.Step(StubHandler.Response(HttpStatusCode.OK, body, type, ("X-Request-Id", "r9"))));
        using var pipeline = TestApi.Create(handler);

        var error = await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "r9"), (error.StatusCode, error.RequestId));
        if (path is not null)
            Assert.Equal(path, error.Path);
        Assert.NotNull(error.Line);
        Assert.Single(handler.Seen);
    }

    [Fact]
    public async Task JSON_is_read_whatever_type_it_claims_to_be_and_with_a_byte_order_mark()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, "\uFEFF{\"id\":\"n1\"}", "text/plain");
        using var pipeline = TestApi.Create(handler);

        Assert.Equal("n1", (await pipeline.SendAsync(TestApi.Get(), Note.ReadJson)).Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_larger_than_allowed_is_not_read_to_its_end(bool tellsLength)
    {
        var content = tellsLength ? new StringContent(new string(' ', 2000)) : (HttpContent)new StreamContent(new OneWayStream(new MemoryStream(new byte[2000])));
        using var handler = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage { Content = content }));
        using var pipeline = TestApi.Create(handler, o => o.MaxResponseBytes = 1999);

        var error = await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Contains("MaxResponseBytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("500 Error")]
    [Trait("Fault", "docs/reliability.md#bodies-without-end")]
    public async Task A_compressed_body_without_end_is_not_unpacked_to_its_end(string status)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(new byte[64 * 1024 * 1024]);
        await using var server = await KestrelServer.StartAsync(async context =>
        {
            context.Response.StatusCode = int.Parse(status[..3], System.Globalization.CultureInfo.InvariantCulture);
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.Headers.ContentType = "application/json";
            await context.Response.Body.WriteAsync(packed.ToArray());
        });
        using var pipeline = TestApi.Create(server.Address, o =>
        {
            o.MaxResponseBytes = 1024 * 1024;
            o.MaxRetries = 0;
        });

        var error = await Assert.ThrowsAnyAsync<ApiClientException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        if (error is ApiErrorException answered)
            Assert.Equal(32 * 1024, answered.Body.Length);
        else
            Assert.Contains("MaxResponseBytes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, Compress")]
    [Trait("Fault", "docs/reliability.md#bodies-without-end")]
    public async Task A_body_in_a_packing_that_nobody_asked_for_is_refused(string packing)
    {
        await using var server = RawServer.Sending($"HTTP/1.1 200 OK\r\nContent-Encoding: {packing}\r\nContent-Length: 11\r\n\r\n{{\"id\":\"n1\"}}");
        using var pipeline = TestApi.Create(server.Address);

        Func<Task>[] calls =
        [
            () => pipeline.SendAsync(TestApi.Get(), Note.ReadJson), () => pipeline.SendForTextAsync(TestApi.Get()), () => pipeline.SendForBinaryAsync(TestApi.Get()),
            async () => await pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).GetAsyncEnumerator().MoveNextAsync(),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<ApiResponseException>(call);
            Assert.Contains(packing.Split(' ')[^1], error.Message, StringComparison.Ordinal);
            Assert.Contains("not asked for", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("identity", "gzip")]
    [InlineData("UTF-8", "gzip")]
    [InlineData("zstd", "gzip, zstd")]
    public async Task A_body_in_a_packing_that_was_asked_for_or_in_none_is_handed_out(string packing, string asked)
    {
        await using var server = RawServer.Sending($"HTTP/1.1 200 OK\r\nContent-Encoding: {packing}\r\nContent-Length: 11\r\n\r\n{{\"id\":\"n1\"}}");
        using var pipeline = TestApi.Create(server.Address);

        var note = await pipeline.SendAsync(TestApi.Get(), Note.ReadJson, new ApiCallOptions { Headers = new Dictionary<string, string> { ["Accept-Encoding"] = asked } });

        Assert.Equal("n1", note.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "docs/reliability.md#bodies-without-end")]
    public async Task A_body_without_end_takes_no_more_memory_than_it_may(bool inPieces)
    {
        // Just beyond a step of growing, where a buffer that knows no limit takes twice as much.
        const int Limit = 33 * 1024 * 1024;
        using var stream = new EndlessStream();
        await using var content = new BinaryResponse(stream);
        var buffer = new BodyBuffer(null, Limit);

        var before = GC.GetAllocatedBytesForCurrentThread();
        if (inPieces)
            await buffer.FillAsync(stream, heedsTokens: true, default);
        else
            await Assert.ThrowsAsync<ApiResponseException>(() => content.ToArrayAsync(Limit));
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        // All steps up to 32 MiB and the last one.
        Assert.InRange(taken, Limit, Limit + (66 * 1024 * 1024));
    }

    [Fact]
    public async Task A_body_of_exactly_the_allowed_size_is_read()
    {
        var json = $$"""{"id":"{{new string('x', 1000)}}"}""";
        using var handler = StubHandler.Answering(HttpStatusCode.OK, json);
        using var pipeline = TestApi.Create(handler, o => o.MaxResponseBytes = Encoding.UTF8.GetByteCount(json));

        Assert.Equal(1000, (await pipeline.SendAsync(TestApi.Get(), Note.ReadJson)).Id.Length);
    }

    [Fact]
    public async Task Text_is_text_but_a_page_is_not()
    {
        using var handler = new StubHandler(
            StubHandler.Step(StubHandler.Response(HttpStatusCode.OK, "renamed: ä", "text/plain")),
            StubHandler.Step(StubHandler.Response(HttpStatusCode.OK, "<html>", "text/html")));
        using var pipeline = TestApi.Create(handler);

        Assert.Equal("renamed: ä", await pipeline.SendForTextAsync(TestApi.Get()));
        await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendForTextAsync(TestApi.Get()));
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#malformed-anything")]
    [InlineData("utf-7")]
    [InlineData("\"UTF-7\"")]
    [InlineData("nonsense")]
    [InlineData("\"\"")]
    public async Task Text_in_an_encoding_that_nobody_reads_is_taken_for_UTF_8(string charset)
    {
        var response = StubHandler.Response(HttpStatusCode.OK, "renamed: ä");
        response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse($"text/plain; charset={charset}");
        using var handler = new StubHandler(StubHandler.Step(response));
        using var pipeline = TestApi.Create(handler);

        Assert.Equal("renamed: ä", await pipeline.SendForTextAsync(TestApi.Get()));
    }

    private static async Task<ApiErrorException> FailAsync(int status, string body, string type = "application/json", params (string, string)[] headers)
    {
        using var handler = new StubHandler(StubHandler.Step(StubHandler.Response((HttpStatusCode)status, body, type, headers)));
        using var pipeline = TestApi.Create(handler, o => o.MaxRetries = 0);
        var request = TestApi.Get("/v0/notes/{id}");
        request.AddPath("id", "the-id");
        return await Assert.ThrowsAnyAsync<ApiErrorException>(() => pipeline.SendAsync(request));
    }

    private sealed class PassingHandler(HttpMessageHandler inner) : DelegatingHandler(inner);

    private sealed class EndlessStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Math.Min(buffer.Length, 64 * 1024));
    }
}
