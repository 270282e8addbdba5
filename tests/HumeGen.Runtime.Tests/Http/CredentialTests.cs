using System.Net;
using System.Text;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests.Http;

public sealed class CredentialTests
{
    private const string Ok = """{"id":"n1"}""";

    [Fact]
    public async Task A_key_travels_in_the_apis_header()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = TestApi.Create(handler);

        await pipeline.SendAsync(TestApi.Get());

        Assert.Equal(TestApi.Key, handler.Seen[0].Headers["X-Hume-Api-Key"]);
        Assert.False(handler.Seen[0].Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task An_access_token_travels_as_a_bearer_token_and_is_not_renewed()
    {
        using var handler = new StubHandler(Step(401));
        using var pipeline = Create(handler, ApiCredential.FromAccessToken("token-1"));

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Equal("Bearer token-1", Assert.Single(handler.Seen).Headers["Authorization"]);
        Assert.False(handler.Seen[0].Headers.ContainsKey("X-Hume-Api-Key"));
    }

    [Fact]
    public async Task A_provider_is_asked_once_and_again_shortly_before_the_token_ends()
    {
        var time = new ManualTime();
        var asked = 0;
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = Create(
            handler,
            ApiCredential.FromTokenProvider(_ => new(new ApiAccessToken($"token-{++asked}", time.GetUtcNow().AddMinutes(30)))),
            o => o.TimeProvider = time);

        foreach (var minutes in new[] { 0, 28.9, 0.2, 28, 1.1 })
        {
            time.Advance(TimeSpan.FromMinutes(minutes));
            await pipeline.SendAsync(TestApi.Get());
        }

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-3"], handler.Seen.Select(s => s.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_token_that_lives_but_a_minute_is_still_used_for_half_of_it()
    {
        var time = new ManualTime();
        var asked = 0;
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = Create(
            handler, ApiCredential.FromTokenProvider(_ => new(new ApiAccessToken($"token-{++asked}", time.GetUtcNow().AddSeconds(60)))), o => o.TimeProvider = time);

        await pipeline.SendAsync(TestApi.Get());
        time.Advance(TimeSpan.FromSeconds(29));
        await pipeline.SendAsync(TestApi.Get());
        Assert.Equal(1, asked);
        time.Advance(TimeSpan.FromSeconds(1));
        await pipeline.SendAsync(TestApi.Get());
        Assert.Equal(2, asked);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_refused_token_is_renewed_exactly_once(string method)
    {
        var asked = 0;
        using var handler = new StubHandler(Step(401), Step(200, Ok));
        using var pipeline = Create(handler, ApiCredential.FromTokenProvider(_ => new(new ApiAccessToken($"token-{++asked}"))), o => o.MaxRetries = 0);

        await pipeline.SendAsync(new ApiRequest(new HttpMethod(method), "/v0/notes"));
        Assert.Equal(["Bearer token-1", "Bearer token-2"], handler.Seen.Select(s => s.Headers["Authorization"]));

        using var refusing = new StubHandler(Step(401));
        using var second = Create(refusing, ApiCredential.FromTokenProvider(_ => new(new ApiAccessToken($"token-{++asked}"))));
        await Assert.ThrowsAsync<ApiErrorException>(() => second.SendAsync(new ApiRequest(new HttpMethod(method), "/v0/notes")));
        Assert.Equal(["Bearer token-3", "Bearer token-4"], refusing.Seen.Select(s => s.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_body_that_cannot_be_sent_again_is_not_sent_again_for_a_new_token()
    {
        var asked = 0;
        using var handler = new StubHandler(Step(401), Step(200, Ok));
        using var pipeline = Create(handler, ApiCredential.FromTokenProvider(_ => new(new ApiAccessToken($"token-{++asked}"))));
        var body = ApiBody.File(FilePart.FromStream(new OneWayStream(new MemoryStream([1])), "a.bin"));

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(new ApiRequest(HttpMethod.Post, "/v0/files") { Body = body }));
        await pipeline.SendAsync(TestApi.Get());

        Assert.Equal(["Bearer token-1", "Bearer token-2"], handler.Seen.Select(s => s.Headers["Authorization"]));
    }

    [Fact]
    public async Task Many_callers_whose_token_is_refused_renew_it_once()
    {
        var asked = 0;
        using var handler = new StubHandler((request, _) => Task.FromResult(
            Response(request.Headers.Authorization!.Parameter == "token-1" ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, Ok)));
        using var pipeline = Create(handler, ApiCredential.FromTokenProvider(async _ =>
        {
            await Task.Yield();
            return new ApiAccessToken($"token-{Interlocked.Increment(ref asked)}");
        }));

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => pipeline.SendAsync(TestApi.Get()))));

        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_provider_that_fails_is_named_and_not_asked_for_ever()
    {
        var asked = 0;
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = Create(handler, ApiCredential.FromTokenProvider(_ =>
        {
            asked++;
            throw new IOException("vault sealed");
        }));

        var error = await Assert.ThrowsAsync<ApiClientException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Contains("token provider", error.Message, StringComparison.Ordinal);
        Assert.Equal("vault sealed", error.InnerException!.Message);
        Assert.Equal(1, asked);
        Assert.Empty(handler.Seen);
    }

    [Fact]
    public async Task A_provider_that_hangs_ends_with_the_time_limit_and_does_not_block_the_next_call()
    {
        var time = new ManualTime();
        var asked = new TaskCompletionSource();
        var hang = true;
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = Create(
            handler,
            ApiCredential.FromTokenProvider(_ =>
            {
                asked.TrySetResult();
                return hang ? new(new TaskCompletionSource<ApiAccessToken>().Task) : new(new ApiAccessToken("token-1"));
            }),
            o => o.TimeProvider = time);

        var call = pipeline.SendAsync(TestApi.Get());
        await asked.Task;
        time.Advance(TimeSpan.FromMinutes(2));
        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => call);
        Assert.Contains("token provider", error.Message, StringComparison.Ordinal);

        hang = false;
        await pipeline.SendAsync(TestApi.Get());
        Assert.Single(handler.Seen);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#token-provider-fails-or-hangs")]
    public async Task A_provider_that_blocks_its_thread_ends_with_the_time_limit_and_does_not_hold_the_caller()
    {
        var time = new ManualTime();
        using var asked = new SemaphoreSlim(0);
        using var release = new ManualResetEventSlim();
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = Create(
            handler,
            ApiCredential.FromTokenProvider(_ =>
            {
                asked.Release();
                release.Wait(CancellationToken.None);
                throw new IOException("too late");
            }),
            o => o.TimeProvider = time);

        var call = pipeline.SendAsync(TestApi.Get());
        Assert.True(await asked.WaitAsync(TimeSpan.FromSeconds(60)));
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(ApiTimeoutKind.Total, (await Assert.ThrowsAsync<ApiTimeoutException>(() => call.WaitAsync(TimeSpan.FromSeconds(60)))).Kind);
        release.Set();
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#many-callers")]
    public async Task Callers_who_wait_share_the_failure_of_a_provider()
    {
        var asked = 0;
        var answer = new TaskCompletionSource<ApiAccessToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = Create(handler, ApiCredential.FromTokenProvider(_ =>
        {
            Interlocked.Increment(ref asked);
            return new(answer.Task);
        }));

        var calls = Enumerable.Range(0, 20).Select(_ => pipeline.SendAsync(TestApi.Get())).ToArray();
        answer.SetException(new IOException("vault sealed"));

        foreach (var call in calls)
            Assert.Equal("vault sealed", (await Assert.ThrowsAsync<ApiClientException>(() => call)).InnerException!.Message);
        Assert.Equal(1, asked);
        await Assert.ThrowsAsync<ApiClientException>(() => pipeline.SendAsync(TestApi.Get()));
        Assert.Equal(2, asked);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#many-callers")]
    public async Task A_caller_who_gives_up_fails_nobody_else()
    {
        var asked = 0;
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = Create(handler, ApiCredential.FromTokenProvider(async token =>
        {
            if (Interlocked.Increment(ref asked) == 1)
                await Task.Delay(Timeout.Infinite, token);
            return new ApiAccessToken("token-1");
        }));
        using var cancel = new CancellationTokenSource();

        var first = pipeline.SendAsync(TestApi.Get(), cancellationToken: cancel.Token);
        var others = Enumerable.Range(0, 20).Select(_ => pipeline.SendAsync(TestApi.Get())).ToArray();
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => first);
        await Task.WhenAll(others);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Client_credentials_are_traded_for_tokens_that_are_kept_until_they_end()
    {
        var time = new ManualTime();
        var tokens = 0;
        using var handler = new StubHandler((request, _) => Task.FromResult(Response(
            HttpStatusCode.OK,
            request.RequestUri!.AbsolutePath == "/oauth2-cc/token" ? $$"""{"token_type":"bearer","access_token":"token-{{++tokens}}","expires_in":1800}""" : Ok)));
        using var pipeline = Create(handler, ApiCredential.FromClientCredentials("my-key", "my-secret"), o => o.TimeProvider = time);

        await pipeline.SendAsync(TestApi.Get());
        await pipeline.SendAsync(TestApi.Get());
        time.Advance(TimeSpan.FromMinutes(29.5));
        await pipeline.SendAsync(TestApi.Get());

        Assert.Equal(
            ["/oauth2-cc/token", "/v0/notes", "/v0/notes", "/oauth2-cc/token", "/v0/notes"],
            handler.Seen.Select(s => s.Uri.AbsolutePath));
        var fetch = handler.Seen[0];
        Assert.Equal("grant_type=client_credentials", fetch.Body);
        Assert.Equal("application/x-www-form-urlencoded", fetch.Headers["Content-Type"]);
        Assert.Equal("Basic " + Convert.ToBase64String("my-key:my-secret"u8), fetch.Headers["Authorization"]);
        Assert.False(fetch.Headers.ContainsKey("X-Hume-Api-Key"));
        Assert.Equal("Bearer token-1", handler.Seen[1].Headers["Authorization"]);
        Assert.Equal("Bearer token-2", handler.Seen[4].Headers["Authorization"]);
    }

    [Theory]
    [InlineData(401, "{}", typeof(ApiErrorException))]
    [InlineData(200, "{}", typeof(ApiResponseException))]
    [InlineData(200, "{\"access_token\":\"two\\nlines\"}", typeof(ApiResponseException))]
    public async Task A_token_that_is_not_handed_out_is_an_error_that_names_the_path(int status, string body, Type type)
    {
        using var handler = new StubHandler(Step(status, body));
        using var pipeline = Create(handler, ApiCredential.FromClientCredentials("my-key", "my-secret"));

        var error = await Assert.ThrowsAnyAsync<ApiClientException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.IsType(type, error);
        Assert.Contains("/oauth2-cc/token", error.Message, StringComparison.Ordinal);
        Assert.All(handler.Seen, s => Assert.Equal("/oauth2-cc/token", s.Uri.AbsolutePath));
    }

    [Fact]
    public async Task Fetching_a_token_is_tried_again()
    {
        using var handler = new StubHandler(Step(500), Step(200, """{"access_token":"token-1"}"""), Step(200, Ok));
        using var pipeline = Create(handler, ApiCredential.FromClientCredentials("my-key", "my-secret"), o => o.Random = () => 0);

        await pipeline.SendAsync(TestApi.Get());

        Assert.Equal(3, handler.Seen.Count);
    }

    [Fact]
    public async Task The_environment_holds_a_key_for_those_who_give_none()
    {
        const string Variable = "HUMEGEN_TESTS_KEY_SET";
        Environment.SetEnvironmentVariable(Variable, "key-from-environment");
        var description = new ApiDescription { Name = "Hume", BaseAddress = TestApi.Description.BaseAddress, ApiKeyHeader = "X-Key", ApiKeyVariable = Variable };
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);

        using var pipeline = new ApiPipeline(description, new ApiClientOptions { HttpMessageHandler = handler });
        await pipeline.SendAsync(TestApi.Get());
        using var own = new ApiPipeline(description, new ApiClientOptions { HttpMessageHandler = handler, ApiKey = "own-key" });
        await own.SendAsync(TestApi.Get());

        Assert.Equal(["key-from-environment", "own-key"], handler.Seen.Select(s => s.Headers["X-Key"]));
    }

    [Fact]
    public void Without_any_credential_making_a_client_fails_and_says_how_to_give_one()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ApiPipeline(TestApi.Description, new ApiClientOptions()));

        Assert.Contains("ApiKey", error.Message, StringComparison.Ordinal);
        Assert.Contains("Credential", error.Message, StringComparison.Ordinal);
        Assert.Contains("HUMEGEN_TESTS_UNSET_KEY", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_with_a_broken_key_is_named_but_not_shown()
    {
        const string Variable = "HUMEGEN_TESTS_KEY_BROKEN";
        Environment.SetEnvironmentVariable(Variable, "broken-key\n");
        var description = new ApiDescription { Name = "Hume", BaseAddress = TestApi.Description.BaseAddress, ApiKeyHeader = "X-Key", ApiKeyVariable = Variable };

        var error = Assert.Throws<InvalidOperationException>(() => new ApiPipeline(description, new ApiClientOptions()));

        Assert.Contains(Variable, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("broken-key", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("key\r\nX-Evil: 1")]
    [InlineData("key with space")]
    [InlineData("ключ")]
    [InlineData("key\u0000")]
    public void A_key_that_cannot_travel_in_a_header_is_refused_and_not_shown(string key)
    {
        var errors = new[]
        {
            Assert.ThrowsAny<ArgumentException>(() => ApiCredential.FromApiKey(key)),
            Assert.ThrowsAny<ArgumentException>(() => ApiCredential.FromAccessToken(key)),
            Assert.ThrowsAny<ArgumentException>(() => ApiCredential.FromClientCredentials(key, "secret")),
            Assert.ThrowsAny<ArgumentException>(() => ApiCredential.FromClientCredentials("key", key)),
            Assert.ThrowsAny<ArgumentException>(() => new ApiAccessToken(key)),
            Assert.ThrowsAny<ArgumentException>(() => new ApiPipeline(TestApi.Description, new ApiClientOptions { ApiKey = key })),
        };

        if (key.Trim().Length > 0)
            Assert.All(errors, e => Assert.DoesNotContain(key, e.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Token secret-key")]
    [InlineData("secret-key")]
    public async Task A_key_in_the_header_Authorization_may_have_a_scheme(string key)
    {
        using var handler = StubHandler.Answering(HttpStatusCode.Forbidden, """{"message":"bad secret-key"}""");
        using var pipeline = new ApiPipeline(Keyed("Authorization"), new ApiClientOptions { HttpMessageHandler = handler, ApiKey = key });

        var error = await Assert.ThrowsAnyAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Equal(key, Assert.Single(handler.Seen).Headers["Authorization"]);
        Assert.DoesNotContain("secret-key", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", "Token  secret-key")]
    [InlineData("Authorization", "Token secret key")]
    [InlineData("Authorization", " secret-key")]
    [InlineData("Authorization", "Token ")]
    [InlineData("Authorization", "To:ken secret-key")]
    [InlineData("Authorization", "Token secret\nkey")]
    [InlineData("X-Key", "Token secret-key")]
    public void A_key_has_no_other_space(string header, string key)
    {
        var error = Assert.Throws<ArgumentException>(() => new ApiPipeline(Keyed(header), new ApiClientOptions { ApiKey = key }));

        Assert.Contains("API key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contradictions_are_refused()
    {
        var both = new ApiClientOptions { ApiKey = "key", Credential = ApiCredential.FromAccessToken("token") };
        Assert.Contains("not both", Assert.Throws<ArgumentException>(() => new ApiPipeline(TestApi.Description, both)).Message, StringComparison.Ordinal);

        Assert.Throws<ArgumentException>(() => ApiCredential.FromClientCredentials("key:secret", "x"));

        var tokenless = new ApiDescription { Name = "Other", BaseAddress = TestApi.Description.BaseAddress, ApiKeyHeader = "X-Key" };
        var options = new ApiClientOptions { Credential = ApiCredential.FromClientCredentials("key", "secret") };
        Assert.Throws<ArgumentException>(() => new ApiPipeline(tokenless, options));
    }

    private static ApiPipeline Create(StubHandler handler, ApiCredential credential, Action<ApiClientOptions>? configure = null) => TestApi.Create(handler, o =>
    {
        o.ApiKey = null;
        o.Credential = credential;
        configure?.Invoke(o);
    });

    private static ApiDescription Keyed(string header) => new() { Name = "Sample", BaseAddress = new Uri("https://api.example.test"), ApiKeyHeader = header };
}
