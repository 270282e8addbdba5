using System.Net.Http.Headers;
using System.Text;

namespace HumeGen.Tests.Http;

/// <summary>Apart from the other tests, as it looks at the memory of the whole process.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const int Most = 16 * 1024 * 1024;

    [Fact]
    [Trait("Fault", "docs/reliability.md#bodies-without-end")]
    public async Task Items_that_are_too_large_leave_no_memory_behind()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 4; i++)
            await FailAsync();

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Most);
    }

    // Apart, so that nothing here keeps what it made.
    private static async Task FailAsync()
    {
        using var handler = new StubHandler((_, _) =>
        {
            var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes($"data: {new string('x', Most + 1)}")));
            content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
            return Task.FromResult(new HttpResponseMessage { Content = content });
        });
        using var pipeline = TestApi.Create(handler, o => o.MaxResponseBytes = Most);
        await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync());
    }
}
