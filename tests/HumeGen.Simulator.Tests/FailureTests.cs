using System.Net;

namespace HumeGen.Simulator.Tests;

public sealed class FailureTests
{
    private const string Path = "/v0/evi/tools";

    [Fact]
    public async Task A_status_with_headers_and_body_replaces_one_answer()
    {
        await using var hume = await Hume.StartAsync();
        hume.Simulator.FailNext(InjectedFailure.Status(429, """{"message":"slow down"}""", headers: ("Retry-After", "7")));

        using var refused = await hume.Http.GetAsync(Path);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("""{"message":"slow down"}""", await refused.Content.ReadAsStringAsync());
        Assert.True(refused.Headers.Contains("x-request-id"));
        (await hume.GetAsync(Path)).Ok();
        Assert.Equal(2, hume.Simulator.Requests.Count);
    }

    [Fact]
    public async Task A_body_need_not_be_json()
    {
        await using var hume = await Hume.StartAsync();
        hume.Simulator.FailNext(InjectedFailure.Status(502, "<html>Bad Gateway</html>", "text/html"));

        var answer = await hume.GetAsync(Path);

        Assert.Equal((HttpStatusCode.BadGateway, "text/html", "<html>Bad Gateway</html>"), (answer.Status, answer.ContentType, answer.Text));
    }

    [Fact]
    public async Task Failures_come_in_order_and_only_for_the_requests_they_are_meant_for()
    {
        await using var hume = await Hume.StartAsync();
        hume.Simulator.FailNext(InjectedFailure.Status(503), request => request.Method == "POST");
        hume.Simulator.FailNext(InjectedFailure.Status(500));
        hume.Simulator.FailNext(InjectedFailure.Status(408));

        Assert.Equal(
            [500, 503, 408, 200],
            new[] { await hume.GetAsync(Path), await hume.PostAsync(Path, "{}"), await hume.GetAsync(Path), await hume.GetAsync(Path) }.Select(answer => (int)answer.Status));
    }

    [Fact]
    public async Task A_reset_connection_gives_no_answer_and_the_next_request_is_fine()
    {
        await using var hume = await Hume.StartAsync();
        hume.Simulator.FailNext(InjectedFailure.ConnectionReset());

        await Assert.ThrowsAsync<HttpRequestException>(() => hume.PostAsync(Path, "{}"));

        (await hume.GetAsync(Path)).Ok();
    }

    [Fact]
    public async Task A_hanging_request_waits_until_the_client_gives_up()
    {
        await using var hume = await Hume.StartAsync();
        using var patience = new CancellationTokenSource();
        hume.Simulator.FailNext(InjectedFailure.Hang());

        var hanging = hume.Http.GetAsync(Path, patience.Token);
        while (hume.Simulator.Requests.Count == 0)
            await Task.Yield();

        Assert.False(hanging.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        (await hume.GetAsync(Path)).Ok();
    }

    [Theory]
    [InlineData("/v0/evi/chats", 10)]
    [InlineData("/v0/evi/chats", 0)]
    public async Task A_body_can_be_cut_short(string path, int bytes)
    {
        await using var hume = await Hume.StartAsync();
        hume.Simulator.FailNext(InjectedFailure.CutAfter(bytes));

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await hume.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
        (await hume.GetAsync(path)).Ok();
    }

    [Fact]
    public async Task A_body_can_stall()
    {
        await using var hume = await Hume.StartAsync();
        hume.Simulator.FailNext(InjectedFailure.StallAfter(5));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/v0/evi/chats");
        using var response = await hume.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var start = new byte[5];
        await body.ReadExactlyAsync(start);
        using var patience = new CancellationTokenSource();
        var rest = body.ReadAsync(new byte[1], patience.Token).AsTask();

        Assert.False(rest.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rest);
    }

    [Fact]
    public void A_status_that_is_none_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => InjectedFailure.Status(99));
}
