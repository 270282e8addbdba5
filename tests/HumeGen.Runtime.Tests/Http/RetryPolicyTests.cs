using System.Net;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests.Http;

public sealed class RetryPolicyTests
{
    private const string Ok = """{"id":"n1"}""";

    [Fact]
    public async Task A_client_lets_every_post_be_tried_again_and_a_call_may_except_itself()
    {
        using var handler = new StubHandler(Step(500), Step(200, Ok), Step(500));
        using var pipeline = Create(handler, o => o.RetryUnsafe = true);

        await pipeline.SendAsync(TestApi.Post(), Note.ReadJson);
        Assert.Equal(2, handler.Seen.Count);

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Post(), Note.ReadJson, new ApiCallOptions { RetryUnsafe = false }));
        Assert.Equal(3, handler.Seen.Count);
    }

    [Fact]
    public async Task A_policy_of_the_client_sees_each_attempt_and_decides_instead_of_the_table()
    {
        var seen = new List<RetryAttempt>();
        using var handler = new StubHandler(Step(409, "", ("Retry-After", "3")), Fail(new HttpRequestException(HttpRequestError.NameResolutionError)), Step(200, Ok));
        var time = ManualTime.JumpingOverWaits();
        using var pipeline = TestApi.Create(handler, o =>
        {
            o.TimeProvider = time;
            o.MaxRetries = 5;
            o.RetryPolicy = attempt =>
            {
                seen.Add(attempt);
                return TimeSpan.FromSeconds(1);
            };
        });

        await pipeline.SendAsync(TestApi.Post(), Note.ReadJson);

        Assert.Equal([(1, HttpStatusCode.Conflict, true), (2, null, false)], seen.Select(a => (a.Attempt, a.StatusCode, a.WasSent)));
        Assert.All(seen, a => Assert.Equal(("POST", "/v0/notes", false), (a.Method.Method, a.PathTemplate, a.IsSafe)));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)), (seen[0].RetryAfter, seen[0].Delay));
        Assert.Equal(ApiConnectionError.Dns, Assert.IsType<ApiConnectionException>(seen[1].Error).Kind);

        // The longer wait of the server, and then the policy's.
        Assert.Equal(TimeSpan.FromSeconds(4), time.Elapsed);
    }

    [Fact]
    public async Task A_policy_of_a_call_takes_the_place_of_the_clients()
    {
        using var handler = new StubHandler(Step(503), Step(200, Ok));
        using var pipeline = Create(handler, o => o.RetryPolicy = _ => throw new InvalidOperationException("not asked"));

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson, new ApiCallOptions { RetryPolicy = _ => null }));

        Assert.Single(handler.Seen);
    }

    [Fact]
    public async Task A_policy_may_only_add_to_the_default()
    {
        using var handler = new StubHandler(Step(404), Step(501), Step(200, Ok));
        using var pipeline = Create(handler, o => o.RetryPolicy = a => (int?)a.StatusCode == 404 ? TimeSpan.Zero : ApiClientOptions.DefaultRetryPolicy(a));

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Equal((HttpStatusCode.NotImplemented, 2), (error.StatusCode, handler.Seen.Count));
    }

    [Fact]
    public async Task What_a_policy_throws_ends_the_call_without_a_secret()
    {
        using var handler = new StubHandler(Step(503));
        using var pipeline = Create(handler, o => o.RetryPolicy = _ => throw new InvalidOperationException($"policy {TestApi.Key}"));

        var error = await Assert.ThrowsAsync<ApiClientException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Contains("InvalidOperationException: policy ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestApi.Key, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_is_not_asked_where_another_attempt_must_fail_as_well()
    {
        using var handler = new StubHandler(Fail(new HttpRequestException(HttpRequestError.SecureConnectionError)), Step(200, Ok));
        using var pipeline = Create(handler, o => o.RetryPolicy = _ => TimeSpan.Zero);

        Assert.Equal(ApiConnectionError.Tls, (await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson))).Kind);
        Assert.Single(handler.Seen);
    }

    private static ApiPipeline Create(StubHandler handler, Action<ApiClientOptions> configure) => TestApi.Create(handler, o =>
    {
        o.TimeProvider = ManualTime.JumpingOverWaits();
        configure(o);
    });
}
