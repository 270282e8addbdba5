using System.Net;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests.Http;

/// <summary>http and ws to other machines: refused with a message that names the option, and allowed by it.</summary>
public sealed class InsecureHttpTests
{
    private static readonly Uri Gateway = new("http://gateway.internal:8080/api");

    [Fact]
    public async Task A_client_may_be_told_to_speak_http_to_another_machine()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler, o => (o.BaseAddress, o.AllowInsecureHttp) = (Gateway, true));

        await pipeline.SendAsync(TestApi.Get());

        Assert.Equal("http://gateway.internal:8080/api/v0/notes", handler.Seen[0].Uri.AbsoluteUri);
        Assert.Equal(TestApi.Key, handler.Seen[0].Headers["X-Hume-Api-Key"]);
    }

    [Fact]
    public void Without_that_the_error_names_the_option()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);

        var error = Assert.Throws<ArgumentException>(() => TestApi.Create(handler, o => o.BaseAddress = Gateway));

        Assert.Contains("http://gateway.internal", error.Message, StringComparison.Ordinal);
        Assert.Contains("AllowInsecureHttp", error.Message, StringComparison.Ordinal);
        Assert.Equal("BaseAddress", error.ParamName);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_of_one_call_is_held_to_the_same(bool allowed)
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK);
        using var pipeline = TestApi.Create(handler, o => o.AllowInsecureHttp = allowed);
        var request = new ApiRequest(HttpMethod.Get, "/files") { Server = new Uri("http://files.example.test") };

        await AssertAllowedAsync(allowed, () => pipeline.SendAsync(request), handler);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Access_tokens_are_held_to_the_same(bool allowed)
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, """{"access_token":"t"}""");
        var description = new ApiDescription
        {
            Name = "Notes",
            BaseAddress = new Uri("https://api.example.test"),
            TokenPath = "/token",
            TokenServer = new Uri("http://login.example.test"),
        };
        using var pipeline = new ApiPipeline(
            description,
            new ApiClientOptions { HttpMessageHandler = handler, Credential = ApiCredential.FromClientCredentials("id", "secret"), AllowInsecureHttp = allowed });

        await AssertAllowedAsync(allowed, () => pipeline.SendAsync(TestApi.Get()), handler);
    }

    [Fact]
    public async Task The_next_page_may_be_there_as_well()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, "{}");
        using var pipeline = TestApi.Create(handler, o => (o.BaseAddress, o.AllowInsecureHttp) = (Gateway, true));
        var request = TestApi.Get();
        request.Follow("http://gateway.internal:8080/api/v0/notes?page=2");

        await pipeline.SendAsync(request);

        Assert.Equal("?page=2", handler.Seen[0].Uri.Query);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_WebSocket_is_held_to_the_same(bool allowed)
    {
        using var handler = StubHandler.Answering(HttpStatusCode.Forbidden);
        using var pipeline = TestApi.Create(handler, o => (o.AllowInsecureHttp, o.MaxRetries) = (allowed, 0));
        var request = new RealtimeRequest("ws://stream.example.test", "/notes/changes");

        var error = await Assert.ThrowsAnyAsync<ApiClientException>(() => pipeline.ConnectAsync(request));

        if (!allowed)
            Assert.Contains("ApiClientOptions.AllowInsecureHttp", error.Message, StringComparison.Ordinal);
        Assert.Equal(allowed ? ["ws"] : [], handler.Seen.Select(s => s.Uri.Scheme));
    }

    private static async Task AssertAllowedAsync(bool allowed, Func<Task> call, StubHandler handler)
    {
        if (allowed)
        {
            await call();
            Assert.Contains(handler.Seen, s => s.Uri.Scheme == "http");
            return;
        }

        var error = await Assert.ThrowsAnyAsync<ApiClientException>(call);
        Assert.Contains("ApiClientOptions.AllowInsecureHttp", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(handler.Seen);
    }
}
