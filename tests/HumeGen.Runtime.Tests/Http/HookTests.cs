using System.Net;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests;

/// <summary>Hooks of a client and its requests.</summary>
public sealed class HookTests
{
    private const string Ok = """{"id":"n1"}""";

    [Fact]
    public async Task Every_attempt_is_seen_before_and_after_and_takes_headers_along()
    {
        var time = ManualTime.JumpingOverWaits();
        var seen = new List<string>();
        using var handler = new StubHandler(
            Step(500, "first"),
            Fail(new HttpRequestException("reset")),
            async (_, _) =>
            {
                time.Advance(TimeSpan.FromSeconds(3));
                return await Task.FromResult(Response(HttpStatusCode.OK, Ok));
            });
        using var pipeline = TestApi.Create(handler, o =>
        {
            o.TimeProvider = time;
            o.OnRequest = a =>
            {
                seen.Add($"before {a}");
                a.State = $"span {a.Number}";
                a.SetHeader("X-Trace", $"t{a.Number}");
                a.SetHeader("Accept", "application/special");
                Assert.Null(a.Response);
            };
            o.OnResponse = a => seen.Add($"after {a} {a.State} {a.Elapsed.TotalSeconds} '{System.Text.Encoding.UTF8.GetString((a.Response?.Body ?? default).Span)}'");
        });

        await pipeline.SendAsync(TestApi.Get("/v0/notes"), Note.ReadJson);

        Assert.Equal(
            [
                "before GET /v0/notes (attempt 1)",
                "after GET /v0/notes (attempt 1): 500 span 1 0 'first'",
                "before GET /v0/notes (attempt 2)",
                "after GET /v0/notes (attempt 2): ApiConnectionException span 2 0 ''",
                "before GET /v0/notes (attempt 3)",
                $"after GET /v0/notes (attempt 3): 200 span 3 3 '{Ok}'",
            ],
            seen);
        Assert.Equal(["t1", "t2", "t3"], handler.Seen.Select(r => r.Headers["X-Trace"]));
        Assert.All(handler.Seen, r => Assert.Equal("application/special", r.Headers["Accept"]));
    }

    [Fact]
    public async Task An_error_that_was_shown_still_says_all_it_says()
    {
        var seen = new List<ApiAttempt>();
        using var handler = new StubHandler(Step(404, """{"code":"E0709","message":"no such note"}""", ("X-Request-Id", "r1")));
        using var pipeline = TestApi.Create(handler, o => o.OnResponse = seen.Add);

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        var response = Assert.Single(seen).Response!;
        Assert.Equal((HttpStatusCode.NotFound, "r1"), (response.StatusCode, response.RequestId));
        Assert.Equal("E0709", error.ErrorCode?.Value);
        Assert.Contains("no such note", error.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fetching_of_a_token_is_seen_and_no_secret_with_it()
    {
        const string Secret = "secret-77aa-canary-1b2c";
        const string Token = "token-5e6f-canary-8d9a";
        var seen = new List<ApiAttempt>();
        var lines = new List<string>();
        using var handler = new StubHandler(
            Step(200, $$"""{"access_token":"{{Token}}","expires_in":1800}"""),
            Step(401, "", ("X-Echo", Token)),
            Step(200, $$"""{"access_token":"{{Token}}","expires_in":1800}"""),
            Step(200, Ok));
        using var pipeline = TestApi.Create(handler, o =>
        {
            o.ApiKey = null;
            o.Credential = ApiCredential.FromClientCredentials(TestApi.Key, Secret);
            o.OnRequest = a => lines.Add(a.ToString());
            o.OnResponse = a =>
            {
                seen.Add(a);
                lines.Add($"{a} {string.Join(' ', a.Response!.Headers)}");
            };
        });

        await pipeline.SendAsync(TestApi.Get(), Note.ReadJson);

        Assert.Equal(
            [("/oauth2-cc/token", 1), ("/v0/notes", 1), ("/oauth2-cc/token", 1), ("/v0/notes", 2)],
            seen.Select(a => (a.PathTemplate, a.Number)));
        foreach (var secret in new[] { TestApi.Key, Secret, Token })
            Assert.DoesNotContain(secret, string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_a_hook_sets_is_taken_out_of_errors()
    {
        const string Other = "other-3c4d-canary-6f7a";
        using var handler = new StubHandler(Step(400, $$"""{"message":"{{Other}} is wrong"}"""));
        using var pipeline = TestApi.Create(handler, o => o.OnRequest = a => a.SetHeader("Authorization", $"Bearer {Other}"));

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Equal($"Bearer {Other}", handler.Seen[0].Headers["Authorization"]);
        Assert.DoesNotContain(Other, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_hook_throws_ends_the_call_as_it_is_and_without_another_attempt()
    {
        // Of a kind that would be a reason to try again, had the network thrown it.
        var mine = new HttpRequestException("mine");
        var content = new TrackedContent(Ok);
        using var handler = new StubHandler(Step(new HttpResponseMessage { Content = content }));
        using var before = TestApi.Create(handler, o => o.OnRequest = _ => throw mine);
        using var after = TestApi.Create(handler, o => o.OnResponse = _ => throw mine);

        Assert.Same(mine, await Assert.ThrowsAsync<HttpRequestException>(() => before.SendAsync(TestApi.Get())));
        Assert.Empty(handler.Seen);
        Assert.Same(mine, await Assert.ThrowsAsync<HttpRequestException>(() => after.SendAsync(TestApi.Get())));
        Assert.Single(handler.Seen);
        Assert.True(content.Disposed);
    }

    [Fact]
    public async Task A_cancelled_call_is_seen_to_its_end()
    {
        using var stop = new CancellationTokenSource();
        using var handler = new StubHandler(Hang);
        var seen = new List<ApiAttempt>();
        using var pipeline = TestApi.Create(handler, o => o.OnResponse = seen.Add);
        var call = pipeline.SendAsync(TestApi.Get(), cancellationToken: stop.Token);
        await handler.ArrivalAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.IsAssignableFrom<OperationCanceledException>(Assert.Single(seen).Error);
    }

    [Fact]
    public async Task Headers_are_checked_and_come_in_time_or_not_at_all()
    {
        ApiAttempt? kept = null;
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = TestApi.Create(handler, o => o.OnRequest = a =>
        {
            kept = a;
            Assert.Throws<ArgumentException>(() => a.SetHeader("X-Bad", "a\r\nb"));
            Assert.Throws<ArgumentException>(() => a.SetHeader("X Bad", "a"));
        });

        await pipeline.SendAsync(TestApi.Get());

        Assert.DoesNotContain(handler.Seen[0].Headers, h => h.Key.Contains("Bad", StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(() => kept!.SetHeader("X-Late", "a"));
    }

    [Fact]
    public async Task A_streamed_answer_is_shown_when_its_headers_are_there_and_read_by_the_caller()
    {
        var seen = new List<ApiAttempt>();
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok, "audio/wav");
        using var pipeline = TestApi.Create(handler, o => o.OnResponse = seen.Add);

        using var binary = await pipeline.SendForBinaryAsync(TestApi.Get());
        Assert.Equal("audio/wav", Assert.Single(seen).Response!.Headers["Content-Type"].Split(';')[0]);
        using var copy = new MemoryStream();
        await binary.CopyToAsync(copy);

        Assert.Equal(Ok, System.Text.Encoding.UTF8.GetString(copy.ToArray()));
    }
}
