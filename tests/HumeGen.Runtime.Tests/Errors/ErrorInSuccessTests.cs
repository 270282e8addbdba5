using System.Net;
using System.Text;

namespace HumeGen.Tests.Errors;

/// <summary>A success whose body is an error throws it, and one that only looks like it does not.</summary>
public sealed class ErrorInSuccessTests
{
    [Theory]
    [InlineData("""{"type":"error","code":"E0709","message":"gone"}""", "E0709")]
    [InlineData("""{"error":{"code":"E0709","message":"gone"}}""", "E0709")]
    [InlineData("""{"error":"gone"}""", null)]
    [InlineData("""{"code":"E0709","message":"gone"}""", "E0709")]
    public async Task What_cannot_be_read_and_says_error_is_one(string body, string? code)
    {
        using var pipeline = TestApi.Create(StubHandler.Answering(HttpStatusCode.OK, body));

        Func<Task>[] calls = [() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson), () => ReadAllAsync(pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson))];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<ApiErrorException>(call);
            Assert.Equal((HttpStatusCode.OK, code), (error.StatusCode, error.ErrorCode?.Value));
            Assert.Equal(body, error.Body.Trim());
        }
    }

    [Theory]
    [InlineData("""{"id":5}""")]
    [InlineData("""{"error":"","id":5}""")]
    [InlineData("""{"error":{},"id":5}""")]
    [InlineData("""{"type":"error_report","code":"a","message":"m"}""")]
    public async Task What_cannot_be_read_and_is_no_error_is_a_broken_response(string body)
    {
        using var pipeline = TestApi.Create(StubHandler.Answering(HttpStatusCode.OK, body));

        await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));
    }

    [Theory]
    [InlineData("""{"type":"error","code":"E0709"}""", true)]
    [InlineData("\uFEFF{\"type\":\"error\",\"code\":\"E0709\"}", true)]
    [InlineData("""{"error":{"message":"gone"}}""", true)]
    [InlineData("""{"error":"text"}""", false)]
    [InlineData("""{"error":{"rate":0.1}}""", false)]
    [InlineData("""{"message":"readme","code":"class X"}""", false)]
    [InlineData("{\"type\":\"error\"}\n{\"type\":\"info\"}\n", false)]
    [InlineData("""{"type":"error\ud800"}""", false)]
    [InlineData("""{"type":"error",""", false)]
    public async Task A_file_is_an_error_only_where_it_says_so(string body, bool isError)
    {
        using var pipeline = TestApi.Create(StubHandler.Answering(HttpStatusCode.OK, body));

        if (isError)
        {
            await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendForBinaryAsync(TestApi.Get()));
            return;
        }

        await using var file = await pipeline.SendForBinaryAsync(TestApi.Get());
        using var reader = new StreamReader(file.Stream);
        Assert.Equal(body, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_long_error_keeps_its_code()
    {
        using var pipeline = TestApi.Create(StubHandler.Answering(HttpStatusCode.OK, $$"""{"type":"error","trace":"{{new string('t', 40_000)}}","code":"E0709","message":"gone"}"""));

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Equal(("E0709", 32 * 1024), (error.ErrorCode?.Value, Encoding.UTF8.GetByteCount(error.Body)));
    }

    private static async Task ReadAllAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (var _ in items)
        {
        }
    }
}
