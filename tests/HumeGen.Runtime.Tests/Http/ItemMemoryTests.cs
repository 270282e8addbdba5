using System.Net;

namespace HumeGen.Tests.Http;

/// <summary>Memory after items that were too large. It is measured for the whole program, so no other tests run meanwhile.</summary>
[Collection(nameof(ItemMemoryTests))]
[CollectionDefinition(nameof(ItemMemoryTests), DisableParallelization = true)]
public sealed class ItemMemoryTests
{
    private const int Limit = 32 * 1024 * 1024;

    [Theory]
    [InlineData("")]
    [InlineData("data: ")]
    public async Task Items_too_large_leave_no_memory_behind(string start)
    {
        await ReadOneAsync(start);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 3; i++)
            await ReadOneAsync(start);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 * 1024 * 1024);
    }

    private static async Task ReadOneAsync(string start)
    {
        using var handler = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(new EndlessStream(start)) { Headers = { { "Content-Type", "text/event-stream" } } },
        }));
        using var pipeline = TestApi.Create(handler, o => o.MaxResponseBytes = Limit);
        await Assert.ThrowsAsync<ApiResponseException>(async () => await pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync());
    }

    // A line without an end.
    private sealed class EndlessStream(string start) : ForwardOnlyStream
    {
        private bool _started;

        public override bool CanRead => true;

        public override int Read(byte[] buffer, int offset, int count) => Fill(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Fill(buffer.Span));

        private int Fill(Span<byte> buffer)
        {
            buffer.Fill((byte)'x');
            if (!_started)
                System.Text.Encoding.ASCII.GetBytes(start).CopyTo(buffer);
            _started = true;
            return buffer.Length;
        }
    }
}
