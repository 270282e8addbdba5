using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

public sealed class ServerTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Every_answer_has_an_id_of_its_own()
    {
        await using var hume = await Hume.StartAsync();

        var ids = new[] { await hume.GetAsync("/v0/evi/tools"), await hume.GetAsync("/v0/evi/tools"), await hume.GetAsync("/nowhere") }.Select(answer => answer.RequestId).ToList();

        Assert.All(ids, Assert.NotNull);
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_path_that_the_api_lacks_is_404_and_a_method_that_it_lacks_405()
    {
        await using var hume = await Hume.StartAsync();

        Assert.Contains("/v0/nowhere", (string?)(await hume.GetAsync("/v0/nowhere")).Expect(HttpStatusCode.NotFound)["message"], StringComparison.Ordinal);
        Assert.Contains("GET, POST", (string?)(await hume.DeleteAsync("/v0/batch/jobs")).Expect(HttpStatusCode.MethodNotAllowed)["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_simulators_side_by_side_share_nothing_and_answer_the_same()
    {
        await using var one = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = new ManualTime() });
        await using var two = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = new ManualTime() });
        const string tool = """{"name":"clock","parameters":"{}"}""";

        var created = await one.PostAsync("/v0/evi/tools", tool);

        Assert.Equal(0, (int?)(await two.GetAsync("/v0/evi/tools")).Ok()["total_pages"]);
        Assert.Equal(created.Text, (await two.PostAsync("/v0/evi/tools", tool)).Text);
        Assert.Equal((await one.GetAsync("/v0/evi/chats")).Text, (await two.GetAsync("/v0/evi/chats")).Text);
    }

    [Fact]
    public async Task Requests_are_recorded_with_everything_a_test_would_look_at()
    {
        await using var hume = await Hume.StartAsync();
        await hume.PostAsync("/v0/evi/prompts", """{"name":"é","text":"t"}""");
        await hume.GetAsync("/v0/batch/jobs?status=QUEUED&status=FAILED&limit=3");

        var requests = hume.Simulator.Requests;
        Assert.Equal(["POST /v0/evi/prompts", "GET /v0/batch/jobs"], requests.Select(request => request.ToString()));
        Assert.Equal("é", (string?)requests[0].BodyJson!["name"]);
        Assert.Equal(requests[0].Body.Length, requests[0].BodyLength);
        Assert.Equal("application/json; charset=utf-8", requests[0].Headers["content-type"]);
        Assert.Equal("***", requests[0].Headers["x-hume-api-key"]);
        Assert.Equal([("status", "QUEUED"), ("status", "FAILED"), ("limit", "3")], requests[1].Query.Select(pair => (pair.Key, pair.Value)));
        Assert.Null(requests[1].BodyJson);
    }

    [Fact]
    public async Task Many_requests_at_once_do_not_disturb_each_other()
    {
        await using var hume = await Hume.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => hume.PostAsync("/v0/evi/tools", $$"""{"name":"tool {{i}}","parameters":"{}"}""")));

        var ids = answers.Select(answer => (string?)answer.Expect(HttpStatusCode.Created)["id"]).ToList();
        Assert.Equal(100, ids.Distinct().Count());
        var id = ids[0];
        var versions = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => hume.PostAsync($"/v0/evi/tools/{id}", """{"parameters":"{}"}""")));
        Assert.Equal(Enumerable.Range(1, 50), versions.Select(answer => (int)answer.Json["version"]!).Order());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { Limits = new() { RequestBodyBytes = 100 } });

        var answer = await hume.PostAsync("/v0/evi/prompts", new JsonObject { ["name"] = "n", ["text"] = new string('x', 200) });

        Assert.Equal("payload_too_large", (string?)answer.Expect(HttpStatusCode.RequestEntityTooLarge)["error"]);
    }

    [Fact]
    public async Task A_long_body_is_recorded_in_part_but_handled_whole()
    {
        await using var hume = await Hume.StartAsync();
        var text = new string('x', 2 << 20);

        var answer = await hume.PostAsync("/v0/evi/prompts", new JsonObject { ["name"] = "n", ["text"] = text });

        Assert.Equal(text, (string?)answer.Expect(HttpStatusCode.Created)["text"]);
        var recorded = Assert.Single(hume.Simulator.Requests);
        Assert.Equal(1 << 20, recorded.Body.Length);
        Assert.True(recorded.BodyLength > text.Length);
    }

    [Theory]
    [InlineData(-1, 1, "k", "JobDuration")]
    [InlineData(1, 0, "k", "RequestBodyBytes")]
    [InlineData(1, 1, "", "key")]
    public async Task Options_that_make_no_sense_are_refused(int seconds, long size, string key, string named)
    {
        var options = new HumeSimulatorOptions { JobDuration = TimeSpan.FromSeconds(seconds), Limits = new() { RequestBodyBytes = size }, ApiKey = key };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => HumeSimulator.StartAsync(options));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposing_ends_requests_that_hang_and_streams_that_nobody_reads()
    {
        var hume = await Hume.StartAsync();
        using var http = new HttpClient { BaseAddress = hume.Simulator.BaseAddress };
        http.DefaultRequestHeaders.Add("X-Hume-Api-Key", hume.Simulator.ApiKey);
        hume.Simulator.FailNext(InjectedFailure.Hang(), request => request.Path == "/v0/evi/tools");
        var hanging = http.GetAsync("/v0/evi/tools");
        var long_text = string.Join(", ", Enumerable.Repeat($$"""{"text":"{{new string('a', 4000)}}"}""", 5));
        using var speech = new HttpRequestMessage(HttpMethod.Post, "/v0/tts/stream/file")
        {
            Content = new StringContent($$"""{"utterances":[{{long_text}}],"split_utterances":false}""", Encoding.UTF8, "application/json"),
        };
        using var stream = await http.SendAsync(speech, HttpCompletionOption.ResponseHeadersRead);
        while (hume.Simulator.Requests.Count < 2)
            await Task.Yield();

        await hume.Simulator.DisposeAsync().AsTask().WaitAsync(Bound);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => hanging.WaitAsync(Bound));
        await Assert.ThrowsAnyAsync<Exception>(() => stream.Content.ReadAsByteArrayAsync().WaitAsync(Bound));
        await hume.Simulator.DisposeAsync();
        await hume.DisposeAsync();
    }

    [Fact]
    public async Task Starting_can_be_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HumeSimulator.StartAsync(cancellationToken: new CancellationToken(true)));
}
