using System.Net;
using Hume.EmpathicVoice;
using Hume.Tts;

namespace Hume.Tests;

/// <summary>Options of a single call.</summary>
public class ApiCallOptionsTests
{
    private static readonly PostedTts Request = new() { Utterances = [new() { Text = "Hi" }], NumGenerations = 1 };

    [Fact]
    public async Task Headers_query_and_body_can_be_added_to_and_replaced()
    {
        var recorder = new Recorder(HttpStatusCode.OK, """{"generations":[]}""");
        using var client = TestClient.Of(recorder);
        await client.Tts.SynthesizeJsonAsync(Request, new ApiCallOptions
        {
            Headers = new Dictionary<string, string> { ["X-Trace"] = "t-1" },
            Query = new Dictionary<string, string> { ["beta"] = "yes & no" },
            BodyMembers = new Dictionary<string, System.Text.Json.Nodes.JsonNode?> { ["seed"] = 5, ["num_generations"] = 3 },
        });
        Assert.Equal("t-1", recorder.Only.Headers["X-Trace"]);
        Assert.Equal("?beta=yes%20%26%20no", recorder.Only.Uri.Query);
        Json.AssertSame(System.Text.Json.Nodes.JsonNode.Parse("""{"utterances":[{"text":"Hi"}],"num_generations":3,"seed":5}"""), recorder.Only.Json);
    }

    [Fact]
    public async Task The_response_can_be_seen_as_it_came()
    {
        using var client = TestClient.Of(new Recorder(_ =>
        {
            var response = Reply.Json("""{"generations":[],"request_id":"r"}""");
            response.Headers.Add("X-Request-Id", "req-5");
            return response;
        }));
        ApiResponse? seen = null;
        await client.Tts.SynthesizeJsonAsync(Request, new ApiCallOptions { OnResponse = r => seen = r });
        Assert.Equal((HttpStatusCode.OK, "req-5", "/v0/tts"), (seen!.StatusCode, seen.RequestId, seen.PathTemplate));
        Assert.Equal("""{"generations":[],"request_id":"r"}""", System.Text.Encoding.UTF8.GetString(seen.Body.Span));
    }

    [Fact]
    public async Task The_response_of_every_page_and_of_every_error_is_seen()
    {
        var statuses = new List<HttpStatusCode>();
        var options = new ApiCallOptions { OnResponse = r => statuses.Add(r.StatusCode) };
        var recorder = new Recorder(r => r.Query["page_number"] == "1"
            ? Reply.Text(HttpStatusCode.NotFound, "{}")
            : Reply.Json("""{"page_number":0,"page_size":1,"total_pages":2,"tools_page":[null]}"""));
        using var client = TestClient.Of(recorder);
        await Assert.ThrowsAsync<HumeNotFoundException>(() => client.EmpathicVoice.Tools.ListToolsAsync(options: options).ToListAsync());
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound], statuses);
    }

    [Fact]
    public async Task A_post_is_repeated_when_the_call_allows_it()
    {
        var attempts = 0;
        var recorder = new Recorder(_ => ++attempts < 3 ? Reply.Text(HttpStatusCode.BadGateway, "") : Reply.Json("""{"generations":[]}"""));
        using var client = TestClient.Of(recorder, ManualTime.JumpingOverWaits(), retries: 2);
        await Assert.ThrowsAsync<HumeApiException>(() => client.Tts.SynthesizeJsonAsync(Request));
        Assert.Equal(1, attempts);
        await client.Tts.SynthesizeJsonAsync(Request, new ApiCallOptions { RetryUnsafe = true });
        Assert.Equal(3, attempts);
        Assert.Equal(recorder.Requests[1].Body, recorder.Requests[2].Body);
    }

    [Fact]
    public async Task Calls_that_the_specifications_do_not_know_go_through_the_pipeline()
    {
        var recorder = new Recorder(HttpStatusCode.OK, """{"id":"v"}""");
        using var client = TestClient.Of(recorder);
        var request = new ApiRequest(HttpMethod.Get, "/v1/new/{id}");
        request.AddPath("id", "a b");
        var voice = await client.Pipeline.SendAsync(request, EmpathicVoice.ReturnConfigVoice.ReadJson);
        Assert.Equal("v", voice.Id);
        Assert.Equal("/v1/new/a%20b", recorder.Only.Uri.AbsolutePath);
        Assert.Equal(TestClient.ApiKey, recorder.Only.Headers["X-Hume-Api-Key"]);
    }
}
